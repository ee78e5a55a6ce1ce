// page_checks and page_problems: what the last check of a project found.
import type { CategoryCount, PageCheck } from '../api/page.ts'
import type { Problem, ProblemGroup } from '../api/problem.ts'
import type { Database, Queries } from '../db/types.ts'
import type { RowProblems } from './checks.ts'

const chunk = 1_000

interface CheckRow {
  state: 'running' | 'done' | 'failed'
  pages: number
  checked: number
  with_errors: number
  groups: ProblemGroup[]
  categories: CategoryCount[]
  message: string | null
  checked_at: string | null
  made_of: CheckParts | null
}

/** Marks of what a check is made of; equal marks, equal pages. */
export interface CheckParts {
  data: string
  template: string
  settings: string
}

/** @param now what a check would be made of now */
export async function findCheck(queries: Queries, projectId: string, now: CheckParts): Promise<PageCheck> {
  const { rows } = await queries.query<CheckRow>('select * from page_checks where project_id = $1', [
    projectId,
  ])
  const row = rows[0]
  if (!row)
    return {
      state: 'none',
      checkedAt: null,
      pages: 0,
      checked: 0,
      withErrors: 0,
      groups: [],
      categories: [],
      message: null,
      changedSince: [],
    }
  return {
    state: row.state,
    checkedAt: row.checked_at,
    pages: row.pages,
    checked: row.checked,
    withErrors: row.with_errors,
    groups: row.groups,
    categories: row.categories,
    message: row.message,
    changedSince: row.state === 'done' ? changedSince(row.made_of, now) : [],
  }
}

function changedSince(before: CheckParts | null, now: CheckParts): PageCheck['changedSince'] {
  if (before === null) return []
  return (['data', 'template', 'settings'] as const).filter((part) => before[part] !== now[part])
}

/** What an earlier check found stays to be seen until the new one is done. */
export async function startCheck(
  queries: Queries,
  projectId: string,
  pages: number,
  madeOf: CheckParts,
): Promise<void> {
  await queries.query(
    `insert into page_checks (project_id, state, pages, checked, made_of) values ($1, 'running', $2, 0, $3::jsonb)
     on conflict (project_id) do update set state = 'running', pages = excluded.pages, checked = 0, message = null,
       made_of = excluded.made_of`,
    [projectId, pages, JSON.stringify(madeOf)],
  )
}

export async function reportProgress(queries: Queries, projectId: string, checked: number): Promise<void> {
  await queries.query('update page_checks set checked = $2 where project_id = $1', [projectId, checked])
}

export async function failCheck(queries: Queries, projectId: string, message: string): Promise<void> {
  await queries.query(`update page_checks set state = 'failed', message = $2 where project_id = $1`, [
    projectId,
    message,
  ])
}

export interface CheckResult {
  checked: number
  withErrors: number
  groups: ProblemGroup[]
  categories: CategoryCount[]
}

export async function finishCheck(queries: Queries, projectId: string, result: CheckResult): Promise<void> {
  await queries.query(
    `update page_checks set state = 'done', pages = $2, checked = $2, with_errors = $3, groups = $4,
            message = null, checked_at = $5, categories = $6 where project_id = $1`,
    [
      projectId,
      result.checked,
      result.withErrors,
      JSON.stringify(result.groups),
      queries.now(),
      JSON.stringify(result.categories),
    ],
  )
}

/** Keys of rows with this problem, in order. */
export async function keysWithProblem(
  queries: Queries,
  projectId: string,
  code: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from page_problems where project_id = $1 and code = $2 and row_key > $3
      order by row_key limit $4`,
    [projectId, code, afterKey, limit],
  )
  return rows.map((row) => row.row_key)
}

/**
 * The first row behind this key of which the last check says more than a note; null behind the last. A look for each
 * kind of problem, whatever the number of rows.
 */
export async function nextWithProblem(
  queries: Queries,
  projectId: string,
  afterKey: string,
): Promise<{ isChecked: boolean; rowKey: string | null }> {
  const { rows: checks } = await queries.query<{ groups: ProblemGroup[]; checked_at: string | null }>(
    'select groups, checked_at from page_checks where project_id = $1',
    [projectId],
  )
  if (!checks[0] || checks[0].checked_at === null) return { isChecked: false, rowKey: null }
  const codes = checks[0].groups.filter(({ severity }) => severity !== 'note').map(({ code }) => code)
  const { rows } = await queries.query<{ row_key: string | null }>(
    `select min(p.row_key) as row_key from unnest($3::text[]) c(code)
      cross join lateral (
        select row_key from page_problems where project_id = $1 and code = c.code and row_key > $2
         order by row_key limit 1) p`,
    [projectId, afterKey, codes],
  )
  return { isChecked: true, rowKey: rows[0]?.row_key ?? null }
}

/** Those of these rows that have the problem. */
export async function keysOfProblem(
  queries: Queries,
  projectId: string,
  code: string,
  rowKeys: readonly string[],
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    'select row_key from page_problems where project_id = $1 and code = $2 and row_key = any($3::text[])',
    [projectId, code, rowKeys],
  )
  return rows.map((row) => row.row_key)
}

/** What the last check found of these rows, by row key. */
export async function findProblems(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, Problem[]>> {
  const { rows } = await queries.query<{ row_key: string; problem: Problem }>(
    'select row_key, problem from page_problems where project_id = $1 and row_key = any($2::text[]) order by code',
    [projectId, rowKeys],
  )
  const found = new Map<string, Problem[]>()
  for (const row of rows) found.set(row.row_key, [...(found.get(row.row_key) ?? []), row.problem])
  return found
}

/** Puts these in place of what was found before; of several problems of one kind in a row the first is kept. */
export async function replaceProblems(
  database: Database,
  projectId: string,
  rows: readonly RowProblems[],
): Promise<void> {
  for (;;) {
    const { rowCount } = await database.query(
      `delete from page_problems where (project_id, code, row_key) in
         (select project_id, code, row_key from page_problems where project_id = $1 limit ${chunk})`,
      [projectId],
    )
    if (rowCount < chunk) break
  }
  const list = rows.flatMap(({ rowKey, problems }) => problems.map((problem) => ({ rowKey, problem })))
  for (let at = 0; at < list.length; at += chunk) {
    const part = list.slice(at, at + chunk)
    await database.query(
      `insert into page_problems (project_id, code, row_key, problem)
       select $1, * from unnest($2::text[], $3::text[], $4::jsonb[]) on conflict do nothing`,
      [
        projectId,
        part.map(({ problem }) => problem.code),
        part.map(({ rowKey }) => rowKey),
        part.map(({ problem }) => JSON.stringify(problem)),
      ],
    )
  }
}

/** Findings of a project, a few thousand at a time; false when there was nothing left. */
export async function forgetPageProblems(
  queries: Queries,
  projectId: string,
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from page_problems where (project_id, code, row_key) in (select project_id, code, row_key from page_problems where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
