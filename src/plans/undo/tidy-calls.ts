// What it takes to take categories and tags off the site that the run had made, once it is undone.
import { inBatches } from '../../batches.ts'
import { assetsMadeBy } from '../../connections/asset-ledger.ts'
import { addCalls, type Calls, noCalls } from '../../targets/operation-costs.ts'
import { wayBackOf } from '../../targets/snapshot.ts'
import { assetKey } from '../../targets/target.ts'
import type { PlanBuild } from '../plan-build.ts'
import { rhythm } from '../rhythm.ts'

/** @param stay by asset key: what pages that stay where they are have, or drafts */
export async function tidyCalls(
  { database, plan, target }: Pick<PlanBuild, 'database' | 'plan' | 'target'>,
  runId: string,
  stay: ReadonlySet<string>,
): Promise<Calls> {
  const { tidy } = wayBackOf(target).costs
  const made = tidy ? await assetsMadeBy(database, plan.connection_id, runId) : []
  if (!tidy || made.length === 0) return noCalls
  // What each is called by now is asked first.
  const names = [...Map.groupBy(made, ({ need }) => need.kind)].map(
    ([kind, same]) => target.costs.names?.(kind, same.length) ?? noCalls,
  )
  const batches = [...inBatches(made, rhythm.tidyBatch)].map((some) => {
    const used = some.filter(({ need }) => stay.has(assetKey(need))).length
    return tidy(used, some.length - used, plan.options)
  })
  return addCalls(...names, ...batches)
}
