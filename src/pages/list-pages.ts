// The list of a project's pages: rows with what is published of them and what the last check found.
import type { PageSummary } from '../api/page.ts'
import type { Problem } from '../api/problem.ts'
import { type DataRow, readRowsByKeys, searchRows } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { PagesDeps } from './pages-of.ts'
import { type ProjectParts, readParts } from './project-parts.ts'
import { findPublished } from './published.ts'

export interface PageFilter {
  search: string
  status?: PageSummary['status'] | undefined
  problem?: string | undefined
}

export interface PageList {
  items: PageSummary[]
  /** Where the next page starts; null at the end. With a search there may be fewer items than asked for. */
  nextLine: number | null
  total: number | null
}

export async function listPages(
  deps: PagesDeps,
  project: ProjectRecord,
  filter: PageFilter,
  { afterLine, limit }: { afterLine: number; limit: number },
): Promise<PageList> {
  const { database } = deps
  const parts = await readParts(database, project)
  const found =
    filter.search === ''
      ? await filterRows(database, parts, filter, { afterLine, limit })
      : await searchPages(database, parts, filter, { afterLine, limit })
  const isWhole = filter.search === '' && !filter.status && !filter.problem
  return {
    items: await toSummaries(deps, parts, found.rows),
    nextLine: found.nextLine,
    total: isWhole ? parts.rowCount : null,
  }
}

interface Found {
  rows: DataRow[]
  nextLine: number | null
}

async function searchPages(
  database: Queries,
  parts: ProjectParts,
  filter: PageFilter,
  range: { afterLine: number; limit: number },
): Promise<Found> {
  const found = await searchRows(database, parts.rowSetId, { text: filter.search, ...range })
  if (!filter.status && !filter.problem) return found
  const lines = found.rows.map((row) => row.line)
  const kept = await matchingLines(database, parts, filter, lines)
  return { rows: found.rows.filter((row) => kept.has(row.line)), nextLine: found.nextLine }
}

const conditions = `
  ($3::text is null or coalesce((select g.status from pages g where g.project_id = $2 and g.row_key = r.row_key
                                  and g.status <> 'removed'), 'new') = $3)
  and ($4::text is null or exists (select 1 from page_problems q
                                    where q.project_id = $2 and q.code = $4 and q.row_key = r.row_key))`

async function matchingLines(
  database: Queries,
  parts: ProjectParts,
  filter: PageFilter,
  lines: number[],
): Promise<Set<number>> {
  const { rows } = await database.query<{ line: number }>(
    `select r.line from rows r where r.row_set_id = $1 and r.line = any($5::int[]) and ${conditions}`,
    [parts.rowSetId, parts.projectId, filter.status ?? null, filter.problem ?? null, lines],
  )
  return new Set(rows.map((row) => row.line))
}

async function filterRows(
  database: Queries,
  parts: ProjectParts,
  filter: PageFilter,
  { afterLine, limit }: { afterLine: number; limit: number },
): Promise<Found> {
  const { rows } = await database.query<{ line: number; row_key: string }>(rowsQuery(filter), [
    parts.rowSetId,
    parts.projectId,
    filter.status ?? null,
    filter.problem ?? null,
    afterLine,
    limit + 1,
  ])
  const shown = rows.slice(0, limit)
  const byKey = new Map(
    (
      await readRowsByKeys(
        database,
        parts.rowSetId,
        shown.map((row) => row.row_key),
      )
    ).map((row) => [row.rowKey, row]),
  )
  return {
    rows: shown.flatMap((row) => byKey.get(row.row_key) ?? []),
    nextLine: rows.length > limit ? (shown.at(-1)?.line ?? null) : null,
  }
}

/** Rare things are looked up from their own table, so that a list of ten among a hundred thousand is quick. */
function rowsQuery(filter: PageFilter): string {
  const rare = filter.problem
    ? 'page_problems x join rows r on r.row_key = x.row_key and x.project_id = $2 and x.code = $4'
    : filter.status && filter.status !== 'new'
      ? 'pages x join rows r on r.row_key = x.row_key and x.project_id = $2 and x.status = $3'
      : 'rows r'
  return `select r.line, r.row_key from ${rare}
           where r.row_set_id = $1 and r.line > $5 and ${conditions} order by r.line limit $6`
}

/** Pages that were never published are rendered for the list, with the two fields it shows. */
async function toSummaries(deps: PagesDeps, parts: ProjectParts, rows: DataRow[]): Promise<PageSummary[]> {
  const rowKeys = rows.map((row) => row.rowKey)
  const published = await findPublished(deps.database, parts.projectId, rowKeys)
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
      status: known?.status ?? 'new',
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
