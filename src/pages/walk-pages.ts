// Pages of a project in the order and with the filter of a list, from their states. What no index answers (a text of the
// row, a problem that many have) is looked up along the walk, for a limited time.
import type { PageFilter, PageListFilter, PageOrder } from '../api/page.ts'
import { type PageState, pageStates } from '../api/page-state.ts'
import type { Searched } from '../api/paging.ts'
import { keysWithText } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import { scan } from '../scan.ts'
import type { AnyTarget } from '../targets/index.ts'
import { keysInCategory } from './categories.ts'
import { keysOfProblem, keysWithProblem } from './check-store.ts'
import {
  countStates,
  positionBefore,
  readPosition,
  type StateOrder,
  spellPosition,
  type WalkedPage,
  type WalkPosition,
  walkStates,
} from './state-lists.ts'

const chunk = 1_000
/** A problem of no more pages is looked up by its pages, any other along the walk. */
const fewPages = 2_000

export interface ListPlace {
  projectId: string
  rowSetId: string
  target: Pick<AnyTarget, 'categoryKind'>
}

export interface WalkedList {
  pages: WalkedPage[]
  next: string | null
  /** Null where nobody has counted. */
  total: number | null
  /** Of a list that looks through pages. */
  searched?: Searched
}

/** Whether a list with this filter is read from the states of the pages. */
export function isWalked({ state, sort, desc, category }: PageListFilter): boolean {
  return (
    state !== undefined || category !== undefined || desc === 'true' || (sort !== undefined && sort !== 'row')
  )
}

/** One part of the list; with a search, or a problem of many, it may hold fewer pages than asked, or none. */
export async function findWalked(
  queries: Queries,
  place: ListPlace,
  filter: PageOrder,
  { after, limit, offset = 0 }: { after: string | null; limit: number; offset?: number },
): Promise<WalkedList> {
  const order = orderOf(filter)
  const counts = await countStates(queries, place.projectId)
  const listed = order.states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const start = after === null ? null : readPosition(after, order)
  if (isPlain(filter)) {
    const from =
      offset === 0 ? start : await positionBefore(queries, place.projectId, order, { offset, counts })
    if (offset > 0 && from === null) return { pages: [], next: null, total: listed }
    const walked = await walkStates(queries, place.projectId, order, { after: from, limit: limit + 1 })
    const pages = walked.slice(0, limit)
    const next = walked.length > limit ? pages.at(-1)!.position : null
    return { pages, next: next && spellPosition(next), total: listed }
  }
  const matching = await startMatching(queries, place, filter)
  const found = await scan<WalkedPage, WalkPosition | null>(
    { from: start, limit },
    async (position, size) => {
      const walked = await walkStates(queries, place.projectId, order, {
        after: position,
        limit: size,
        among: matching.among,
      })
      const isKept = await matching.judge(walked)
      return {
        matches: walked.flatMap((item, at) =>
          isKept(item) ? [{ item, place: item.position, nth: at + 1 }] : [],
        ),
        looked: walked.length,
        last: walked.at(-1)?.position ?? null,
      }
    },
  )
  return {
    pages: found.items,
    next: found.next && spellPosition(found.next),
    total: null,
    ...(matching.among === undefined && { searched: { rows: found.looked, of: listed } }),
  }
}

/** All pages that a filter shows, in the order asked for, a chunk at a time. */
export async function* walkAll(
  queries: Queries,
  place: ListPlace,
  filter: PageOrder,
): AsyncGenerator<WalkedPage[]> {
  const order = orderOf(filter)
  const { among, judge } = await startMatching(queries, place, filter)
  let after: WalkPosition | null = null
  for (;;) {
    const walked: WalkedPage[] = await walkStates(queries, place.projectId, order, {
      after,
      limit: chunk,
      among,
    })
    yield walked.filter(await judge(walked))
    if (walked.length < chunk) return
    after = walked.at(-1)!.position
  }
}

/** How many pages a filter shows, by state. Without a search or a problem nothing is counted: it is known. */
export async function countMatching(
  queries: Queries,
  place: ListPlace,
  filter: PageFilter,
): Promise<Partial<Record<PageState, number>>> {
  if (isPlain(filter)) return countStates(queries, place.projectId)
  const counts: Partial<Record<PageState, number>> = {}
  for await (const pages of walkAll(queries, place, filter))
    for (const { state } of pages) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

/** What of a filter is looked up, page by page. */
interface Matching {
  /** All that can match, where they are few. */
  among: readonly string[] | undefined
  judge(pages: readonly WalkedPage[]): Promise<(page: WalkedPage) => boolean>
}

async function startMatching(
  queries: Queries,
  { projectId, rowSetId, target: { categoryKind = '' } }: ListPlace,
  { search, problem, category }: PageFilter,
): Promise<Matching> {
  const among = (await fewWithProblem(queries, projectId, problem)) ?? undefined
  return {
    among,
    async judge(pages) {
      let rowKeys = pages.map((page) => page.rowKey)
      if (problem !== undefined && among === undefined)
        rowKeys = await keysOfProblem(queries, projectId, problem, rowKeys)
      if (category !== undefined)
        rowKeys = await keysInCategory(queries, projectId, { kind: categoryKind, category }, rowKeys)
      if (search !== '') rowKeys = await keysWithText(queries, rowSetId, search, rowKeys)
      const kept = new Set(rowKeys)
      return ({ rowKey }) => kept.has(rowKey)
    },
  }
}

/** All keys with the problem where they are few; null where they are not, or where none is asked for. */
async function fewWithProblem(
  queries: Queries,
  projectId: string,
  problem: string | undefined,
): Promise<string[] | null> {
  if (problem === undefined) return null
  const keys = await keysWithProblem(queries, projectId, problem, { afterKey: '', limit: fewPages + 1 })
  return keys.length > fewPages ? null : keys
}

function isPlain({ search, problem, category }: PageFilter): boolean {
  return search === '' && problem === undefined && category === undefined
}

function orderOf(filter: PageOrder): StateOrder {
  return { states: statesOf(filter), sort: filter.sort ?? 'row', desc: filter.desc === 'true' }
}

function statesOf({ state }: PageFilter): readonly PageState[] {
  return state === undefined ? pageStates : [state]
}
