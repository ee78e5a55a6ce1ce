// The list of a project's pages: rows with where they stand, what is published of them and what the last check found.
// In the order of the rows it is read from the data; sorted or filtered by state, from the states of the pages.
import type { PageListFilter, PageSummary } from '../api/page.ts'
import type { PageState } from '../api/page-state.ts'
import type { Searched } from '../api/paging.ts'
import { type DataRow, lineBefore, readRows, readRowsByKeys, searchRows } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import { findProblems } from './check-store.ts'
import { findKeys } from './find-pages.ts'
import type { PagesDeps } from './make-pages.ts'
import { namesOf } from './name-pages.ts'
import type { ProjectParts } from './project-parts.ts'
import { findLedgerPages, type LedgerStatus } from './read-ledger.ts'
import { findStates, type ListedPage } from './state-lists.ts'
import { findWalked, isWalked } from './walk-pages.ts'

/** A line of the file, with a filter alone a row key, of a walk its position as a text. */
export type Position = number | string

export interface PageList {
  items: PageSummary[]
  /** Where the next part starts; null at the end. With a search or filter a part may hold fewer items than asked. */
  next: Position | null
  total: number | null
  /** Of a list that looks through rows. */
  searched?: Searched
}

/** Whether the positions of a list with this filter are texts. */
export function hasTextPositions(filter: PageListFilter): boolean {
  return isWalked(filter) || isInKeyOrder(filter)
}

/** Whether one can jump in a list with this filter: nothing of it has to be looked through. */
export function hasPlaces(filter: PageListFilter): boolean {
  const { search, problem, category } = filter
  return search === '' && problem === undefined && category === undefined && !isInKeyOrder(filter)
}

export interface ListRange {
  after: Position | null
  limit: number
  /** In place of `after`, where the list has places: how many to leave out from the beginning. */
  offset?: number
}

function isInKeyOrder({ search, status, problem }: PageListFilter): boolean {
  return search === '' && (status !== undefined || problem !== undefined)
}

export async function listPages(
  deps: PagesDeps,
  parts: ProjectParts,
  filter: PageListFilter,
  range: ListRange,
  askedBy: string,
): Promise<PageList> {
  if (isWalked(filter)) {
    const { pages, ...list } = await findWalked(deps.database, parts, filter, {
      ...range,
      after: range.after === null ? null : String(range.after),
    })
    return { items: await summarise(deps.database, parts.projectId, pages), ...list }
  }
  const { rows, next, searched } = await findRows(deps.database, parts, filter, range)
  const isWhole = filter.search === '' && !isInKeyOrder(filter)
  return {
    items: await summarise(deps.database, parts.projectId, await standingOf(deps, parts, rows, askedBy)),
    next,
    total: isWhole ? parts.rowCount : null,
    ...(searched && { searched }),
  }
}

interface Found {
  rows: DataRow[]
  next: Position | null
  searched?: Searched
}

async function findRows(
  database: Queries,
  parts: ProjectParts,
  filter: PageListFilter,
  { after, limit, offset }: ListRange,
): Promise<Found> {
  const { rowSetId, rowCount } = parts
  if (isInKeyOrder(filter)) {
    const found = await findKeys(database, parts, filter, { afterKey: String(after ?? ''), limit })
    const rows = await readRowsByKeys(database, rowSetId, found.items)
    const byKey = new Map(rows.map((row) => [row.rowKey, row]))
    const shown = found.items.flatMap((rowKey) => byKey.get(rowKey) ?? [])
    // The other marks have indexes of their own, through which no row is looked at in vain.
    const isThroughRows = filter.status === 'new' && filter.problem === undefined
    return {
      rows: shown,
      next: found.next,
      ...(isThroughRows && { searched: { rows: found.looked, of: rowCount } }),
    }
  }
  const afterLine = offset === undefined ? Number(after ?? 0) : await lineBefore(database, rowSetId, offset)
  if (afterLine === null) return { rows: [], next: null }
  if (filter.search === '') {
    const rows = await readRows(database, rowSetId, { afterLine, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.line ?? null) : null }
  }
  const found = await searchRows(database, rowSetId, { text: filter.search, afterLine, limit })
  const rows = await withMarks(database, parts, filter, found.items)
  return { rows, next: found.next, searched: { rows: found.looked, of: rowCount } }
}

async function withMarks(
  database: Queries,
  parts: ProjectParts,
  { status, problem }: PageListFilter,
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

/** Where these rows stand; of rows that are not in the list yet, what follows from the ledger. */
async function standingOf(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  askedBy: string,
): Promise<ListedPage[]> {
  const rowKeys = rows.map((row) => row.rowKey)
  const states = await findStates(deps.database, parts.projectId, rowKeys)
  const published = await findLedgerPages(deps.database, parts.projectId, rowKeys)
  const isOpen = ({ rowKey }: DataRow) => !published.has(rowKey)
  const names = await namesOf(deps, parts, rows.filter(isOpen), { askedBy })
  return rowKeys.map((rowKey) => {
    const page = published.get(rowKey)
    const { title, slug } = page ?? names.get(rowKey) ?? { title: '', slug: '' }
    const known = states.get(rowKey)
    if (known) return { ...known, title, slug }
    return {
      rowKey,
      title,
      slug,
      state: page ? (page.down ? 'down' : ledgerStates[page.status]) : 'not_published',
      stateAt: page?.down?.at ?? page?.publishedAt ?? null,
      expectedAt: null,
      problem: null,
      problemOf: null,
      runId: null,
    }
  })
}

const ledgerStates: Readonly<Record<LedgerStatus, PageState>> = {
  live: 'published',
  draft: 'draft',
  gone: 'removed',
  removed: 'not_published',
}

/** With what the ledger and the last check say of them. */
export async function summarise(
  queries: Queries,
  projectId: string,
  pages: readonly ListedPage[],
): Promise<PageSummary[]> {
  const rowKeys = pages.map((page) => page.rowKey)
  const published = await findLedgerPages(queries, projectId, rowKeys)
  const problems = await findProblems(queries, projectId, rowKeys)
  return pages.map((page) => {
    const known = published.get(page.rowKey)
    return {
      rowKey: page.rowKey,
      title: page.title,
      slug: page.slug,
      status: (known?.status as PageSummary['status'] | undefined) ?? 'new',
      url: known?.url ?? null,
      publishedAt: known?.publishedAt ?? null,
      problems: problems.get(page.rowKey) ?? [],
      state: page.state,
      stateAt: page.stateAt,
      expectedAt: page.expectedAt,
      error: page.problem && {
        message: page.problem.message,
        nextStep: nextSteps[page.problemOf ?? 'check'],
      },
      runId: page.runId,
      down: known?.down ?? null,
    }
  })
}

const nextSteps = {
  check: 'Correct the row or the template, then plan again.',
  run: 'Correct what it says, then publish the page again.',
}
