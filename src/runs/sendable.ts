// Which pages can go: those whose categories, tags and pictures are on the site, or are not needed.
import type { Problem } from '../api/problem.ts'
import { type AssetNeed, assetKey, imageKind } from '../targets/target.ts'
import { writeDiary } from './diary.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import { type PickLimits, pickReady } from './item-picks.ts'
import type { Preparation } from './preparation.ts'
import type { ItemRow } from './run-row.ts'
import type { Timing } from './timing.ts'

export interface SendableDeps {
  held: HeldRun
  destination: Destination
  preparation: Preparation
  timing: Pick<Timing, 'lookAheadMs'>
}

/** While names are still being made, so many times a full pick is looked at for pages that can go already. */
const picksAhead = 5

export interface Picker {
  /** The next pages to send, all of one action; null when nothing is ready just now. */
  next(): Promise<ItemRow[] | null>
}

/** Walks over what is ready, in the order of the plan. */
export function createPicker(deps: SendableDeps, limits: PickLimits): Picker {
  const { held, preparation } = deps
  /** Fresh pages up to here were picked before: looking past them spares a walk over all that was sent. */
  let after = -1
  let lookedAt = Number.NEGATIVE_INFINITY
  let known = -1

  async function pick(): Promise<ItemRow[]> {
    const picked = await pickReady(held, limits, after)
    if (picked.length > 0 || after < 0) return picked
    // What was given back, or waited for its names, stands before that.
    after = -1
    return pickReady(held, limits, after)
  }

  /** Only what fills a whole read of the guard: the rest comes soon, since names are made in the order of the pages. */
  async function pickWhileMaking(): Promise<ItemRow[] | null> {
    const { size } = preparation.assets.ids
    if (size === known || performance.now() - lookedAt < deps.timing.lookAheadMs) return null
    const sendable: ItemRow[] = []
    let from = -1
    for (let picks = 0; picks < picksAhead && sendable.length < limits.fresh; picks++) {
      const picked = await pickReady(held, limits, from)
      if (picked[0]?.attempts !== 0) break
      from = picked.at(-1)!.position
      sendable.push(...picked.filter((item) => missingAsset(deps, item) === undefined))
    }
    const same = sendable.filter((item) => item.action === sendable[0]?.action)
    if (same.length >= limits.fresh) return same.slice(0, limits.fresh)
    lookedAt = performance.now()
    known = size
    return null
  }

  return {
    async next() {
      if (preparation.state() === 'making') return pickWhileMaking()
      await noteForbiddenImages(deps)
      const picked = await pick()
      if (picked[0]?.attempts === 0) after = picked.at(-1)?.position ?? after
      return picked.length === 0 ? null : refuseWithoutAssets(deps, picked)
    },
  }
}

/** The last check of the connection could not tell; now it is known. */
async function noteForbiddenImages({ held, destination, preparation }: SendableDeps): Promise<void> {
  if (destination.withoutImages) return
  const refused = [...preparation.assets.refused.values()]
  const forbidden = refused.find((problem) => problem.code === 'media_forbidden')
  if (!forbidden) return
  destination.withoutImages = true
  await writeDiary(held.database, held.run.id, 'without_images', forbidden.message)
}

/** A page whose category Wix refused is not sent without it. */
async function refuseWithoutAssets(deps: SendableDeps, items: ItemRow[]): Promise<ItemRow[]> {
  const { refused } = deps.preparation.assets
  const settlements: Settlement[] = []
  const sendable: ItemRow[] = []
  for (const item of items) {
    const missing = missingAsset(deps, item)
    if (missing) settlements.push(withoutAsset(item, missing, refused.get(assetKey(missing))))
    else sendable.push(item)
  }
  await settleItems(deps.held, settlements)
  return sendable
}

/** Pictures are left out where the connection may not import them; the plan said so. */
function missingAsset(
  { destination: { target, withoutImages }, preparation }: SendableDeps,
  item: ItemRow,
): AssetNeed | undefined {
  if (item.action === 'remove') return undefined
  return target
    .needs(item.payload)
    .find(
      (need) => !preparation.assets.ids.has(assetKey(need)) && !(need.kind === imageKind && withoutImages),
    )
}

function withoutAsset(item: ItemRow, missing: AssetNeed, problem: Problem | undefined): Settlement {
  const reason = problem?.message ?? 'it no longer exists on the site'
  return {
    rowKey: item.row_key,
    state: 'rejected',
    problem: {
      code: 'asset_missing',
      severity: 'error',
      message: `The ${missing.kind} "${missing.name}" could not be used: ${reason}. The page was not sent without it. Plan again.`,
    },
  }
}
