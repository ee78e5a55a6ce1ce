// The making of categories, tags and pictures beside the sending of the pages that have theirs.
import type { AssetNeed } from '../targets/target.ts'
import type { AssetDeps, Assets } from './asset-deps.ts'
import { writeDiary } from './diary.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { prepareAssets } from './prepare-assets.ts'

/**
 * `late`: nothing is open but what Wix takes longer with than usual. `complete`: whatever is not among the assets now
 * was refused. `broken off`: nobody knows of the rest.
 */
export type PreparationState = 'making' | 'late' | 'complete' | 'broken off'

export interface Preparation {
  assets: Assets
  /** Throws what the making failed with. */
  state(): PreparationState
  /** Resolves when nothing more is made or waited for. */
  ended: Promise<void>
  /** Makes nothing more, and waits until what is under way has ended. */
  stop(): Promise<void>
}

/** @param destination goes without pictures from the moment at which it is known that none may be imported */
export function startPreparation(
  deps: AssetDeps,
  destination: Pick<Destination, 'withoutImages'>,
  needs: AssetNeed[],
  assets: Assets,
): Preparation {
  const enough = new AbortController()
  const stopping = AbortSignal.any([deps.stopping, enough.signal])
  let state: PreparationState = 'making'
  let failure: { error: unknown } | undefined
  async function reach(next: PreparationState): Promise<void> {
    await noteForbiddenImages(deps.held, destination, assets)
    state = next
  }
  async function prepare(): Promise<void> {
    try {
      const isComplete = await prepareAssets({ ...deps, stopping }, needs, assets, () => reach('late'))
      if (isComplete) await reach('complete')
      else state = 'broken off'
    } catch (error) {
      failure = { error }
    }
  }
  const ended = prepare()
  return {
    assets,
    state() {
      if (failure) throw failure.error
      return state
    },
    ended,
    async stop() {
      enough.abort()
      await ended
    },
  }
}

/** The last check of the connection could not tell; now it is known. */
async function noteForbiddenImages(
  { database, run }: HeldRun,
  destination: Pick<Destination, 'withoutImages'>,
  { refused }: Assets,
): Promise<void> {
  if (destination.withoutImages) return
  const forbidden = [...refused.values()].find((problem) => problem.code === 'media_forbidden')
  if (!forbidden) return
  destination.withoutImages = true
  await writeDiary(database, run.id, 'without_images', forbidden.message)
}
