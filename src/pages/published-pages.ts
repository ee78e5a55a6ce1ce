// Published pages by what is known of them, whatever became of their rows: for a take-down, or to bring back what was
// taken down. A walk over the ledger by key, a chunk at a time.
import type { PublishedFilter, PublishedPages } from '../api/way-back.ts'
import { inBatches } from '../batches.ts'
import { keysWhere } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import { keysInCategory } from './categories.ts'
import { findProblems } from './check-store.ts'
import { findLedgerPages, type LedgerPage, readLedgerPages } from './read-ledger.ts'
import { findStates } from './state-lists.ts'

const chunk = 1_000
const dayMs = 86_400_000

export interface PublishedPlace {
  projectId: string
  rowSetId: string
  /** Kind of what is a category where its pages are; undefined: there are none. */
  categoryKind: string | undefined
  /** Runs that sent pages as they are asked for; null: any. */
  runIds: readonly string[] | null
}

/**
 * What is chosen by name comes whatever it is; of what a filter lets through, only what the action can be for.
 * @param isDown pages that are down, or those that are not
 */
export async function* publishedPages(
  queries: Queries,
  place: PublishedPlace,
  { rowKeys, filter = {} }: PublishedPages,
  isDown: boolean,
): AsyncGenerator<LedgerPage[]> {
  if (rowKeys) {
    for (const keys of inBatches([...new Set(rowKeys)], chunk))
      yield [...(await findLedgerPages(queries, place.projectId, keys)).values()].filter(
        (page) => !isDown || page.down !== null,
      )
    return
  }
  const now = queries.now().getTime()
  let afterKey = ''
  for (;;) {
    const pages = await readLedgerPages(queries, place.projectId, { afterKey, limit: chunk })
    const last = pages.at(-1)
    if (!last) return
    afterKey = last.rowKey
    const fitting = pages.filter((page) => isFor(page, filter, isDown) && isAsked(page, filter, place, now))
    const found = await matching(queries, place, filter, fitting)
    if (found.length > 0) yield found
  }
}

/** What is down is taken down further only where that was asked for. */
function isFor({ down, status }: LedgerPage, { state }: PublishedFilter, isDown: boolean): boolean {
  if (isDown) return down !== null
  return state === 'down' ? down !== null : status !== 'gone' && (down === null || down.how === 'before')
}

function isAsked(
  { title, rowKey, publishedAt, runId }: LedgerPage,
  { search, publishedBefore, olderThanDays }: PublishedFilter,
  { runIds }: PublishedPlace,
  now: number,
): boolean {
  const text = search?.trim().toLowerCase()
  if (text && !title.toLowerCase().includes(text) && !rowKey.toLowerCase().includes(text)) return false
  if (olderThanDays !== undefined && Date.parse(publishedAt) > now - olderThanDays * dayMs) return false
  if (publishedBefore && Date.parse(publishedAt) >= Date.parse(publishedBefore)) return false
  return runIds === null || (runId !== null && runIds.includes(runId))
}

async function matching(
  queries: Queries,
  { projectId, rowSetId, categoryKind = '' }: PublishedPlace,
  { state, problem, category, where }: PublishedFilter,
  pages: LedgerPage[],
): Promise<LedgerPage[]> {
  let left = pages
  const keys = () => left.map((page) => page.rowKey)
  if (where && left.length > 0) {
    const rows = await keysWhere(queries, rowSetId, keys(), where)
    left = left.filter((page) => rows.has(page.rowKey))
  }
  if (category !== undefined && left.length > 0) {
    const inIt = new Set(await keysInCategory(queries, projectId, { kind: categoryKind, category }, keys()))
    left = left.filter((page) => inIt.has(page.rowKey))
  }
  if (problem !== undefined) {
    const problems = await findProblems(queries, projectId, keys())
    left = left.filter((page) => problems.get(page.rowKey)?.some((one) => one.code === problem))
  }
  if (state !== undefined) {
    const states = await findStates(queries, projectId, keys())
    left = left.filter((page) => (states.get(page.rowKey)?.state ?? stateIn(page)) === state)
  }
  return left
}

/** Of a page that the list does not have. */
function stateIn({ down, status }: LedgerPage): string {
  return down ? 'down' : status === 'live' ? 'published' : 'draft'
}
