// The pages of a run as its lists and its receipt read them from run_items.
import type { RunItem } from '../api/run.ts'
import type { Queries } from '../db/types.ts'
import {
  type Matching,
  placeBefore,
  readPlace,
  searchList,
  spellPlace,
  type WalkPlace,
  walkList,
} from '../list-walk.ts'
import { type Scanned, scan } from '../scan.ts'
import { conditionOf, type ItemFilter } from './item-filter.ts'
import { type ItemOrder, sortedRunItems } from './sorted-items.ts'

const itemColumns = `row_key, position, title, action, state, attempts - excused as attempts, url, remote_id, problem, request_id, verification,
  differences, updated_at`

interface RunItemListRow {
  row_key: string
  position: number
  title: string
  action: RunItem['action']
  state: RunItem['state']
  attempts: number
  url: string | null
  remote_id: string | null
  problem: RunItem['problem']
  request_id: string | null
  verification: 'pending' | 'equal' | 'different' | 'not_found'
  differences: RunItem['differences']
  updated_at: string
}

function presentRunItem(row: RunItemListRow): RunItem {
  return {
    rowKey: row.row_key,
    title: row.title,
    action: row.action,
    state: row.state,
    attempts: row.attempts,
    url: row.url,
    remoteId: row.remote_id,
    problem: row.problem,
    requestId: row.request_id,
    verification: row.state === 'accepted' ? row.verification : 'not_applicable',
    differences: row.differences,
    updatedAt: row.updated_at,
  }
}

/** From after a position on, in order. */
export interface ItemRange {
  after: number
  limit: number
}

/** `next`: the position from after which there are more; null: there are none. */
export async function readRunItems(
  queries: Queries,
  wanted: ItemFilter,
  { after, limit }: ItemRange,
): Promise<{ items: RunItem[]; next: number | null }> {
  const { where, params } = conditionOf(wanted)
  const n = params.length
  const { rows } = await queries.query<RunItemListRow>(
    `select ${itemColumns} from run_items where ${where} and position > $${n + 1} order by position limit $${n + 2}`,
    [...params, after, limit + 1],
  )
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(presentRunItem),
    next: rows.length > limit ? (shown.at(-1)?.position ?? null) : null,
  }
}

export async function findRunItem(queries: Queries, runId: string, rowKey: string): Promise<RunItem | null> {
  const { rows } = await queries.query<RunItemListRow>(
    `select ${itemColumns} from run_items where run_id = $1 and row_key = $2`,
    [runId, rowKey],
  )
  return rows[0] ? presentRunItem(rows[0]) : null
}

/** The position after which the items from the `offset`-th on stand. */
export async function positionBefore(queries: Queries, wanted: ItemFilter, offset: number): Promise<number> {
  if (offset === 0) return -1
  const { where, params } = conditionOf(wanted)
  const { rows } = await queries.query<{ position: number }>(
    `select position from run_items where ${where} order by position limit 1 offset $${params.length + 1}`,
    [...params, offset - 1],
  )
  return rows[0]?.position ?? lastPosition
}

/** Beyond any of a run. */
const lastPosition = 2 ** 31 - 1

/** Those whose title or row key is like the pattern; looks through the others. */
export async function searchRunItems(
  queries: Queries,
  wanted: ItemFilter,
  { after, limit }: ItemRange,
  pattern: string,
): Promise<Scanned<RunItem, number>> {
  const { where, params } = conditionOf(wanted)
  const n = params.length
  return scan({ from: after, limit }, async (from, size) => {
    const { rows } = await queries.query<RunItemListRow & { matches: boolean; nth: number }>(
      `with part as (
         select ${itemColumns}, row_number() over (order by position)::int as nth,
                title ilike $${n + 1} or row_key ilike $${n + 1} as matches from run_items
          where ${where} and position > $${n + 2} order by position limit $${n + 3})
       select * from part where matches or position = (select max(position) from part)
        order by position limit $${n + 4}`,
      [...params, pattern, from, size, limit + 1],
    )
    const found = rows.filter((row) => row.matches)
    return {
      matches: found.map((row) => ({ item: presentRunItem(row), place: row.position, nth: row.nth })),
      looked: rows.at(-1)?.nth ?? 0,
      last: rows.at(-1)?.position ?? null,
    }
  })
}

interface SortedPart {
  items: RunItem[]
  next: string | null
  /** Of a search: how many were looked at; null: nothing had to be looked through. */
  looked: number | null
}

/** A part of the list in an order that somebody chose, from a cursor of it or a place on. */
export async function readSortedRunItems(
  queries: Queries,
  wanted: ItemFilter,
  order: ItemOrder,
  { cursor, offset = 0, limit }: { cursor: string | undefined; offset: number | undefined; limit: number },
  pattern: string | null,
): Promise<SortedPart> {
  const list = await sortedRunItems(queries, wanted, order, itemColumns)
  const start = cursor === undefined ? null : readPlace(cursor, list.stretches)
  if (pattern === null) {
    const after = offset === 0 ? start : await placeBefore(queries, list, offset)
    if (offset > 0 && after === null) return { items: [], next: null, looked: null }
    const rows = await walkList<RunItemListRow>(queries, list, { after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const next = rows.length > limit ? spellPlace(shown.at(-1)!.place) : null
    return { items: shown.map(({ row }) => presentRunItem(row)), next, looked: null }
  }
  const matching: Matching = { sql: 'title ilike ? or row_key ilike ?', params: [pattern, pattern] }
  const found = await scan<RunItemListRow, WalkPlace | null>({ from: start, limit }, (after, size) =>
    searchList<RunItemListRow>(queries, list, { after, size, limit, matching }),
  )
  return {
    items: found.items.map(presentRunItem),
    next: found.next && spellPlace(found.next),
    looked: found.looked,
  }
}

/** From the counts that the database keeps: no page is looked at. */
export async function countRunItems(
  queries: Queries,
  { runId, state, verification }: ItemFilter,
): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    `select coalesce(sum(items), 0)::int as n from run_counts
      where run_id = $1 and ($2::text is null or state = $2)
        and ($3::text is null or (state = 'accepted' and verification = $3))`,
    [runId, state, verification],
  )
  return rows[0]?.n ?? 0
}

/** Every page of a run in order, for the receipt file; a thousand at a time. */
export async function* allRunItems(queries: Queries, runId: string): AsyncIterable<RunItem[]> {
  const all = { runId, state: null, verification: null }
  for (let after: number | null = -1; after !== null; ) {
    const { items, next } = await readRunItems(queries, all, { after, limit: 1000 })
    if (items.length > 0) yield items
    after = next
  }
}
