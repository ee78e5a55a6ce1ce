// Makes the categories and tags a plan needs, each exactly once, before the first page is sent.
import type { Problem } from '../api/problem.ts'
import { type AssetNeed, assetKey } from '../targets/target.ts'
import { type AssetRow, commitAssetIntent, listAssets, readyAssets, settleAsset } from './asset-ledger.ts'
import { inLanes } from './lanes.ts'
import { sleepFor } from './pacer.ts'
import { addToRun, isHalted, type RunContext, RunStopped } from './run-context.ts'

const lanes = 3

/** Fills `context.assets`. Returns the needs Wix refused, with the reason, by asset key. */
export async function prepareAssets(context: RunContext, needs: AssetNeed[]): Promise<Map<string, Problem>> {
  const { database, lease, timing } = context
  const doubtMs = timing.doubtDeadlineMs + timing.doubtGapMs
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
    const doubtful = open.filter((need) => states.has(assetKey(need)))
    if (fresh.length > 0) {
      await inLanes(lanes, fresh, (need) => makeAsset(context, need))
    } else {
      await settleDoubtfulAssets(context, doubtful, states)
    }
  }
}

async function makeAsset(context: RunContext, need: AssetNeed): Promise<void> {
  const { database, lease } = context
  await context.prepay()
  if (context.stopping.aborted || (await isHalted(context))) return
  await commitAssetIntent(database, lease, context.run.id, need)
  const outcome = await context.target.createAsset(context.wix, need)
  switch (outcome.kind) {
    case 'accepted':
      await settleAsset(database, lease, need, { state: 'ready', remoteId: outcome.ref.remoteId })
      await addToRun(context, 'assets_created')
      return
    case 'rejected':
      return settleAsset(database, lease, need, { state: 'rejected', problem: outcome.problem })
    case 'wait':
      await settleAsset(database, lease, need, { state: 'none' })
      return context.pacer.block(outcome.ms, 'Wix asked us to slow down')
    case 'stop':
      await settleAsset(database, lease, need, { state: 'none' })
      throw new RunStopped(outcome.problem.message)
    case 'in_doubt':
      await settleAsset(database, lease, need, { state: 'in_doubt' })
      if (outcome.blockMs) await context.pacer.block(outcome.blockMs, 'Wix asked us to slow down')
  }
}

/** Found: settled at once. Absent counts only once the lost request has certainly ended. */
async function settleDoubtfulAssets(
  context: RunContext,
  doubtful: AssetNeed[],
  states: Map<string, AssetRow>,
): Promise<void> {
  const found = await context.target.lookUpAssets(context.wix, doubtful)
  let settled = 0
  for (const need of doubtful) {
    const id = found.get(assetKey(need))
    if (id !== undefined) {
      await settleAsset(context.database, context.lease, need, { state: 'ready', remoteId: id })
      settled += 1
    } else if (states.get(assetKey(need))?.is_over) {
      await settleAsset(context.database, context.lease, need, { state: 'none' })
      settled += 1
    }
  }
  if (settled === 0) await sleepFor(context.timing.doubtLookEveryMs, context.stopping)
}

function refusals(rows: AssetRow[]): Map<string, Problem> {
  return new Map(
    rows.flatMap((row): [string, Problem][] =>
      row.state === 'rejected' && row.problem ? [[assetKey(row), row.problem]] : [],
    ),
  )
}
