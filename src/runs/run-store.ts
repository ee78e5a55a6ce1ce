// The table of runs: its rows as they are written while a run is on its way, and what other nouns ask of it.
import type { Receipt, Run } from '../api/run.ts'
import {
  canMove,
  isAtWork,
  isOver,
  isStopped,
  isWaiting,
  type RunRequest,
  type RunState,
  stateAfter,
  statesWhere,
} from '../api/run-state.ts'
import { assertLease } from '../connections/lease.ts'
import { newId } from '../db/id.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { WorkAhead } from '../plans/outlook.ts'
import type { HeldRun } from './held-run.ts'
import { tellEnd, tellStop } from './run-notices.ts'
import type { RunRow } from './run-row.ts'

/** A run that has not taken its pages yet; `total` and `ahead` are what its plan expects. */
export async function insertRun(
  tx: Tx,
  run: Pick<
    RunRow,
    'workspace_id' | 'plan_id' | 'project_id' | 'connection_id' | 'author' | 'total' | 'ahead'
  > &
    Partial<Pick<RunRow, 'selection' | 'is_canary'>>,
): Promise<string> {
  const id = newId('run')
  await tx.query(
    `insert into runs (id, workspace_id, plan_id, project_id, connection_id, state, author, total, taken_to,
                       created_at, due_at, ahead, selection, is_canary)
     values ($1, $2, $3, $4, $5, 'queued', $6, $7, -1, $8, $8, $9::jsonb, $10::jsonb, $11)`,
    [
      id,
      run.workspace_id,
      run.plan_id,
      run.project_id,
      run.connection_id,
      run.author,
      run.total,
      tx.now(),
      run.ahead === null ? null : JSON.stringify(run.ahead),
      run.selection ? JSON.stringify(run.selection) : null,
      run.is_canary ?? false,
    ],
  )
  return id
}

/** The newest run of this plan, over or not. */
export async function newestRunOf(queries: Queries, planId: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from runs where plan_id = $1 order by id desc limit 1',
    [planId],
  )
  return rows[0]?.id ?? null
}

/** Whether no run of its plan was before it. */
export async function isFirstOfPlan(
  queries: Queries,
  { id, plan_id }: Pick<RunRow, 'id' | 'plan_id'>,
): Promise<boolean> {
  const { rowCount } = await queries.query('select 1 from runs where plan_id = $1 and id < $2 limit 1', [
    plan_id,
    id,
  ])
  return rowCount === 0
}

/** The run that is taking items of this plan. */
export async function findGathering(queries: Queries, planId: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from runs where plan_id = $1 and finished_at is null and taken_to is not null',
    [planId],
  )
  return rows[0]?.id ?? null
}

/** Other plans of the project of which something was published since. */
export async function plansSentSince(
  queries: Queries,
  { id, projectId, planId }: Pick<Run, 'id' | 'projectId' | 'planId'>,
): Promise<string[]> {
  const { rows } = await queries.query<{ plan_id: string }>(
    'select distinct plan_id from runs where project_id = $1 and id > $2 and plan_id <> $3',
    [projectId, id, planId],
  )
  return rows.map((row) => row.plan_id)
}

/** What a run of a part of its plan has before it, once it has taken it. */
export async function noteAhead(tx: Tx, id: string, ahead: WorkAhead | null): Promise<void> {
  await tx.query('update runs set ahead = $2::jsonb where id = $1', [
    id,
    ahead === null ? null : JSON.stringify(ahead),
  ])
}

/**
 * How far the run has taken the items of its plan; with null it has them all, and knows how many they are.
 * @param chosen how many of the first of its selection
 */
export async function noteTaken(tx: Tx, id: string, takenTo: number | null, chosen: number): Promise<void> {
  await tx.query(
    `update runs set taken_to = $2, chosen = $3, total = case when $2::int is null
            then (select coalesce(sum(items), 0) from run_counts where run_id = $1) else total end
      where id = $1`,
    [id, takenTo, chosen],
  )
}

export async function findRunRow(queries: Queries, id: string): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>('select * from runs where id = $1', [id])
  return rows[0] ?? null
}

const restingStates = statesWhere((state) => isWaiting(state) || isStopped(state) || isOver(state))

/**
 * Where nobody works on it any more, its worker has laid it down: whoever takes it up then restarts nothing.
 * @returns false, and nothing is changed, where the table of states has no such move: its owner was
 * quicker
 */
export async function moveRun(
  { database, lease, run }: HeldRun,
  to: RunState,
  message: string | null,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rows } = await tx.query<{ before: RunState }>(
      `update runs r set state = $2, message = $3, started_at = coalesce(r.started_at, $5::timestamptz),
              worker = case when $2 = any($6::text[]) then null else r.worker end
         from (select id, state from runs where id = $1 for update) b
        where r.id = b.id and b.state = any($4) returning b.state as before`,
      [run.id, to, message, statesWhere((from) => canMove(from, to)), tx.now(), restingStates],
    )
    const before = rows[0]?.before
    // With other words for the same stop it stays where it is, and nobody is told twice.
    if (before !== undefined && to === 'needs_attention' && before !== to) await tellStop(tx, run, message)
    return before !== undefined
  })
}

/** What its page says while it is at work; a pause, a cancellation or the next step says something of its own. */
export async function tellRun({ database, lease, run }: HeldRun, message: string | null): Promise<void> {
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query('update runs set message = $2 where id = $1 and state = any($3)', [
      run.id,
      message,
      statesWhere(isAtWork),
    ])
  })
}

/** Whose hands the run is in; null once they have laid it down. */
export async function nameWorker({ database, lease, run }: HeldRun, worker: string | null): Promise<void> {
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query('update runs set worker = $2 where id = $1', [run.id, worker])
  })
}

/** The end of a run; `receipt` is all that is shown of it from now on. */
export async function endRun(
  tx: Tx,
  run: Pick<RunRow, 'id' | 'workspace_id' | 'project_id' | 'plan_id'>,
  to: 'done' | 'cancelled',
  receipt: Receipt,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update runs set state = $2, receipt = $3::jsonb, finished_at = $4, message = null
      where id = $1 and state = any($5)`,
    [run.id, to, JSON.stringify(receipt), receipt.finishedAt, statesWhere((from) => canMove(from, to))],
  )
  if (rowCount !== 1) throw new Error(`Run ${run.id} could not become ${to}`)
  await tellEnd(tx, run, to, receipt)
}

export type RunCounter = 'write_calls' | 'read_calls' | 'call_ms' | 'duplicates_prevented' | 'restarts'

export async function addToRun(
  { database, run }: HeldRun,
  counts: Partial<Record<RunCounter, number>>,
): Promise<void> {
  const added = Object.entries(counts).filter(([, amount]) => amount > 0)
  if (added.length === 0) return
  const sets = added.map(([counter], index) => `${counter} = ${counter} + $${index + 2}`)
  await database.query(`update runs set ${sets.join(', ')} where id = $1`, [
    run.id,
    ...added.map(([, amount]) => amount),
  ])
}

/** How many categories, tags and pictures are still to be made. */
export async function noteAssetsLeft({ database, run }: HeldRun, left: number): Promise<void> {
  await database.query('update runs set assets_left = $2 where id = $1', [run.id, left])
}

/** What the owner asked for last. */
export async function requestOf(queries: Queries, runId: string): Promise<RunRequest> {
  const { rows } = await queries.query<{ requested: RunRequest }>(
    'select requested from runs where id = $1',
    [runId],
  )
  return rows[0]?.requested ?? 'cancel'
}

/** The owner asked to pause or cancel. */
export async function isHalted({ database, run }: HeldRun): Promise<boolean> {
  return (await requestOf(database, run.id)) !== 'run'
}

/** False where the state the run is in does not allow it. */
export async function request(
  database: Queries,
  workspaceId: string,
  id: string,
  requested: RunRequest,
  message: string | null,
): Promise<boolean> {
  const moves = statesWhere((from) => stateAfter(from, requested) !== null)
  const { rowCount } = await database.query(
    `update runs set requested = $3, message = $4, state = ($5::text[])[array_position($6::text[], state)],
            due_at = case when $3 = 'run' then $7::timestamptz else due_at end
      where workspace_id = $1 and id = $2 and state = any($6)`,
    [
      workspaceId,
      id,
      requested,
      message,
      moves.map((from) => stateAfter(from, requested)),
      moves,
      database.now(),
    ],
  )
  return rowCount === 1
}

/** The plan of a stopped run of the workspace, for a check of its connection; null for any other run. */
export async function planOfStopped(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<string | null> {
  const { rows } = await queries.query<{ plan_id: string }>(
    'select plan_id from runs where workspace_id = $1 and id = $2 and state = any($3)',
    [workspaceId, id, statesWhere(isStopped)],
  )
  return rows[0]?.plan_id ?? null
}
