// The run of what may leave unasked: a slot of a schedule, a refresh. Who makes it has looked at everything that may
// have changed; it is made in the transaction that says that there is a run, so that there is never a second one.
import type { Queries, Tx } from '../db/types.ts'
import { workAhead } from '../plans/outlook.ts'
import type { PlanRow } from '../plans/row.ts'
import { presentPlans } from '../plans/row.ts'
import { writeDiary } from './diary.ts'
import { insertRun } from './run-store.ts'

/** Of a plan that is ready and has something to send or to settle. Tell workers on `wakeChannel` afterwards. */
export async function startAgreedRun(
  tx: Tx,
  plan: PlanRow,
  { author, words }: { author: string; words: string },
): Promise<string> {
  const [shown] = await presentPlans(tx, [plan])
  const id = await insertRun(tx, {
    workspace_id: plan.workspace_id,
    plan_id: plan.id,
    project_id: plan.project_id,
    connection_id: plan.connection_id,
    author,
    total: (shown?.willSend.total ?? 0) + (shown?.willSettle ?? 0),
    ahead: shown ? workAhead(plan, shown.willSend) : null,
  })
  await writeDiary(tx, id, 'started', words)
  return id
}

/** The same for a slot: it passes runs by hand from its instant on. */
export async function startSlotRun(
  tx: Tx,
  plan: PlanRow,
  { slotAt, ...run }: { author: string; slotAt: string; words: string },
): Promise<string> {
  const id = await startAgreedRun(tx, plan, run)
  await tx.query('update runs set slot_at = $2, due_at = least(due_at, $2::timestamptz) where id = $1', [
    id,
    slotAt,
  ])
  return id
}

/** Why pages of a run did not go. */
export interface RunProblem {
  rowKey: string
  code: string
  message: string
}

export async function problemsOfRun(tx: Tx, runId: string): Promise<RunProblem[]> {
  const { rows } = await tx.query<RunProblem>(
    `select row_key as "rowKey", problem ->> 'code' as code, problem ->> 'message' as message from run_items
      where run_id = $1 and state in ('rejected', 'held', 'cancelled') and problem is not null`,
    [runId],
  )
  return rows
}

/** Pages whose date had passed before Wix could have it: they are there, as drafts. */
export async function countPassed(tx: Tx, runId: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*)::int as n from run_items where run_id = $1 and problem ->> 'code' = 'date_passed'`,
    [runId],
  )
  return rows[0]?.n ?? 0
}

/** A run of a slot, or of its dates, of this project that is not over; there is one at a time. */
export async function openSlotRun(queries: Queries, projectId: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from runs where project_id = $1 and finished_at is null and slot_at is not null limit 1',
    [projectId],
  )
  return rows[0]?.id ?? null
}
