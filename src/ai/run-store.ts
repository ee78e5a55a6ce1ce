// The table of runs. What a run may spend is changed in `budget.ts` alone.
import type { AiRun, AiRunCounts, AiRunState } from '../api/ai.ts'
import type { Queries } from '../db/types.ts'
import { millionths } from './instructions.ts'

export interface RunRow {
  id: string
  workspace_id: string
  column_id: string
  kind: 'sample' | 'all'
  asks_again: boolean
  is_by_itself: boolean
  state: AiRunState
  cap_cost: number
  cap_calls: number
  cost: number
  calls: number
  currency: string
  rows: number
  holder: string | null
  counts: AiRunCounts
  problem: string | null
  created_at: string
  ended_at: string | null
}

export type NewRun = Pick<
  RunRow,
  | 'id'
  | 'workspace_id'
  | 'column_id'
  | 'kind'
  | 'asks_again'
  | 'is_by_itself'
  | 'cap_cost'
  | 'cap_calls'
  | 'currency'
  | 'rows'
> & { created_by: string }

/** Null while another one of this column is under way. */
export async function insertRun(queries: Queries, run: NewRun): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>(
    `insert into ai_runs (id, workspace_id, column_id, kind, asks_again, state, cap_cost, cap_calls, currency, rows,
                          created_by, created_at, is_by_itself)
     values ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, $10, $11, $12)
     on conflict (column_id) where state in ('waiting', 'running') do nothing returning *`,
    [
      run.id,
      run.workspace_id,
      run.column_id,
      run.kind,
      run.asks_again,
      run.cap_cost,
      run.cap_calls,
      run.currency,
      run.rows,
      run.created_by,
      queries.now(),
      run.is_by_itself,
    ],
  )
  return rows[0] ?? null
}

export async function findRun(queries: Queries, workspaceId: string, id: string): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>('select * from ai_runs where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ])
  return rows[0] ?? null
}

/** The newest of this kind. */
export async function newestRun(
  queries: Queries,
  columnId: string,
  kind: RunRow['kind'],
): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>(
    'select * from ai_runs where column_id = $1 and kind = $2 order by created_at desc, id desc limit 1',
    [columnId, kind],
  )
  return rows[0] ?? null
}

/** Newest first. */
export async function runsOfColumn(
  queries: Queries,
  columnId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<RunRow[]> {
  const { rows } = await queries.query<RunRow>(
    `select * from ai_runs where column_id = $1 and ($2::text is null or id < $2) order by id desc limit $3`,
    [columnId, before, limit],
  )
  return rows
}

export async function unfinishedRuns(queries: Queries): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `select id from ai_runs where state in ('waiting', 'running')`,
  )
  return rows.map(({ id }) => id)
}

/** Whoever had it before may reserve nothing more. Null when it has ended. */
export async function claimRun(queries: Queries, id: string, holder: string): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>(
    `update ai_runs set holder = $2, state = 'running' where id = $1 and state in ('waiting', 'running') returning *`,
    [id, holder],
  )
  return rows[0] ?? null
}

/** How many rows it walks over, which may be others than when it was started. */
export async function setRows(
  queries: Queries,
  { id, holder }: { id: string; holder: string },
  rows: number,
): Promise<void> {
  await queries.query(
    `update ai_runs set rows = $3 where id = $1 and holder = $2 and state = 'running' and rows <> $3`,
    [id, holder, rows],
  )
}

/** False when it is not this worker's any more. */
export async function saveCounts(
  queries: Queries,
  { id, holder }: { id: string; holder: string },
  counts: AiRunCounts,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `update ai_runs set counts = $3 where id = $1 and holder = $2 and state = 'running'`,
    [id, holder, JSON.stringify(counts)],
  )
  return rowCount === 1
}

/** Null when it has ended already, or is another worker's. */
export async function endRun(
  queries: Queries,
  { id, holder }: { id: string; holder: string | null },
  { state, problem }: { state: AiRunState; problem: string | null },
): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>(
    `update ai_runs set state = $3, problem = $4, ended_at = $5
      where id = $1 and ($2::text is null or holder = $2) and state in ('waiting', 'running') returning *`,
    [id, holder, state, problem, queries.now()],
  )
  return rows[0] ?? null
}

/** Questions that were answered in this run. */
export async function countAnswered(queries: Queries, runId: string): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    `select count(distinct input_hash) as n from ai_calls where run_id = $1 and state = 'answered'`,
    [runId],
  )
  return rows[0]!.n
}

/** What runs have spent that began by themselves, in millionths and calls. */
export async function spentByItself(
  queries: Queries,
  columnId: string,
  since: Date,
): Promise<Pick<RunRow, 'cost' | 'calls'>> {
  const { rows } = await queries.query<Pick<RunRow, 'cost' | 'calls'>>(
    `select coalesce(sum(cost), 0)::float8 as cost, coalesce(sum(calls), 0)::int as calls
       from ai_runs where column_id = $1 and is_by_itself and created_at >= $2`,
    [columnId, since],
  )
  return rows[0]!
}

/** The newest of those. */
export async function newestByItself(
  queries: Queries,
  columnId: string,
  since: Date,
): Promise<RunRow | null> {
  const { rows } = await queries.query<RunRow>(
    `select * from ai_runs where column_id = $1 and is_by_itself and created_at >= $2
      order by created_at desc, id desc limit 1`,
    [columnId, since],
  )
  return rows[0] ?? null
}

export function toRun(row: RunRow): AiRun {
  return {
    id: row.id,
    columnId: row.column_id,
    kind: row.kind,
    state: row.state,
    mostCost: row.cap_cost / millionths,
    mostCalls: row.cap_calls,
    cost: row.cost / millionths,
    calls: row.calls,
    currency: row.currency,
    isByItself: row.is_by_itself,
    rows: row.rows,
    counts: row.counts,
    problem: row.problem,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}
