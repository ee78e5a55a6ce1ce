// The making of categories, tags and pictures beside the sending of the pages that have theirs.
import type { AssetNeed } from '../targets/target.ts'
import { type AssetDeps, type Assets, prepareAssets } from './prepare-assets.ts'

/** `complete`: whatever is not among the assets now was refused. `broken off`: nobody knows of the rest. */
export type PreparationState = 'making' | 'complete' | 'broken off'

export interface Preparation {
  assets: Assets
  /** Throws what the making failed with. */
  state(): PreparationState
  /** Resolves when it is `making` no more. */
  ended: Promise<void>
  /** Makes nothing more, and waits until what is under way has ended. */
  stop(): Promise<void>
}

export function startPreparation(deps: AssetDeps, needs: AssetNeed[], assets: Assets): Preparation {
  const enough = new AbortController()
  const stopping = AbortSignal.any([deps.stopping, enough.signal])
  let state: PreparationState = 'making'
  let failure: { error: unknown } | undefined
  const ended = prepareAssets({ ...deps, stopping }, needs, assets).then(
    (isComplete) => {
      state = isComplete ? 'complete' : 'broken off'
    },
    (error: unknown) => {
      failure = { error }
    },
  )
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
