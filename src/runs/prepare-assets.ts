// Makes the categories, tags and images a plan needs, each exactly once, in the order in which its pages need them.
import type { Problem } from '../api/problem.ts'
import {
  type AssetEnd,
  type AssetRow,
  commitAssetIntents,
  listAssets,
  readyAssets,
  settleAssets,
} from '../connections/asset-ledger.ts'
import { sleepFor } from '../connections/pacer.ts'
import { inLanes } from '../lanes.ts'
import { type AssetNeed, type AssetOutcome, assetKey } from '../targets/target.ts'
import type { AssetDeps, Assets } from './asset-deps.ts'
import { endOfCall } from './circuit.ts'
import { heed } from './heed.ts'
import { type HeldRun, RunStopped } from './held-run.ts'
import { createLooks, notReady, settlePendingAssets } from './pending-assets.ts'
import { isHalted, noteAssetsLeft } from './run-store.ts'
import type { Timing } from './timing.ts'

const lanes = 3

/**
 * False when it broke off: the process stops, or the owner asked to pause or cancel.
 * @param onlyLate called when nothing is left but what Wix takes longer with than usual: other pages need not wait
 */
export async function prepareAssets(
  deps: AssetDeps,
  needs: AssetNeed[],
  assets: Assets,
  onlyLate: () => Promise<void>,
): Promise<boolean> {
  const looks = createLooks(deps)
  const tries: Tries = new Map()
  const isLate = (row: AssetRow | undefined) =>
    row?.state === 'pending' && (row.age_ms ?? 0) > deps.timing.assetPendingMs
  for (;;) {
    const states = await readAssets(deps, assets)
    const open = needs.filter(
      (need) =>
        isOpen(deps.held, states.get(assetKey(need))) &&
        assets.refused.get(assetKey(need))?.code !== notReady,
    )
    await noteAssetsLeft(deps.held, open.length)
    if (open.length === 0) return true
    if (open.every((need) => isLate(states.get(assetKey(need))))) await onlyLate()
    if (deps.stopping.aborted || (await isHalted(deps.held))) return false

    const {
      fresh = [],
      pending = [],
      doubtful = [],
    } = Object.groupBy(open, (need) => standingOf(states.get(assetKey(need))))
    if (fresh.length > 0) {
      await makeAll(deps, fresh, assets, open.length, tries)
    } else {
      if (doubtful.length > 0) await settleDoubtfulAssets(deps, doubtful, states, tries)
      if (pending.length > 0) await settlePendingAssets(deps, pending, states, assets, looks)
    }
  }
}

function standingOf(row: AssetRow | undefined): 'fresh' | 'pending' | 'doubtful' {
  if (row === undefined || row.state === 'rejected') return 'fresh'
  return row.state === 'pending' ? 'pending' : 'doubtful'
}

/** Fills `assets` from what is recorded of the site, and returns all of that. */
export async function readAssets(
  {
    held,
    timing,
  }: Pick<AssetDeps, 'held'> & {
    timing: Pick<Timing, 'doubtDeadlineMs' | 'doubtGapMs'>
  },
  assets: Assets,
): Promise<Map<string, AssetRow>> {
  const doubtMs = timing.doubtDeadlineMs + timing.doubtGapMs
  const rows = await listAssets(held.database, held.lease.connectionId, doubtMs)
  for (const [key, id] of readyAssets(rows)) assets.ids.set(key, id)
  for (const row of rows) {
    if (!isOpen(held, row) && row.problem) assets.refused.set(assetKey(row), row.problem)
  }
  return new Map(rows.map((row) => [assetKey(row), row]))
}

/** What Wix refused in an earlier run is asked for again: a permission may have come, a picture may be there now. */
function isOpen({ run }: HeldRun, row: AssetRow | undefined): boolean {
  if (row?.state === 'rejected') return row.created_by_run !== run.id
  return row?.state !== 'ready'
}

/** What the first pages need comes first, whatever its kind: then they need not wait for the last names. */
function batchesByKind({ target }: AssetDeps, needs: AssetNeed[]): AssetNeed[][] {
  const place = new Map(needs.map((need, i) => [need, i]))
  return [...Map.groupBy(needs, (need) => need.kind)]
    .flatMap(([kind, same]) => {
      const size = target.assetBatch(kind)
      return Array.from({ length: Math.ceil(same.length / size) }, (_, i) =>
        same.slice(i * size, (i + 1) * size),
      )
    })
    .sort((a, b) => place.get(a[0]!)! - place.get(b[0]!)!)
}

/** How often each was asked for, its answer was lost and it was not there. */
type Tries = Map<string, number>

/** In lanes. While Wix takes nothing, one name is enough to find out whether it does again. */
async function makeAll(
  deps: AssetDeps,
  needs: AssetNeed[],
  assets: Assets,
  open: number,
  tries: Tries,
): Promise<void> {
  const { circuit } = deps
  const isTrial = circuit.isOpen()
  let left = open
  await inLanes(lanes, batchesByKind(deps, isTrial ? needs.slice(0, 1) : needs), async (batch) => {
    if (!isTrial && circuit.isOpen()) return
    left -= await makeAssets(deps, batch, assets, tries)
    await noteAssetsLeft(deps.held, left)
  })
  await circuit.rest()
}

/** Returns how many of them are there, or never will be. */
async function makeAssets(
  { held, target, site, circuit, stopping, crashPoint }: AssetDeps,
  needs: AssetNeed[],
  assets: Assets,
  tries: Tries,
): Promise<number> {
  const prepaid = await site.prepay()
  if (stopping.aborted || (await isHalted(held))) return 0
  await commitAssetIntents(held.database, held.lease, held.run.id, needs)
  crashPoint('after-asset-intent')
  const outcomes = await prepaid(() => target.createAssets(site.wix, needs))
  circuit.note(endOfCall(outcomes), needs.map(assetKey))
  crashPoint('before-asset-settle')
  await settleAssets(
    held.database,
    held.lease,
    // What is there at a second try is the first one's, which came late.
    needs.map((need, i) => ({ need, end: endOf(outcomes[i], tries.has(assetKey(need))) })),
  )
  crashPoint('after-asset-settle')
  // Pages that waited for these may go at once.
  for (const [i, outcome] of outcomes.entries())
    if (outcome.kind === 'ready') assets.ids.set(assetKey(needs[i]!), outcome.id)
  const stop = await heed(site.pacer, outcomes)
  if (stop) throw new RunStopped(stop.message)
  return outcomes.filter(({ kind }) => kind === 'ready' || kind === 'rejected').length
}

function endOf(outcome: AssetOutcome | undefined, mayBeOurs: boolean): AssetEnd {
  switch (outcome?.kind) {
    case 'ready':
      return { state: 'ready', remoteId: outcome.id, isFound: outcome.isFound === true && !mayBeOurs }
    case 'pending':
      return { state: 'pending', remoteId: outcome.id }
    case 'rejected':
      return { state: 'rejected', problem: outcome.problem }
    case 'wait':
    case 'stop':
      return { state: 'none' }
    default:
      return { state: 'in_doubt' }
  }
}

/**
 * Found: settled at once. Absent counts only once the lost request has certainly ended; then it is made again, unless
 * Wix keeps failing on it alone.
 */
async function settleDoubtfulAssets(
  { held, target, site, circuit, timing, stopping }: AssetDeps,
  doubtful: AssetNeed[],
  states: Map<string, AssetRow>,
  tries: Tries,
): Promise<void> {
  const found = await target.lookUpAssets(site.wix, doubtful)
  const ends = doubtful.flatMap((need): { need: AssetNeed; end: AssetEnd }[] => {
    const key = assetKey(need)
    const id = found.get(key)
    if (id !== undefined) return [{ need, end: { state: 'ready', remoteId: id } }]
    if (!states.get(key)?.is_over) return []
    const times = (tries.get(key) ?? 0) + 1
    tries.set(key, times)
    const { timesPassedOver } = circuit.historyOf(key)
    const isHopeless = (times >= 4 && timesPassedOver >= 2) || (times >= 12 && timesPassedOver > 0)
    return [
      { need, end: isHopeless ? { state: 'rejected', problem: unsure(need, times) } : { state: 'none' } },
    ]
  })
  await settleAssets(held.database, held.lease, ends)
  if (ends.length === 0) await sleepFor(timing.doubtLookEveryMs, stopping)
}

function unsure({ kind, name }: AssetNeed, times: number): Problem {
  return {
    code: 'asset_unsure',
    severity: 'error',
    message: `Wix took other things, but ${times} times not the ${kind} "${name}", and it is not on the site. Create it in Wix or change its name, then plan again.`,
  }
}
