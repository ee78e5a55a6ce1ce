// plan_redirects: what a plan would do about redirects. The only file with SQL on this table.
import type { PlannedRedirect } from '../api/redirect.ts'
import { inBatches } from '../batches.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import type { LeftAddress, RedirectChange } from './redirect.ts'
import { type ShownRow, shownColumns, showRedirect } from './shown.ts'

const chunk = 1_000

type Row = Omit<RedirectChange, 'rowKey'> & { row_key: string; isOwed: boolean } & Pick<
    ShownRow,
    'from_path' | 'to_path' | 'problem'
  >

/** `isOwed`: left undone by an earlier run, or of a page that the undone run did not send: it is done whether or not its page goes. */
export interface PlannedChange extends RedirectChange {
  isOwed?: boolean
}

/** In place of what there was: a plan that was interrupted is begun again. */
export async function savePlanRedirects(
  queries: Queries,
  planNumber: number,
  changes: readonly PlannedChange[],
  left: readonly LeftAddress[],
): Promise<void> {
  await queries.query('delete from plan_redirects where plan_number = $1', [planNumber])
  // What is not ours is seen first.
  const [theirs = [], ours = []] = [true, false].map((isForeign) =>
    changes.filter((one) => one.isForeign === isForeign),
  )
  const rows = [...theirs.map(rowOfChange), ...left.map(rowOfLeft), ...ours.map(rowOfChange)].map(
    (row, position) => ({ ...row, position }),
  )
  for (const part of inBatches(rows, chunk))
    await queries.query(
      `insert into plan_redirects (plan_number, position, row_key, cause, from_path, to_path, was, makes, is_foreign,
                                   is_ours, is_owed, problem)
       select $1, position, row_key, cause, from_path, to_path, was, makes, "isForeign", "isOurs", "isOwed", problem
         from jsonb_to_recordset($2::jsonb) as o(position int, row_key text, cause text, from_path text, to_path text,
              was jsonb, makes jsonb, "isForeign" boolean, "isOurs" boolean, "isOwed" boolean, problem jsonb)`,
      [planNumber, JSON.stringify(part)],
    )
}

function rowOfChange({ rowKey, was, makes, isOwed = false, ...rest }: PlannedChange): Row {
  const shown = makes ?? was
  return {
    ...rest,
    isOwed,
    row_key: rowKey,
    was,
    makes,
    from_path: shown?.from ?? '',
    to_path: makes?.to ?? null,
    problem: null,
  }
}

function rowOfLeft({ rowKey, cause, from, to, problem }: LeftAddress): Row {
  const none = { was: null, makes: null, isForeign: false, isOurs: false, isOwed: false }
  return { ...none, row_key: rowKey, cause, from_path: from, to_path: to, problem }
}

/**
 * What is done as it was planned, whatever the pages are: of a plan that undoes a run. `isOwed`: of pages that the run
 * did not send.
 */
export async function readUndoChanges(
  queries: Queries,
  planNumber: number,
): Promise<(RedirectChange & { isOwed: boolean })[]> {
  const { rows } = await queries.query<RedirectChange & { isOwed: boolean }>(
    `select row_key as "rowKey", cause, was, makes, is_foreign as "isForeign", is_ours as "isOurs", is_owed as "isOwed"
       from plan_redirects where plan_number = $1 and cause = 'undo' and problem is null order by position`,
    [planNumber],
  )
  return rows
}

/** Addresses at which something is done that an earlier run left undone. */
export async function plannedOwed(queries: Queries, planNumber: number): Promise<Set<string>> {
  const { rows } = await queries.query<{ path: string }>(
    'select from_path as path from plan_redirects where plan_number = $1 and is_owed',
    [planNumber],
  )
  return new Set(rows.map(({ path }) => path))
}

/** Where pages were expected to be seen, by row key: those that move, and those whose address a redirect has. */
export async function plannedEnds(queries: Queries, planNumber: number): Promise<Map<string, string>> {
  const { rows } = await queries.query<{ row_key: string; path: string }>(
    `select row_key, from_path as path from plan_redirects where plan_number = $1 and cause = 'arrival'`,
    [planNumber],
  )
  const moved = await endsOf(queries, planNumber, 'move')
  return new Map([...moved, ...rows.map(({ row_key, path }) => [row_key, path] as const)])
}

/** Where the address of each page that is taken off the site was to lead, by row key. */
export function plannedTargets(queries: Queries, planNumber: number): Promise<Map<string, string>> {
  return endsOf(queries, planNumber, 'removal')
}

async function endsOf(
  queries: Queries,
  planNumber: number,
  cause: RedirectChange['cause'],
): Promise<Map<string, string>> {
  const { rows } = await queries.query<{ row_key: string; to_path: string }>(
    `select row_key, to_path from plan_redirects
      where plan_number = $1 and cause = $2 and to_path is not null and not is_owed`,
    [planNumber, cause],
  )
  return new Map(rows.map((row) => [row.row_key, row.to_path]))
}

/** In the plan's order, those after this position. */
export async function listPlanned(
  queries: Queries,
  planNumber: number,
  query: { limit: number; cursor?: string | undefined; search: string },
): Promise<{ items: PlannedRedirect[]; nextCursor: string | null; total: null }> {
  const search = query.search.trim()
  const { rows } = await queries.query<ShownRow>(
    `select ${shownColumns} from plan_redirects
      where plan_number = $1 and position > $2
        and ($4::text is null or row_key ilike $4 or from_path ilike $4 or to_path ilike $4)
      order by position limit $3`,
    [planNumber, Number(query.cursor ?? -1), query.limit + 1, search ? likePattern(search) : null],
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: shown.map(showRedirect),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.position) : null,
    total: null,
  }
}

/** Of plans that go, a few thousand at a time; false when there was nothing left. */
export async function forgetPlanRedirects(
  queries: Queries,
  planNumbers: readonly number[],
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from plan_redirects where (plan_number, position) in
       (select plan_number, position from plan_redirects where plan_number = any($1::bigint[]) limit $2)`,
    [planNumbers, limit],
  )
  return rowCount > 0
}
