// Rows in the order of a column: whole, in parts, from any place, searched, and where the data changes in between.
import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../../test/helpers/database.ts'
import { insertRowSet } from '../../../test/helpers/row-set.ts'
import type { Database, Queries } from '../../db/types.ts'
import { type OrderBy, orderOf } from './row-orders.ts'
import type { DataRow } from './rows.ts'
import {
  type RowPlace,
  readSortedPlace,
  readSortedRows,
  type SortedPart,
  type SortedSet,
  searchSortedRows,
} from './sorted-rows.ts'

/** More than one step of a walk and more than one merge. */
const many = 4_100

interface TestRow {
  id: string
  name: string
  price: string
}

const rowsOf = (size: number): TestRow[] =>
  Array.from({ length: size }, (_, n) => ({
    id: `k${n}`,
    name: n % 13 === 5 ? '' : `${['Ärmel', 'arm', 'Zug'][n % 3]} ${(n * 37) % 500}`,
    price: n % 7 === 3 ? '' : n % 7 === 4 ? 'ask us' : String(((n * 7919) % 1_000) - 200),
  }))

const columns: Record<string, OrderBy> = {
  line: 'line',
  key: 'key',
  name: { column: 1, readAs: null },
  price: { column: 2, readAs: null },
}

describeEachDatabase('sorted rows', (open) => {
  let database: Database
  const rows = rowsOf(many)
  let rowSetId: string

  beforeAll(async () => {
    ;({ database } = await open())
    rowSetId = await insertRowSet(database, rows as unknown as Record<string, string>[])
  })

  const keys = (found: readonly { rowKey: string }[]) => found.map(({ rowKey }) => rowKey)

  async function walk(set: SortedSet, limit: number, text?: string): Promise<DataRow[]> {
    const found: DataRow[] = []
    let after: RowPlace | null = null
    do {
      const part: SortedPart = await (text === undefined
        ? readSortedRows(database, set, { after, limit })
        : searchSortedRows(database, set, { after, limit, text }))
      found.push(...part.rows)
      if (part.next !== 'same') after = part.next
    } while (after !== null)
    return found
  }

  /** The same, by other means. */
  function expected(by: string, desc: boolean): string[] {
    const collator = new Intl.Collator('de', { numeric: true, sensitivity: 'base' })
    const value = (row: TestRow, at: number) =>
      by === 'line' ? String(at) : by === 'key' ? row.id : row[by as 'name']
    const isNumber = (text: string) => /^-?\d+$/.test(text)
    const all = rows.map((row, at) => ({ row, at, value: value(row, at) }))
    return all
      .toSorted((a, b) => {
        if (a.value === '' || b.value === '')
          return Number(a.value === '') - Number(b.value === '') || a.at - b.at
        const way = desc ? -1 : 1
        const kind = Number(!isNumber(a.value)) - Number(!isNumber(b.value))
        const order = isNumber(a.value)
          ? Number(a.value) - Number(b.value)
          : collator.compare(a.value, b.value)
        return way * (kind || order || a.at - b.at)
      })
      .map(({ row }) => row.id)
  }

  for (const [name, by] of Object.entries(columns))
    for (const desc of [false, true])
      test(`by ${name}${desc ? ', the last first' : ''}: the same in parts, by place, and of what a search finds`, async () => {
        const set = { rowSetId, by, desc }
        const whole = expected(name, desc)
        expect(keys(await walk(set, 500))).toEqual(whole)
        for (const offset of [0, 1, 1_234, many - 2, many, many + 3])
          expect(
            keys((await readSortedPlace(database, set, { offset, limit: 3 })).rows),
            `from ${offset}`,
          ).toEqual(whole.slice(offset, offset + 3))
        const matching = new Set(rows.filter((row) => /zug 1/i.test(row.name)).map(({ id }) => id))
        expect(keys(await walk(set, 40, 'ZUG 1'))).toEqual(whole.filter((key) => matching.has(key)))
        expect(await walk(set, 40, 'nowhere')).toEqual([])
      })

  test('goes on at the same value where the data has another version by then', async () => {
    const by = columns['price']!
    const changed = rows.filter((_, at) => at % 3 !== 0).map((row) => ({ ...row, name: 'other' }))
    const later = await insertRowSet(database, changed as unknown as Record<string, string>[])
    const left = new Set(changed.map(({ id }) => id))
    for (const desc of [false, true])
      for (const limit of [7, 1_000, many - 5]) {
        const first = await readSortedRows(database, { rowSetId, by, desc }, { after: null, limit })
        const next = first.next as RowPlace
        const rest = await readSortedRows(
          database,
          { rowSetId: later, by, desc },
          { after: next, limit: many },
        )
        const seen = new Set(keys(first.rows))
        // Lines are others by now: of those with the same value as the last one, some may be told again or left out.
        const isSame = (key: string) =>
          rows.find(({ id }) => id === key)!.price === first.rows.at(-1)!.cells['price']
        const wanted = expected('price', desc).filter(
          (key) => left.has(key) && !seen.has(key) && !isSame(key),
        )
        expect(keys(rest.rows).filter((key) => !isSame(key))).toEqual(wanted)
      }
  })

  test('large orders are worked out one after the other, also where one fails, and small ones wait for none', async () => {
    const few = await insertRowSet(database, rowsOf(100) as unknown as Record<string, string>[])
    const last: string[] = []
    const held = Promise.withResolvers<void>()
    const isHeld = Promise.withResolvers<void>()
    const queries: Queries = {
      now: () => database.now(),
      async query<Row>(text: string, params: readonly unknown[] = []) {
        const [, after, , column] = params
        if (typeof after === 'number' && after > 4_000 && typeof column === 'number') {
          last.push(`column ${column}`)
          if (column === 1) {
            isHeld.resolve()
            await held.promise
          }
        }
        return database.query<Row>(text, params)
      },
    }
    const failing = orderOf(queries, rowSetId, columns['name']!).order.catch(() => last.push('failed'))
    await isHeld.promise
    const set = { rowSetId, by: columns['price']!, desc: false }
    // Somebody who waits for its turn is told as others are for whom it takes long.
    const part = await readSortedRows(queries, set, { after: null, limit: 3 })
    expect(part).toMatchObject({ rows: [], next: 'same' })
    const small = await readSortedRows(queries, { ...set, rowSetId: few }, { after: null, limit: 3 })
    expect(small.rows).toHaveLength(3)
    expect(last).toEqual(['column 1'])
    held.reject(new Error('The connection broke.'))
    await failing
    const place = await readSortedPlace(queries, set, { offset: 0, limit: 3 })
    expect(keys(place.rows)).toEqual(expected('price', false).slice(0, 3))
    expect(last.slice(0, 3)).toEqual(['column 1', 'failed', 'column 2'])
  })

  test('an order is worked out once, and again where that failed', async () => {
    const [one, other] = [orderOf(database, rowSetId, 'key'), orderOf(database, rowSetId, 'key')]
    expect(other).toBe(one)
    const failing = orderOf(database, rowSetId, { column: Number.NaN, readAs: null })
    await expect(failing.order).rejects.toThrow()
    expect(orderOf(database, rowSetId, { column: Number.NaN, readAs: null })).not.toBe(failing)
  })
})
