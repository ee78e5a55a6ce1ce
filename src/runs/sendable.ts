// Which pages can go: those whose categories, tags and pictures are on the site, or are not needed.
import type { Problem } from '../api/problem.ts'
import { rhythm } from '../plans/rhythm.ts'
import { type AssetNeed, assetKey, imageKind } from '../targets/target.ts'
import { nameGone } from './changed-names.ts'
import type { Circuit } from './circuit.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import { pickReady } from './item-picks.ts'
import { notReady } from './pending-assets.ts'
import type { Preparation } from './preparation.ts'
import type { ItemRow } from './run-row.ts'
import type { Timing } from './timing.ts'

export interface SendableDeps {
  held: HeldRun
  destination: Destination
  preparation: Preparation
  circuit: Pick<Circuit, 'isOpen'>
  timing: Pick<Timing, 'lookAheadMs'>
}

/** While names are still being made, so many times a full pick is looked at for pages that can go already. */
const picksAhead = 5

export interface Picker {
  /** The next pages to send, all of one action; null when nothing is ready just now. */
  next(): Promise<ItemRow[] | null>
}

/** Walks over what is ready, in the order of the plan. */
export function createPicker(deps: SendableDeps): Picker {
  const { held, preparation } = deps
  const { target, options } = deps.destination
  const { size } = target.batch(options)
  // Enough for every lane to have a full batch.
  const limits = { fresh: Math.max(rhythm.leastPicked, size * rhythm.lanes), again: Math.ceil(size / 4) }
  /** Fresh pages up to here were picked before: looking past them spares a walk over all that was sent. */
  let after = -1
  let lookedAt = Number.NEGATIVE_INFINITY
  let known = -1
  /** Where the look for one page goes on. */
  let ahead = -1

  async function pick(): Promise<ItemRow[]> {
    const picked = await pickReady(held, limits, after)
    if (picked.length > 0 || after < 0) return picked
    // What was given back, or waited for its names, stands before that.
    after = -1
    return pickReady(held, limits, after)
  }

  /**
   * While Wix takes nothing: a page that needs nothing more. The name that is tried again may be all that Wix fails on,
   * and only something else that it takes can tell.
   */
  async function pickOne(): Promise<ItemRow[] | null> {
    if (performance.now() - lookedAt < deps.timing.lookAheadMs) return null
    lookedAt = performance.now()
    for (let picks = 0; picks < picksAhead; picks++) {
      const picked = await pickReady(held, limits, ahead)
      const going = picked.find((item) => missingAsset(deps, item) === undefined)
      if (going) return [going]
      ahead = picked[0]?.attempts === 0 ? picked.at(-1)!.position : -1
      if (ahead < 0) break
    }
    return null
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

  /** What lacks nothing but a picture that is late keeps its turn, and goes when the others are through. */
  async function pickBesideLate(): Promise<ItemRow[] | null> {
    const { ids, refused } = preparation.assets
    if (after < 0 && known === ids.size && performance.now() - lookedAt < deps.timing.lookAheadMs) return null
    for (;;) {
      const picked = await pickReady(held, limits, after)
      if (picked[0]?.attempts !== 0) {
        after = -1
        known = ids.size
        lookedAt = performance.now()
        return picked.length === 0 ? null : picked
      }
      after = picked.at(-1)!.position
      const going = picked.filter((item) => {
        const missing = missingAsset(deps, item)
        return missing === undefined || refused.has(assetKey(missing))
      })
      if (going.length > 0) return refuseWithoutAssets(deps, going)
    }
  }

  return {
    async next() {
      const preparing = preparation.state()
      if (preparing === 'making') return deps.circuit.isOpen() ? pickOne() : pickWhileMaking()
      if (preparing === 'late') return pickBesideLate()
      const picked = await pick()
      if (picked[0]?.attempts === 0) after = picked.at(-1)?.position ?? after
      return picked.length === 0 ? null : refuseWithoutAssets(deps, picked)
    },
  }
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
  { held, destination: { target, withoutImages }, preparation }: SendableDeps,
  item: ItemRow,
): AssetNeed | undefined {
  if (item.action === 'remove' || item.action === 'take_down' || held.isOfDates) return undefined
  return target
    .needs(item.payload)
    .find(
      (need) => !preparation.assets.ids.has(assetKey(need)) && !(need.kind === imageKind && withoutImages),
    )
}

function withoutAsset(item: ItemRow, missing: AssetNeed, problem: Problem | undefined): Settlement {
  if (problem?.code === notReady || problem?.code === nameGone)
    return { rowKey: item.row_key, state: 'held', problem }
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
