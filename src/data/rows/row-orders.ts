// The lines of a set in the order of a column. A set never changes, so an order is worked out once, when somebody first
// asks for it, in short steps that hold up nobody, and remembered: four bytes a row. No index could serve every column
// of every table, and none is written by an import.
import { setImmediate as others } from 'node:timers/promises'
import type { ReadAs } from '../../api/reading.ts'
import type { Queries } from '../../db/types.ts'
import { rowsByLine } from './piece-store.ts'
import { mostOfCell, sortKey } from './sort-key.ts'

/** What rows are sorted by: `line`, their key, or a column by its place among them. */
export type OrderBy = 'line' | 'key' | { column: number; readAs: ReadAs | null }

export interface RowOrder {
  /** Of rows that have something there: by it, then by their line. */
  filled: Int32Array
  /** Of the others, by their line. */
  blank: Int32Array
}

/** An order that is being worked out, or that was. */
export interface OrderWork {
  order: Promise<RowOrder>
  /** How many rows have been looked at so far. */
  looked: number
  /** Lines that it remembers. */
  size: number
}

interface Keyed {
  key: string
  line: number
}

const atOnce = 2_000
const mergedAtOnce = 5_000
/** Rows of one order that are looked at while another one has its turn: small tables wait for no large one. */
const mostAside = 2 * atOnce
/** Of all orders together: 24 MB. */
const mostRemembered = 6_000_000
const remembered = new WeakMap<Queries, Map<string, OrderWork>>()
/** The end of the last turn that was given. */
const turns = new WeakMap<Queries, Promise<void>>()

/** Begins to work it out, unless that was done. */
export function orderOf(queries: Queries, rowSetId: string, by: OrderBy): OrderWork {
  const known = remembered.get(queries) ?? new Map<string, OrderWork>()
  remembered.set(queries, known)
  const name = `${rowSetId} ${JSON.stringify(by)}`
  const before = known.get(name)
  known.delete(name)
  const work = before ?? begin(queries, rowSetId, by, () => known.delete(name))
  // The one that was asked for last is forgotten last.
  known.set(name, work)
  forgetOldest(known)
  return work
}

function begin(queries: Queries, rowSetId: string, by: OrderBy, forget: () => void): OrderWork {
  const work: OrderWork = { order: Promise.resolve({ filled: noLines, blank: noLines }), looked: 0, size: 0 }
  work.order = workOut(queries, rowSetId, by, work)
  work.order.catch(forget)
  return work
}

const noLines = new Int32Array()

function forgetOldest(known: Map<string, OrderWork>): void {
  let size = [...known.values()].reduce((sum, one) => sum + one.size, 0)
  for (const [name, one] of known) {
    if (size <= mostRemembered || known.size === 1) return
    known.delete(name)
    size -= one.size
  }
}

async function workOut(queries: Queries, rowSetId: string, by: OrderBy, work: OrderWork): Promise<RowOrder> {
  let endTurn = null as (() => void) | null
  const beforeMore = async () => {
    if (work.looked >= mostAside) endTurn ??= await takeTurn(queries)
  }
  try {
    return await sortAll(queries, rowSetId, by, { work, beforeMore })
  } finally {
    endTurn?.()
  }
}

async function sortAll(
  queries: Queries,
  rowSetId: string,
  by: OrderBy,
  { work, beforeMore }: { work: OrderWork; beforeMore: () => Promise<void> },
): Promise<RowOrder> {
  const blank: number[] = []
  let parts: Keyed[][] = []
  for (let after = 0; ; ) {
    const rows = await keysAfter(queries, rowSetId, by, { after, limit: atOnce })
    const part: Keyed[] = []
    for (const { key, line } of rows) {
      if (key === null) blank.push(line)
      else part.push({ key, line })
    }
    if (part.length > 0) parts.push(part.sort(compare))
    work.looked += rows.length
    work.size = work.looked
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) break
    after = last.line
    await beforeMore()
  }
  while (parts.length > 1) {
    const merged: Keyed[][] = []
    for (let at = 0; at < parts.length; at += 2)
      merged.push(at + 1 < parts.length ? await merge(parts[at]!, parts[at + 1]!) : parts[at]!)
    parts = merged
  }
  return { filled: Int32Array.from(parts[0] ?? [], ({ line }) => line), blank: Int32Array.from(blank) }
}

/**
 * While it is worked out each row takes some 200 bytes, so that large orders are worked out one after the other, however
 * many columns somebody clicks. @returns what ends the turn
 */
async function takeTurn(queries: Queries): Promise<() => void> {
  const before = turns.get(queries)
  const { promise, resolve } = Promise.withResolvers<void>()
  turns.set(queries, promise)
  await before
  return resolve
}

function compare(a: Keyed, b: Keyed): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.line - b.line
}

/** Lets others have their turn in between. */
async function merge(a: readonly Keyed[], b: readonly Keyed[]): Promise<Keyed[]> {
  const merged: Keyed[] = []
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    const isFirst = j >= b.length || (i < a.length && compare(a[i]!, b[j]!) <= 0)
    merged.push(isFirst ? a[i++]! : b[j++]!)
    if (merged.length % mergedAtOnce === 0) await others()
  }
  return merged
}

/** What rows are sorted by, in the order of their lines. Null: nothing is there. */
export async function keysAfter(
  queries: Queries,
  rowSetId: string,
  by: OrderBy,
  { after, limit }: { after: number; limit: number },
): Promise<{ line: number; key: string | null }[]> {
  const params: unknown[] = [rowSetId, after, limit]
  if (by === 'line') {
    const { rows } = await queries.query<{ line: number }>(rowsByLine(''), params)
    return rows.map(({ line }) => ({ line, key: '' }))
  }
  const [column, text, readAs] =
    by === 'key'
      ? ['row_key', 'row_key', null]
      : ['cells', `cells ->> $${params.push(by.column)}::int`, by.readAs]
  const { rows } = await queries.query<{ line: number; text: string | null }>(
    `select line, left(${text}, ${mostOfCell}) as text from (${rowsByLine(column)}) r order by line`,
    params,
  )
  return rows.map((row) => ({ line: row.line, key: sortKey(row.text ?? '', readAs) }))
}
