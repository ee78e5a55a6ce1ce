// Sends what a run did not publish once more, exactly as its plan has it: the pages go back to the plan, and the plan
// is published again, all at once or not at all. What was decided about its other pages meanwhile goes along: the plan
// shows it, and publishing it would send the same. Of a run that was for a part of its plan, that part alone.
import type { Run } from '../api/run.ts'
import { isOver } from '../api/run-state.ts'
import type { Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { PlanRow } from '../plans/row.ts'
import { hasSameKind, lockPlan, stateOfNewer } from '../plans/store.ts'
import { hasUntaken, reopenPlan } from '../plans/taking.ts'
import { type ApplyDeps, applyPlan } from './apply-plan.ts'
import { isRetriable } from './failures.ts'
import { getRun } from './run-list.ts'
import { plansSentSince } from './run-store.ts'

/** Asked for twice, the second finds the plan published again and answers with that run. */
export async function retryRun(
  deps: ApplyDeps,
  workspaceId: string,
  id: string,
  author: string,
): Promise<Run> {
  const { database } = deps
  const run = await getRun(database, workspaceId, id)
  if (!isOver(run.state))
    throw new AppError('conflict', 'This run is not over yet. Wait for it, or cancel it, then retry.')
  const rowKeys = await retriableKeys(database, run.id)
  return applyPlan(deps, workspaceId, run.planId, author, {
    // What a part left undone, and not the rest of the plan that nobody has asked for yet.
    ...(run.selection !== null && rowKeys.length > 0 && { selection: { rowKeys } }),
    again: { runId: run.id, rowKeys, prepare: (tx) => giveBack(tx, workspaceId, run) },
  })
}

async function retriableKeys(queries: Queries, runId: string): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select i.row_key from run_items i where i.run_id = $1 and ${isRetriable}`,
    [runId],
  )
  return rows.map((row) => row.row_key)
}

async function giveBack(tx: Tx, workspaceId: string, run: Run): Promise<boolean> {
  const plan = await lockPlan(tx, workspaceId, run.planId)
  if (!plan) throw noLonger()
  await refuseReplaced(tx, run, plan)
  const rowKeys = await retriableKeys(tx, run.id)
  const count = await reopenPlan(tx, plan, run.id, rowKeys)
  const isTaken = plan.state === 'ready' || plan.last_run_id !== run.id
  if (rowKeys.length === 0 || (count === 0 && !isTaken)) throw noLonger()
  return run.selection === null || (await hasUntaken(tx, plan.number, rowKeys))
}

function noLonger(): AppError {
  return new AppError('conflict', 'Nothing of this run can be sent again as it was planned. Plan again.')
}

/**
 * Where a newer plan of the same kind has these pages as they are now, or some of it was published already. What plans
 * of another kind sent meanwhile is judged page by page.
 */
async function refuseReplaced(tx: Tx, run: Run, plan: PlanRow): Promise<void> {
  const newer = await stateOfNewer(tx, plan)
  if (newer === 'ready')
    throw new AppError(
      'conflict',
      'There is a newer plan of this project, which has these pages too. Publish that one, or plan again.',
    )
  if (newer === 'building')
    throw new AppError(
      'conflict',
      'A newer plan of this project, which will have these pages too, is being built. Publish that one once it is ready.',
    )
  if (newer !== null || (await hasSameKind(tx, plan, await plansSentSince(tx, run))))
    throw new AppError('conflict', 'A newer plan of this project was published since this run. Plan again.')
}
