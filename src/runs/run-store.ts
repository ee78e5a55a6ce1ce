// The table of runs: its rows as they are written while a run is on its way, and what other nouns ask of it.
import type { Receipt } from '../api/run.ts'
import {
  canMove,
  isStopped,
  type RunRequest,
  type RunState,
  stateAfter,
  statesWhere,
} from '../api/run-state.ts'
import { assertLease } from '../connections/lease.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import type { HeldRun } from './held-run.ts'
import type { RunRow } from './run-row.ts'

/** A run that has not taken its pages yet; `total` is what its plan expects. */
export async function insertRun(
  tx: Tx,
  run: Pick<RunRow, 'workspace_id' | 'plan_id' | 'project_id' | 'connection_id' | 'author' | 'total'>,
): Promise<string> {
  const id = newId('run')
  await tx.query(
    `insert into runs (id, workspace_id, plan_id, project_id, connection_id, state, author, total, taken_to,
                       created_at, due_at)
     values ($1, $2, $3, $4, $5, 'queued', $6, $7, -1, $8, $8)`,
    [id, run.workspace_id, run.plan_id, run.project_id, run.connection_id, run.author, run.total, tx.now()],
  )
  return id
}

/** The run that is taking items of this plan. */
export async function findGathering(queries: Queries, planId: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from runs where plan_id = $1 and finished_at is null and taken_to is not null',
    [planId],
  )
  return rows[0]?.id ?? null
}

/** How far the run has taken the items of its plan; with null it has them all, and knows how many they are. */
export async function noteTaken(tx: Tx, id: string, takenTo: number | null): Promise<void> {
  await tx.query(
    `update runs set taken_to = $2, total = case when $2::int is null
            then (select coalesce(sum(items), 0) from run_counts where run_id = $1) else total end
      where id = $1`,
    [id, takenTo],
  )
}

export async function findRunRow(queries: Queries, id: string): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>('select * from runs where id = $1', [id])
  return rows[0] ?? null
}

/** False, and nothing is changed, where the table of states has no such move: its owner was quicker. */
export async function moveRun(
  { database, lease, run }: HeldRun,
  to: RunState,
  message: string | null,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rowCount } = await tx.query(
      `update runs set state = $2, message = $3, started_at = coalesce(started_at, $5::timestamptz)
        where id = $1 and state = any($4)`,
      [run.id, to, message, statesWhere((from) => canMove(from, to)), tx.now()],
    )
    return rowCount === 1
  })
}

/** The end of a run; `receipt` is all that is shown of it from now on. */
export async function endRun(tx: Tx, id: string, to: 'done' | 'cancelled', receipt: Receipt): Promise<void> {
  const { rowCount } = await tx.query(
    `update runs set state = $2, receipt = $3::jsonb, finished_at = $4, message = null
      where id = $1 and state = any($5)`,
    [id, to, JSON.stringify(receipt), receipt.finishedAt, statesWhere((from) => canMove(from, to))],
  )
  if (rowCount !== 1) throw new Error(`Run ${id} could not become ${to}`)
}

export type RunCounter = 'write_calls' | 'read_calls' | 'duplicates_prevented' | 'assets_created' | 'restarts'

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
  database: Database,
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
