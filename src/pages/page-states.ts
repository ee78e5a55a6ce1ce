// page_states: where every page of a project stands. The facts alone are written here, each by a function for whoever
// changes it; the state follows from them in the database. `page-fills.ts` enters the rows, `state-lists.ts` reads the table.
import type { Problem } from '../api/problem.ts'
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'

/**
 * In the `from` of every statement that changes the table: one at a time for each project, until the end of its
 * transaction. Two that change the same pages in another order would wait for each other.
 */
export const turn = `(select pg_advisory_xact_lock(hashtext('page_states'), hashtext($1))) turn`

/** SQL on `pages g`: by what a page was taken down, and since when. */
export const downValues = `g.down ->> 'by', (g.down ->> 'at')::timestamptz`

// A page that was not in the list yet starts from what the ledger says of it. `o` are the rows of a statement.
const ledgerColumns = 'title, slug, ledger, ledger_at, down, down_at'
const ledgerValues = `coalesce(g.title, ''), coalesce(g.slug, ''), g.status, g.published_at, ${downValues}`
const ledgerJoin = `left join pages g on g.project_id = $1 and g.row_key = o.row_key and g.status <> 'removed'
  cross join ${turn}`

/** Rows that one statement changes: quick enough that nobody waits for the embedded database. */
const chunk = 1_000

/** When a page is to be published; null: no longer. */
export interface ExpectedDate {
  rowKey: string
  at: Date | null
}

/**
 * For schedules: pages that are not published yet are "scheduled" with this date. Dates that are there already are not
 * written again. Of one row the last date given counts.
 */
export async function setExpected(
  queries: Queries,
  projectId: string,
  dates: readonly ExpectedDate[],
): Promise<void> {
  const last = [...new Map(dates.map((one) => [one.rowKey, one])).values()]
  for (const part of inBatches(last, chunk))
    await queries.query(
      `insert into page_states as s (project_id, row_key, expected_at, ${ledgerColumns})
       select $1, o.row_key, o.at, ${ledgerValues}
         from unnest($2::text[], $3::timestamptz[]) as o(row_key, at) ${ledgerJoin}
       on conflict (project_id, row_key) do update set expected_at = excluded.expected_at
        where s.expected_at is distinct from excluded.expected_at`,
      [projectId, part.map((one) => one.rowKey), part.map((one) => one.at)],
    )
}

/** What the ledger now says of these rows, where that is not what the list says. */
export async function followLedger(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<void> {
  await copyLedger(
    queries,
    projectId,
    rowKeys,
    `where (s.ledger, s.title, s.slug, s.down)
         is distinct from (excluded.ledger, excluded.title, excluded.slug, excluded.down)`,
    // Somebody published it, or Wix did on its date.
    `, expected_at = case when excluded.ledger = 'live' and s.ledger is distinct from 'live' then null
                          else s.expected_at end`,
  )
}

/** The same of pages that Wix has just accepted: no run has them any more, nothing is wrong, and a date is kept. */
export async function followAccepted(
  tx: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<void> {
  await copyLedger(
    tx,
    projectId,
    rowKeys,
    '',
    `, run_id = null, run_at = null, problem = null, problem_of = null, failed_at = null,
       expected_at = excluded.expected_at`,
  )
}

/** Removed by ourselves is not in Wix. A page in the trash of which nothing is known keeps the name the row gives it. */
async function copyLedger(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
  where: string,
  further: string,
): Promise<void> {
  if (rowKeys.length === 0) return
  await queries.query(
    `insert into page_states as s (project_id, row_key, title, slug, ledger, ledger_at, down, down_at, expected_at)
     select g.project_id, g.row_key, g.title, g.slug, nullif(g.status, 'removed'),
            case g.status when 'removed' then null when 'gone' then $3::timestamptz else g.published_at end,
            ${downValues}, case when g.status = 'draft' and g.visibility = 'dated' then g.dated_for end
       from pages g cross join ${turn} where g.project_id = $1 and g.row_key = any($2::text[])
     on conflict (project_id, row_key) do update
        set title = case when excluded.title = '' then s.title else excluded.title end,
            slug = case when excluded.title = '' then s.slug else excluded.slug end,
            row_hash = null, ledger = excluded.ledger, ledger_at = excluded.ledger_at, down = excluded.down,
            down_at = excluded.down_at ${further} ${where}`,
    [projectId, rowKeys, queries.now()],
  )
}

/** Pages that left the ledger. */
export async function followForgotten(
  tx: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<void> {
  if (rowKeys.length === 0) return
  await tx.query(
    `update page_states set ledger = null, ledger_at = null, down = null, down_at = null, run_id = null, run_at = null, problem = null,
            problem_of = null, failed_at = null
       from ${turn} where project_id = $1 and row_key = any($2::text[])`,
    [projectId, rowKeys],
  )
}

/** A run is to send these. */
export async function enterRun(
  tx: Queries,
  projectId: string,
  runId: string,
  rowKeys: readonly string[],
): Promise<void> {
  if (rowKeys.length === 0) return
  await tx.query(
    `insert into page_states (project_id, row_key, run_id, run_at, ${ledgerColumns})
     select $1, o.row_key, $3, $4::timestamptz, ${ledgerValues} from unnest($2::text[]) as o(row_key) ${ledgerJoin}
     on conflict (project_id, row_key) do update set run_id = excluded.run_id, run_at = excluded.run_at`,
    [projectId, rowKeys, runId, tx.now()],
  )
}

export interface PageFailure {
  rowKey: string
  problem: Problem
}

/** Of what was found of rows, what keeps them from being sent: the first error of each. */
export function failuresOf(found: ReadonlyMap<string, readonly Problem[]>): PageFailure[] {
  return [...found].flatMap(([rowKey, problems]) => {
    const problem = problems.find((one) => one.severity === 'error')
    return problem ? [{ rowKey, problem }] : []
  })
}

/** A run has tried these, or held them back, and does not go on with them. */
export async function failInRun(
  tx: Queries,
  projectId: string,
  failures: readonly PageFailure[],
): Promise<void> {
  await setProblems(tx, projectId, failures, 'run')
}

/** What is left of a run that is over: pages stand as they did before it. A chunk at a time. */
export async function leaveRun(queries: Queries, projectId: string, runId: string): Promise<void> {
  for (;;) {
    const { rowCount } = await queries.query(
      `update page_states set run_id = null, run_at = null from ${turn}
        where (project_id, row_key) in (
          select project_id, row_key from page_states where project_id = $1 and state = 2 and run_id = $2
           limit ${chunk})`,
      [projectId, runId],
    )
    if (rowCount < chunk) return
  }
}

/** Errors that a check or a plan found: such a page is not sent. */
export async function failInCheck(
  queries: Queries,
  projectId: string,
  failures: readonly PageFailure[],
): Promise<void> {
  for (const part of inBatches(failures, chunk)) await setProblems(queries, projectId, part, 'check')
}

/** The time stays that of the first finding while the finding is the same. */
async function setProblems(
  queries: Queries,
  projectId: string,
  failures: readonly PageFailure[],
  by: 'check' | 'run',
): Promise<void> {
  if (failures.length === 0) return
  await queries.query(
    `insert into page_states as s (project_id, row_key, problem, problem_of, failed_at, ${ledgerColumns})
     select $1, o.row_key, o.problem, $4, $5::timestamptz, ${ledgerValues}
       from unnest($2::text[], $3::jsonb[]) as o(row_key, problem) ${ledgerJoin}
     on conflict (project_id, row_key) do update
        set problem = excluded.problem, problem_of = excluded.problem_of, failed_at = excluded.failed_at
            ${by === 'run' ? ', run_id = null, run_at = null' : ''}
      where ${by === 'run'} or (s.problem, s.problem_of) is distinct from (excluded.problem, excluded.problem_of)`,
    [
      projectId,
      failures.map((one) => one.rowKey),
      failures.map((one) => JSON.stringify(one.problem)),
      by,
      queries.now(),
    ],
  )
}

/** Nothing is wrong with these any more. */
export async function clearFailures(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<void> {
  if (rowKeys.length === 0) return
  await queries.query(
    `update page_states set problem = null, problem_of = null, failed_at = null
       from ${turn} where project_id = $1 and row_key = any($2::text[]) and problem is not null`,
    [projectId, rowKeys],
  )
}

/** Pages that a check, a plan or a run has found wanting, in chunks. Clearing them meanwhile skips none. */
export async function* walkFailures(
  queries: Queries,
  projectId: string,
): AsyncGenerator<{ rowKey: string; by: 'check' | 'run' }[]> {
  let after = ''
  for (;;) {
    const { rows } = await queries.query<{ rowKey: string; by: 'check' | 'run' }>(
      `select row_key as "rowKey", problem_of as by from page_states
        where project_id = $1 and problem is not null and row_key > $2 order by row_key limit ${chunk}`,
      [projectId, after],
    )
    const last = rows.at(-1)
    if (!last) return
    after = last.rowKey
    yield rows
  }
}

/** Everything of a project, a few thousand at a time; false when there was nothing left. */
export async function forgetStates(queries: Queries, projectId: string, limit: number): Promise<boolean> {
  await queries.query('delete from page_fills where project_id = $1', [projectId])
  const { rowCount } = await queries.query(
    `delete from page_states using ${turn} where (project_id, row_key) in
       (select project_id, row_key from page_states where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
