// redirects: what runs did about them. The only file with SQL on this table. A row is written before anything of it
// reaches Wix, with all that is needed to put back what it deletes.

import type { Problem } from '../api/problem.ts'
import type { KeptRedirect, ReceiptRedirects } from '../api/redirect.ts'
import { inBatches } from '../batches.ts'
import { likePattern } from '../db/like.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { OwedRedirect } from './owed.ts'
import type { LeftAddress, RedirectChange, SiteRedirect, StandingRedirect } from './redirect.ts'
import { type ShownRow, shownColumns, showRedirect } from './shown.ts'
import type { Worked } from './work-out.ts'

export interface RunOf {
  runId: string
  projectId: string
  /** Whether where an address leads, of a page that is taken down, was said for it and not by the project's rule. */
  isChosen?: (from: string) => boolean
}

/** When it was: rows are called as they were then. */
interface Recorded {
  at: string
}

/** One that a run is at work on. */
export interface OpenChange extends RedirectChange {
  position: number
}

interface NewRow {
  row_key: string
  cause: RedirectChange['cause']
  from_path: string
  to_path: string | null
  was: SiteRedirect | null
  makes: SiteRedirect | null
  is_foreign: boolean
  is_ours: boolean
  is_by_wix: boolean
  is_chosen?: boolean
  state: KeptRedirect['state']
  problem: Problem | null
}

/** What a run will do, and what it found done or leaves. Deletions come first: they free addresses. */
export async function insertRunRedirects(
  tx: Tx,
  { runId, projectId, isChosen }: RunOf,
  worked: Worked,
): Promise<void> {
  const changes = worked.changes.toSorted((a, b) => Number(a.makes !== null) - Number(b.makes !== null))
  const rows = [
    ...changes.map(ofChange),
    ...worked.standing.filter(({ isOurs }) => !isOurs).map(ofStanding),
    ...worked.left.map(ofLeft),
  ].map((row, position) => {
    const is_chosen = row.cause === 'removal' && (isChosen?.(row.from_path) ?? false)
    return { ...row, is_chosen, position }
  })
  for (const part of inBatches(rows, 1_000))
    await tx.query(
      `insert into redirects (run_id, position, project_id, row_key, cause, from_path, to_path, was, makes, is_foreign,
                              is_ours, is_by_wix, is_chosen, state, problem, updated_at)
       select $1, position, $2, row_key, cause, from_path, to_path, was, makes, is_foreign, is_ours, is_by_wix,
              is_chosen, state, problem, $4::timestamptz
         from jsonb_to_recordset($3::jsonb) as o(position int, row_key text, cause text, from_path text, to_path text,
              was jsonb, makes jsonb, is_foreign boolean, is_ours boolean, is_by_wix boolean, is_chosen boolean,
              state text, problem jsonb)`,
      [runId, projectId, JSON.stringify(part), tx.now()],
    )
}

function ofChange({ rowKey, cause, was, makes, isForeign, isOurs }: RedirectChange): NewRow {
  return {
    row_key: rowKey,
    cause,
    from_path: (makes ?? was)?.from ?? '',
    to_path: makes?.to ?? null,
    was,
    makes,
    is_foreign: isForeign,
    is_ours: isOurs,
    is_by_wix: false,
    state: 'open',
    problem: null,
  }
}

/** Made by Wix when the page moved. One of ours that stands already is an earlier run's. */
function ofStanding({ departure, redirect }: StandingRedirect): NewRow {
  const { rowKey, cause, from } = departure
  return {
    ...ofChange({ rowKey, cause, was: null, makes: redirect, isForeign: false, isOurs: false }),
    from_path: from,
    is_by_wix: true,
    state: 'done',
  }
}

function ofLeft({ rowKey, cause, from, to, problem }: LeftAddress): NewRow {
  const none = { rowKey, cause, was: null, makes: null, isForeign: false, isOurs: false }
  return { ...ofChange(none), from_path: from, to_path: to, state: 'left', problem }
}

/** Whether the run has written down what it will do. */
export async function hasRunRedirects(queries: Queries, runId: string): Promise<boolean> {
  const { rowCount } = await queries.query('select 1 from redirects where run_id = $1 limit 1', [runId])
  return rowCount > 0
}

export async function openChanges(queries: Queries, runId: string): Promise<OpenChange[]> {
  const { rows } = await queries.query<OpenChange>(
    `select position, row_key as "rowKey", cause, was, makes, is_foreign as "isForeign", is_ours as "isOurs"
       from redirects where run_id = $1 and state = 'open' order by position`,
    [runId],
  )
  return rows
}

/** How one ended; null: as it was meant. */
export interface ChangeEnd {
  position: number
  problem: Problem | null
}

export async function settleChanges(tx: Tx, runId: string, ends: readonly ChangeEnd[]): Promise<void> {
  for (const part of inBatches(ends, 500))
    await tx.query(
      `update redirects r set state = case when o.problem is null then 'done' else 'left' end, problem = o.problem,
              updated_at = $4::timestamptz
         from unnest($2::int[], $3::jsonb[]) as o(position, problem)
        where r.run_id = $1 and r.position = o.position and r.position = any($2::int[]) and r.state = 'open'`,
      [
        runId,
        part.map(({ position }) => position),
        part.map(({ problem }) => problem && JSON.stringify(problem)),
        tx.now(),
      ],
    )
}

/** Which of these redirects of a site are ours. */
export async function ownAmong(queries: Queries, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await queries.query<{ id: string }>(
    `select distinct makes ->> 'id' as id from redirects
      where is_ours and state <> 'left' and makes ->> 'id' = any($1::text[])`,
    [ids],
  )
  return new Set(rows.map((row) => row.id))
}

/** Whether any redirect on a site is, or may be, this project's. */
export async function hasOwn(queries: Queries, projectId: string): Promise<boolean> {
  const { rowCount } = await queries.query(
    'select 1 from redirects where project_id = $1 and is_ours limit 1',
    [projectId],
  )
  return rowCount > 0
}

/** Where, of these paths, a redirect of this project starts, or may. */
export async function ownStarts(
  queries: Queries,
  projectId: string,
  paths: readonly string[],
): Promise<Set<string>> {
  const { rows } = await queries.query<{ path: string }>(
    `select distinct from_path as path from redirects
      where project_id = $1 and is_ours and makes is not null and state <> 'left' and from_path = any($2::text[])`,
    [projectId, paths],
  )
  return new Set(rows.map(({ path }) => path))
}

/** What keeps a redirect from being made today and not for good. */
const passing = ['redirect_not_allowed', 'redirect_refused', 'redirect_unsure']

/** Of each address what the last run left undone there that had to do with it; what others lead to it aside. */
export async function owedRedirects(
  queries: Queries,
  projectId: string,
): Promise<(OwedRedirect & Recorded)[]> {
  const { rows } = await queries.query<OwedRedirect & Recorded>(
    `select row_key as "rowKey", updated_at as at, cause, from_path as "from", to_path as "to", was, makes, is_foreign as "isForeign",
            is_ours as "isOurs", is_chosen as "isChosen"
       from (select distinct on (from_path) * from redirects where project_id = $1 and cause <> 'chain'
              order by from_path, run_id desc, position desc) r
      where state = 'left' and problem ->> 'code' = any($2::text[]) order by run_id, position`,
    [projectId, passing],
  )
  return rows
}

/** What was led elsewhere, or deleted, when these pages left their address, as it is taken back. */
export async function ledElsewhere(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<(RedirectChange & Recorded)[]> {
  if (rowKeys.length === 0) return []
  const { rows } = await queries.query<RedirectChange & Recorded>(
    `select row_key as "rowKey", updated_at as at, cause, makes as was, was as makes, not is_ours as "isForeign",
            not is_foreign as "isOurs"
       from (select distinct on (from_path) * from redirects where project_id = $1
              order by from_path, run_id desc, position desc) r
      where cause = 'chain' and state = 'done' and was is not null and row_key = any($2::text[])
      order by run_id, position`,
    [projectId, rowKeys],
  )
  return rows
}

/** SQL: the run did something about it. */
const isToUndo = `state = 'done' and (was is not null or makes is not null)`

/** What a run did, as it is taken back: newest first, so that what stood first is put back last. */
export async function changesToUndo(
  queries: Queries,
  runId: string,
): Promise<(RedirectChange & Recorded & { isByWix: boolean })[]> {
  const { rows } = await queries.query<RedirectChange & Recorded & { isByWix: boolean }>(
    `select row_key as "rowKey", updated_at as at, 'undo' as cause, makes as was, was as makes, is_by_wix as "isByWix",
            not is_ours as "isForeign", not is_foreign and was is not null as "isOurs"
       from redirects where run_id = $1 and ${isToUndo} order by position desc`,
    [runId],
  )
  return rows
}

/** How many redirects undoing the run would be about. */
export async function countChangesToUndo(queries: Queries, runId: string): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    `select count(*)::int as n from redirects where run_id = $1 and ${isToUndo}`,
    [runId],
  )
  return rows[0]!.n
}

/** Figures of the receipt; null where the run had nothing to do with redirects. */
export async function countRunRedirects(queries: Queries, runId: string): Promise<ReceiptRedirects | null> {
  const { rows } = await queries.query<ReceiptRedirects & { all: number }>(
    `select count(*)::int as "all",
            (count(*) filter (where state = 'done' and makes is not null and cause <> 'chain'))::int as leading,
            (count(*) filter (where state = 'done' and is_by_wix))::int as "byWix",
            (count(*) filter (where state = 'done' and makes is not null and was is not null))::int as retargeted,
            (count(*) filter (where state = 'done' and makes is null))::int as removed,
            (count(*) filter (where state <> 'done'))::int as "left"
       from redirects where run_id = $1`,
    [runId],
  )
  const { all, ...counts } = rows[0]!
  return all === 0 ? null : counts
}

interface KeptRow extends ShownRow {
  run_id: string
  state: KeptRedirect['state']
  is_by_wix: boolean
  updated_at: string
}

/** Of a project, the newest run first; or of one run. */
export async function listRedirects(
  queries: Queries,
  projectId: string,
  query: { limit: number; cursor?: string | undefined; search: string; runId?: string | undefined },
): Promise<{ items: KeptRedirect[]; nextCursor: string | null; total: null }> {
  const [runId, position] = query.cursor?.split(':') ?? []
  const search = query.search.trim()
  const { rows } = await queries.query<KeptRow>(
    `select ${shownColumns}, run_id, state, is_by_wix, updated_at from redirects
      where project_id = $1 and ($2::text is null or run_id < $2 or (run_id = $2 and position > $3))
        and ($4::text is null or run_id = $4)
        and ($5::text is null or row_key ilike $5 or from_path ilike $5 or to_path ilike $5)
      order by run_id desc, position limit $6`,
    [
      projectId,
      runId ?? null,
      position === undefined ? null : Number(position),
      query.runId ?? null,
      search ? likePattern(search) : null,
      query.limit + 1,
    ],
  )
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({
      ...showRedirect(row),
      runId: row.run_id,
      state: row.state,
      isByWix: row.is_by_wix,
      at: row.updated_at,
    })),
    nextCursor: rows.length > query.limit && last ? `${last.run_id}:${last.position}` : null,
    total: null,
  }
}
