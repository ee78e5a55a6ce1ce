// Makes the categories, tags and images a plan needs, each exactly once, before the first page is sent.
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
import { addToRun, isHalted, type RunContext, RunStopped } from './run-context.ts'

const lanes = 3

/** Fills `context.assets`. Returns the needs Wix refused, with the reason, by asset key. */
export async function prepareAssets(context: RunContext, needs: AssetNeed[]): Promise<Map<string, Problem>> {
  const { database, lease, timing } = context
  const doubtMs = timing.doubtDeadlineMs + timing.doubtGapMs
  const waits = createPendingWaits(context)
  for (;;) {
    const rows = await listAssets(database, lease.connectionId, doubtMs)
    for (const [key, id] of readyAssets(rows)) context.assets.set(key, id)
    const states = new Map(rows.map((row) => [assetKey(row), row]))
    const open = needs.filter(
      (need) => !['ready', 'rejected'].includes(states.get(assetKey(need))?.state ?? ''),
    )
    if (open.length === 0) return refusals(rows)
    if (context.stopping.aborted || (await isHalted(context))) return refusals(rows)

    const fresh = open.filter((need) => !states.has(assetKey(need)))
    const pending = open.filter((need) => states.get(assetKey(need))?.state === 'pending')
    const doubtful = open.filter((need) => states.has(assetKey(need)) && !pending.includes(need))
    if (fresh.length > 0) {
      await inLanes(lanes, batchesByKind(context, fresh), (batch) => makeAssets(context, batch))
    } else {
      if (doubtful.length > 0) await settleDoubtfulAssets(context, doubtful, states)
      if (pending.length > 0) await settlePendingAssets(context, pending, states, waits)
    }
  }
}

function batchesByKind({ target }: RunContext, needs: AssetNeed[]): AssetNeed[][] {
  return [...Map.groupBy(needs, (need) => need.kind)].flatMap(([kind, same]) => {
    const size = target.assetBatch(kind)
    return Array.from({ length: Math.ceil(same.length / size) }, (_, i) =>
      same.slice(i * size, (i + 1) * size),
    )
  })
}

async function makeAssets(context: RunContext, needs: AssetNeed[]): Promise<void> {
  const { database, lease } = context
  await context.prepay()
  if (context.stopping.aborted || (await isHalted(context))) return
  await commitAssetIntents(database, lease, context.run.id, needs)
  const outcomes = await context.target.createAssets(context.wix, needs)
  await settleAssets(
    database,
    lease,
    needs.map((need, i) => ({ need, end: endOf(outcomes[i]) })),
  )
  const made = outcomes.filter((one) => one.kind === 'ready' || one.kind === 'pending').length
  if (made > 0) await addToRun(context, 'assets_created', made)
  const waitMs = Math.max(
    0,
    ...outcomes.map((one) =>
      one.kind === 'wait' ? one.ms : one.kind === 'in_doubt' ? (one.blockMs ?? 0) : 0,
    ),
  )
  if (waitMs > 0) await context.pacer.block(waitMs, 'Wix asked us to slow down')
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
  context: RunContext,
  doubtful: AssetNeed[],
  states: Map<string, AssetRow>,
): Promise<void> {
  const found = await context.target.lookUpAssets(context.wix, doubtful)
  const ends = doubtful.flatMap((need): { need: AssetNeed; end: AssetEnd }[] => {
    const id = found.get(assetKey(need))
    if (id !== undefined) return [{ need, end: { state: 'ready', remoteId: id } }]
    return states.get(assetKey(need))?.is_over ? [{ need, end: { state: 'none' } }] : []
  })
  await settleAssets(context.database, context.lease, ends)
  if (ends.length === 0) await sleepFor(context.timing.doubtLookEveryMs, context.stopping)
}

/** Asks how far Wix is, less and less often. What is not ready in a minute is refused, with words. */
async function settlePendingAssets(
  context: RunContext,
  pending: AssetNeed[],
  states: Map<string, AssetRow>,
  waits: PendingWaits,
): Promise<void> {
  const asked = pending.map((need) => ({ need, id: states.get(assetKey(need))?.remote_id ?? '' }))
  const outcomes = (await context.target.pendingAssets?.(context.wix, asked)) ?? []
  const ends = pending.flatMap((need, i): { need: AssetNeed; end: AssetEnd }[] => {
    const outcome = outcomes[i]
    if (outcome?.kind === 'ready' || outcome?.kind === 'rejected') return [{ need, end: endOf(outcome) }]
    return waits.isOver() ? [{ need, end: { state: 'rejected', problem: neverReady(need) } }] : []
  })
  await settleAssets(context.database, context.lease, ends)
  if (ends.length < pending.length) await waits.pause()
}

type PendingWaits = ReturnType<typeof createPendingWaits>

function createPendingWaits({ stopping, timing, wix }: RunContext) {
  const startedAt = wix.now()
  let looks = 0
  return {
    isOver: () => wix.now() - startedAt > timing.assetPendingMs,
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

function refusals(rows: AssetRow[]): Map<string, Problem> {
  return new Map(
    rows.flatMap((row): [string, Problem][] =>
      row.state === 'rejected' && row.problem ? [[assetKey(row), row.problem]] : [],
    ),
  )
}
