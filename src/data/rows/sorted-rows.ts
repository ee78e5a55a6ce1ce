// The rows of a set in the order of a column: in parts from a cursor on, by place, and searched. A cursor names the key
// and the line of the last row seen, so that it goes on at the same value where the data has another version by then.
import { setTimeout as delay } from 'node:timers/promises'
import { likePattern } from '../../db/like.ts'
import type { Queries } from '../../db/types.ts'
import { type Scanned, scan } from '../../scan.ts'
import { keysAfter, type OrderBy, orderOf, type RowOrder } from './row-orders.ts'
import { type DataRow, rowsAtLines } from './rows.ts'

export interface SortedSet {
  rowSetId: string
  by: OrderBy
  /** Blank rows stay at the end. */
  desc: boolean
}

/** What the last row seen is sorted by, and its line. */
export type RowPlace = readonly [key: string | null, line: number]

export interface SortedPart {
  rows: DataRow[]
  /** Null at the end; `same`: the order is still being worked out, and the list goes on where it was. */
  next: RowPlace | null | 'same'
  /** How many rows were looked at for it, where it has to be looked through; null: nothing was. */
  looked: number | null
}

/** After so long the answer is that it is being worked out: a table of a million rows takes longer. */
const patienceMs = 4_000

interface Range {
  after: RowPlace | null
  limit: number
}

/** The next rows from after a place on. */
export async function readSortedRows(
  queries: Queries,
  set: SortedSet,
  { after, limit }: Range,
): Promise<SortedPart> {
  const { order, looked } = await orderInTime(queries, set)
  if (order === null) return { rows: [], next: 'same', looked }
  const from = await indexAfter(queries, set, order, after)
  return partFrom(queries, set, order, { from, limit })
}

/** The rows from the `offset`-th on. Waits for the order however long it takes. */
export async function readSortedPlace(
  queries: Queries,
  set: SortedSet,
  { offset, limit }: { offset: number; limit: number },
): Promise<SortedPart> {
  const order = await orderOf(queries, set.rowSetId, set.by).order
  return partFrom(queries, set, order, { from: offset, limit })
}

/** Those of the next rows that have the text in their key or any cell; looks for a limited time. */
export async function searchSortedRows(
  queries: Queries,
  set: SortedSet,
  { after, limit, text }: Range & { text: string },
): Promise<SortedPart> {
  const { order, looked } = await orderInTime(queries, set)
  if (order === null) return { rows: [], next: 'same', looked }
  const patterns = { text: likePattern(text), json: likePattern(JSON.stringify(text).slice(1, -1)) }
  const from = await indexAfter(queries, set, order, after)
  const found: Scanned<DataRow, number> = await scan({ from, limit }, async (at, size) => {
    const lines = linesOf(order, set.desc, at, size)
    const rows = await rowsAtLines(queries, set.rowSetId, lines, { patterns, limit: limit + 1 })
    const places = new Map(lines.map((line, n) => [line, n + 1]))
    const matches = rows.map((item) => ({
      item,
      place: at + places.get(item.line)!,
      nth: places.get(item.line)!,
    }))
    const seen = rows.length > limit ? matches.at(-1)!.nth : lines.length
    return { matches, looked: seen, last: seen === 0 ? null : at + seen }
  })
  const next = found.next === null ? null : await placeBefore(queries, set, order, found.next)
  return { rows: found.items, next, looked: found.looked }
}

async function orderInTime(
  queries: Queries,
  { rowSetId, by }: SortedSet,
): Promise<{ order: RowOrder | null; looked: number }> {
  const work = orderOf(queries, rowSetId, by)
  const before = work.looked
  const ended = new AbortController()
  const late = delay(patienceMs, null, { signal: ended.signal, ref: false }).catch(() => null)
  const order = await Promise.race([work.order, late]).finally(() => ended.abort())
  return { order, looked: work.looked - before }
}

async function partFrom(
  queries: Queries,
  set: SortedSet,
  order: RowOrder,
  { from, limit }: { from: number; limit: number },
): Promise<SortedPart> {
  const lines = linesOf(order, set.desc, from, limit)
  const rows = await rowsAtLines(queries, set.rowSetId, lines)
  const end = from + lines.length
  const isEnd = end >= order.filled.length + order.blank.length
  return { rows, next: isEnd ? null : await placeBefore(queries, set, order, end), looked: null }
}

/** Lines by their place in the list. */
function linesOf({ filled, blank }: RowOrder, desc: boolean, from: number, size: number): number[] {
  const to = Math.min(from + size, filled.length + blank.length)
  return Array.from({ length: Math.max(0, to - from) }, (_, n) => {
    const at = from + n
    if (at >= filled.length) return blank[at - filled.length]!
    return filled[desc ? filled.length - 1 - at : at]!
  })
}

async function placeBefore(
  queries: Queries,
  set: SortedSet,
  order: RowOrder,
  index: number,
): Promise<RowPlace> {
  const [line = 0] = linesOf(order, set.desc, index - 1, 1)
  return [index > order.filled.length ? null : await keyAt(queries, set, line), line]
}

async function keyAt(queries: Queries, { rowSetId, by }: SortedSet, line: number): Promise<string | null> {
  const [found] = await keysAfter(queries, rowSetId, by, { after: line - 1, limit: 1 })
  return found?.line === line ? found.key : null
}

/** How many rows of the list are not after a place: a search by halves, since keys are not remembered. */
async function indexAfter(
  queries: Queries,
  set: SortedSet,
  { filled, blank }: RowOrder,
  place: RowPlace | null,
): Promise<number> {
  if (place === null) return 0
  const [key, line] = place
  if (key === null)
    return filled.length + (await countUntil(blank, (other) => Promise.resolve(other <= line)))
  const known = filled.indexOf(line)
  const isThere = known >= 0 && (await keyAt(queries, set, line)) === key
  const isBefore = async (other: number) => {
    const otherKey = (await keyAt(queries, set, other)) ?? ''
    return otherKey < key || (otherKey === key && (set.desc ? other < line : other <= line))
  }
  const until = isThere ? known + (set.desc ? 0 : 1) : await countUntil(filled, isBefore)
  return set.desc ? filled.length - until : until
}

/** How many of the lines are before something, which those at the beginning are. */
async function countUntil(lines: Int32Array, isBefore: (line: number) => Promise<boolean>): Promise<number> {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (await isBefore(lines[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
