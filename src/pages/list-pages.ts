// The list of a project's pages: rows with what is published of them and what the last check found.
import type { PageSummary } from '../api/page.ts'
import type { Problem } from '../api/problem.ts'
import { type DataRow, readRows, readRowsByKeys, searchRows } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { findKeys } from './find-pages.ts'
import { findLedgerPages } from './ledger.ts'
import type { PagesDeps } from './pages-of.ts'
import { type ProjectParts, readParts } from './project-parts.ts'

export interface PageFilter {
  search: string
  status?: PageSummary['status'] | undefined
  problem?: string | undefined
}

/** A line of the file, or with a filter alone a row key. */
export type Position = number | string

export interface PageList {
  items: PageSummary[]
  /** Where the next part starts; null at the end. With a search or filter a part may hold fewer items than asked. */
  next: Position | null
  total: number | null
}

/** Whether the positions of a list with this filter are row keys. */
export function isInKeyOrder(filter: PageFilter): boolean {
  return filter.search === '' && (filter.status !== undefined || filter.problem !== undefined)
}

export async function listPages(
  deps: PagesDeps,
  project: ProjectRecord,
  filter: PageFilter,
  range: { after: Position | null; limit: number },
): Promise<PageList> {
  const parts = await readParts(deps.database, project)
  const { rows, next } = await findRows(deps.database, parts, filter, range)
  const isWhole = filter.search === '' && !isInKeyOrder(filter)
  return { items: await toSummaries(deps, parts, rows), next, total: isWhole ? parts.rowCount : null }
}

interface Found {
  rows: DataRow[]
  next: Position | null
}

async function findRows(
  database: Queries,
  parts: ProjectParts,
  filter: PageFilter,
  { after, limit }: { after: Position | null; limit: number },
): Promise<Found> {
  const { rowSetId } = parts
  if (isInKeyOrder(filter)) {
    const found = await findKeys(database, parts, filter, { afterKey: String(after ?? ''), limit })
    const rows = await readRowsByKeys(database, rowSetId, found.rowKeys)
    const byKey = new Map(rows.map((row) => [row.rowKey, row]))
    return { rows: found.rowKeys.flatMap((rowKey) => byKey.get(rowKey) ?? []), next: found.nextKey }
  }
  const afterLine = Number(after ?? 0)
  if (filter.search === '') {
    const rows = await readRows(database, rowSetId, { afterLine, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.line ?? null) : null }
  }
  const found = await searchRows(database, rowSetId, { text: filter.search, afterLine, limit })
  const rows = await withMarks(database, parts, filter, found.rows)
  return { rows, next: found.nextLine }
}

async function withMarks(
  database: Queries,
  parts: ProjectParts,
  { status, problem }: PageFilter,
  rows: DataRow[],
): Promise<DataRow[]> {
  if (status === undefined && problem === undefined) return rows
  const rowKeys = rows.map((row) => row.rowKey)
  const published = await findLedgerPages(database, parts.projectId, rowKeys)
  const problems = await findProblems(database, parts.projectId, rowKeys)
  return rows.filter(({ rowKey }) => {
    if (status !== undefined && (published.get(rowKey)?.status ?? 'new') !== status) return false
    return problem === undefined || (problems.get(rowKey) ?? []).some((one) => one.code === problem)
  })
}

/** Pages that were never published are rendered for the list, with the two fields it shows. */
async function toSummaries(deps: PagesDeps, parts: ProjectParts, rows: DataRow[]): Promise<PageSummary[]> {
  const rowKeys = rows.map((row) => row.rowKey)
  const published = await findLedgerPages(deps.database, parts.projectId, rowKeys)
  const problems = await findProblems(deps.database, parts.projectId, rowKeys)
  const unpublished = rows.filter((row) => !published.has(row.rowKey))
  const { title = '', slug = '' } = parts.template.fields
  const template = { ...parts.template, fields: { title, slug } }
  const rendered = new Map(
    (unpublished.length === 0 ? [] : await deps.renderers.createRenderer(template).render(unpublished)).map(
      (row) => [row.rowKey, row.fields],
    ),
  )
  return rowKeys.map((rowKey) => {
    const known = published.get(rowKey)
    const fresh = rendered.get(rowKey)
    return {
      rowKey,
      title: known?.title ?? fresh?.['title']?.trim() ?? '',
      slug: known?.slug ?? fresh?.['slug']?.trim() ?? '',
      status: (known?.status as PageSummary['status'] | undefined) ?? 'new',
      url: known?.url ?? null,
      publishedAt: known?.publishedAt ?? null,
      problems: problems.get(rowKey) ?? [],
    }
  })
}

async function findProblems(
  queries: Queries,
  projectId: string,
  rowKeys: string[],
): Promise<Map<string, Problem[]>> {
  const { rows } = await queries.query<{ row_key: string; problem: Problem }>(
    'select row_key, problem from page_problems where project_id = $1 and row_key = any($2::text[]) order by code',
    [projectId, rowKeys],
  )
  const found = new Map<string, Problem[]>()
  for (const row of rows) found.set(row.row_key, [...(found.get(row.row_key) ?? []), row.problem])
  return found
}
