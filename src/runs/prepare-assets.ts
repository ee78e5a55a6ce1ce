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
import type { Site } from '../connections/site.ts'
import { inLanes } from '../lanes.ts'
import { type AssetNeed, type AssetOutcome, assetKey, type Target } from '../targets/target.ts'
import { type HeldRun, RunStopped } from './held-run.ts'
import { addToRun, isHalted } from './run-store.ts'
import type { Timing } from './timing.ts'

const lanes = 3

/** What is on the site by now, by asset key. */
export interface Assets {
  ids: Map<string, string>
  /** What Wix would not make in this run, and why. */
  refused: Map<string, Problem>
}

export interface AssetDeps {
  held: HeldRun
  target: Pick<Target, 'assetBatch' | 'createAssets' | 'lookUpAssets' | 'pendingAssets'>
  site: Pick<Site, 'wix' | 'pacer' | 'prepay'>
  timing: Pick<
    Timing,
    'doubtDeadlineMs' | 'doubtGapMs' | 'doubtLookEveryMs' | 'assetPendingMs' | 'assetLooksMs'
  >
  stopping: AbortSignal
}

/** False when it broke off: the process stops, or the owner asked to pause or cancel. */
export async function prepareAssets(deps: AssetDeps, needs: AssetNeed[], assets: Assets): Promise<boolean> {
  const waits = createPendingWaits(deps)
  for (;;) {
    const states = await readAssets(deps, assets)
    const open = needs.filter((need) => isOpen(deps.held, states.get(assetKey(need))))
    if (open.length === 0) return true
    if (deps.stopping.aborted || (await isHalted(deps.held))) return false

    const fresh = open.filter((need) => (states.get(assetKey(need))?.state ?? 'rejected') === 'rejected')
    const pending = open.filter((need) => states.get(assetKey(need))?.state === 'pending')
    const doubtful = open.filter((need) => !fresh.includes(need) && !pending.includes(need))
    if (fresh.length > 0) {
      await inLanes(lanes, batchesByKind(deps, fresh), (batch) => makeAssets(deps, batch, assets))
    } else {
      if (doubtful.length > 0) await settleDoubtfulAssets(deps, doubtful, states)
      if (pending.length > 0) await settlePendingAssets(deps, pending, states, waits)
    }
  }
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

async function makeAssets(
  { held, target, site, stopping }: AssetDeps,
  needs: AssetNeed[],
  assets: Assets,
): Promise<void> {
  const prepaid = await site.prepay()
  if (stopping.aborted || (await isHalted(held))) return
  await commitAssetIntents(held.database, held.lease, held.run.id, needs)
  const outcomes = await prepaid(() => target.createAssets(site.wix, needs))
  await settleAssets(
    held.database,
    held.lease,
    needs.map((need, i) => ({ need, end: endOf(outcomes[i]) })),
  )
  // Pages that waited for these may go at once.
  for (const [i, outcome] of outcomes.entries())
    if (outcome.kind === 'ready') assets.ids.set(assetKey(needs[i]!), outcome.id)
  await addToRun(held, {
    assets_created: outcomes.filter((one) => one.kind === 'ready' || one.kind === 'pending').length,
  })
  const waitMs = Math.max(
    0,
    ...outcomes.map((one) =>
      one.kind === 'wait' ? one.ms : one.kind === 'in_doubt' ? (one.blockMs ?? 0) : 0,
    ),
  )
  if (waitMs > 0) await site.pacer.block(waitMs, 'Wix asked us to slow down')
  const stop = outcomes.find((one) => one.kind === 'stop')
  if (stop?.kind === 'stop') throw new RunStopped(stop.problem.message)
}

function endOf(outcome: AssetOutcome | undefined): AssetEnd {
  switch (outcome?.kind) {
    case 'ready':
    case 'pending':
      return { state: outcome.kind, remoteId: outcome.id }
    case 'rejected':
      return { state: 'rejected', problem: outcome.problem }
    case 'wait':
    case 'stop':
      return { state: 'none' }
    default:
      return { state: 'in_doubt' }
  }
}

/** Found: settled at once. Absent counts only once the lost request has certainly ended. */
async function settleDoubtfulAssets(
  { held, target, site, timing, stopping }: AssetDeps,
  doubtful: AssetNeed[],
  states: Map<string, AssetRow>,
): Promise<void> {
  const found = await target.lookUpAssets(site.wix, doubtful)
  const ends = doubtful.flatMap((need): { need: AssetNeed; end: AssetEnd }[] => {
    const id = found.get(assetKey(need))
    if (id !== undefined) return [{ need, end: { state: 'ready', remoteId: id } }]
    return states.get(assetKey(need))?.is_over ? [{ need, end: { state: 'none' } }] : []
  })
  await settleAssets(held.database, held.lease, ends)
  if (ends.length === 0) await sleepFor(timing.doubtLookEveryMs, stopping)
}

/** Asks how far Wix is, less and less often. What is not ready in a minute is refused, with words. */
async function settlePendingAssets(
  { held, target, site }: AssetDeps,
  pending: AssetNeed[],
  states: Map<string, AssetRow>,
  waits: PendingWaits,
): Promise<void> {
  const asked = pending.map((need) => ({ need, id: states.get(assetKey(need))?.remote_id ?? '' }))
  const outcomes = (await target.pendingAssets?.(site.wix, asked)) ?? []
  const ends = pending.flatMap((need, i): { need: AssetNeed; end: AssetEnd }[] => {
    const outcome = outcomes[i]
    if (outcome?.kind === 'ready' || outcome?.kind === 'rejected') return [{ need, end: endOf(outcome) }]
    return waits.isOver() ? [{ need, end: { state: 'rejected', problem: neverReady(need) } }] : []
  })
  await settleAssets(held.database, held.lease, ends)
  if (ends.length < pending.length) await waits.pause()
}

type PendingWaits = ReturnType<typeof createPendingWaits>

function createPendingWaits({ stopping, timing, site }: AssetDeps) {
  const startedAt = site.wix.now()
  let looks = 0
  return {
    isOver: () => site.wix.now() - startedAt > timing.assetPendingMs,
    pause: () =>
      sleepFor(timing.assetLooksMs[Math.min(looks++, timing.assetLooksMs.length - 1)] ?? 1000, stopping),
  }
}

function neverReady({ kind, name }: AssetNeed): Problem {
  return {
    code: 'asset_not_ready',
    severity: 'error',
    message: `Wix took the ${kind} "${name}" but had not finished with it in time. Look at it in the Media Manager of the site, then plan again.`,
  }
}
