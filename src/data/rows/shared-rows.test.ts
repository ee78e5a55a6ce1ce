// Versions of one table that share their rows: each reads as if it had them all to itself.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/helpers/database.ts'
import { newId } from '../../db/id.ts'
import type { Database } from '../../db/types.ts'
import { csv } from '../formats/csv/csv.ts'
import { compareBorrowing } from '../imports/borrowed-changes.ts'
import { compareRowSets } from '../imports/changes.ts'
import { refuseDuplicateKeys } from '../keys/keys.ts'
import { clearRowSet } from './clear-row-set.ts'
import { createRowHash } from './row-hash.ts'
import { createRowSet, type RowSetPlace } from './row-set.ts'
import { lineBefore, readRows, readRowsByKeys, rowKeysAfter, searchRows } from './rows.ts'
import { createBorrowingWriter, createWholeWriter } from './write-rows.ts'

/** A row of a file: its key, another cell, and how many lines come after it before the next row. */
interface FileRow {
  key: string
  text: string
  height: number
}

interface Version extends RowSetPlace {
  rows: (FileRow & { line: number })[]
  borrowed: number
  hasRepeats: boolean | null
}

const { signal } = new AbortController()
const names = ['key', 'text']
const hashOf = createRowHash(names)

describeEachDatabase('sets of rows that share', (open) => {
  let database: Database

  beforeAll(async () => {
    database = (await open()).database
    await database.query(`insert into workspaces (id, name) values ('wsp_1', 'One')`)
  })

  async function store(rows: FileRow[], base: Version | null): Promise<Version> {
    const place = await createRowSet(database, base?.poolId ?? null)
    await database.query(
      `update row_sets set columns = $2, key_column = 'key', row_count = $3 where id = $1`,
      [place.rowSetId, JSON.stringify(names.map((name) => ({ name }))), rows.length],
    )
    const writer = base
      ? createBorrowingWriter(database, place, base.rowSetId)
      : createWholeWriter(database, place)
    let line = 2
    const placed = rows.map((row) => {
      const at = { ...row, line }
      line += row.height
      return at
    })
    for (const row of placed) {
      const cells = [row.key, row.text]
      const isTime = writer.add({
        line: row.line,
        rowKey: row.key,
        cells,
        hash: hashOf(cells),
      })
      if (isTime) await writer.write()
    }
    return { ...place, rows: placed, ...(await writer.end()) }
  }

  async function storedRows(poolId: string): Promise<number> {
    const { rows } = await database.query<{ n: number }>(
      'select count(*) as n from rows where pool_id = $1',
      [poolId],
    )
    return rows[0]!.n
  }

  async function newImport(): Promise<string> {
    const id = newId('imp')
    await database.query(
      `insert into imports (id, workspace_id, file_name, state) values ($1, 'wsp_1', 'x.csv', 'discarded')`,
      [id],
    )
    return id
  }

  async function compare(before: Version, after: Version) {
    const importId = await newImport()
    const set = {
      rowSetId: after.rowSetId,
      base: { rowSetId: before.rowSetId, rowCount: before.rows.length },
      borrowed: after.borrowed,
    }
    const counts = await compareBorrowing(database, importId, set, signal)
    const listed = async () =>
      (
        await database.query(
          'select row_key, change from import_changes where import_id = $1 order by row_key',
          [importId],
        )
      ).rows
    const list = await listed()
    // The way without borrowing must come to the same.
    expect(await compareRowSets(database, importId, before.rowSetId, after.rowSetId, signal)).toEqual(counts)
    expect(await listed()).toEqual(list)
    return counts
  }

  /** Every way to read the version gives exactly its rows, and goes on from wherever it stopped. */
  async function expectWhole({ rowSetId, rows }: Version): Promise<void> {
    const shown = rows.map(({ key, text, line }) => [line, key, text])
    const read: unknown[] = []
    for (let afterLine = 0; ; ) {
      const part = await readRows(database, rowSetId, { afterLine, limit: 3 })
      read.push(...part.map((row) => [row.line, row.rowKey, row.cells['text']]))
      if (part.length < 3) break
      afterLine = part.at(-1)!.line
    }
    expect(read).toEqual(shown)
    for (let offset = 0; offset <= rows.length + 1; offset += 1 + Math.floor(rows.length / 20)) {
      const afterLine = await lineBefore(database, rowSetId, offset)
      const part = afterLine === null ? [] : await readRows(database, rowSetId, { afterLine, limit: 2 })
      expect(part.map((row) => row.line)).toEqual(rows.slice(offset, offset + 2).map((row) => row.line))
    }
    const keys = rows.map((row) => row.key)
    const byKey = await readRowsByKeys(database, rowSetId, [...keys, 'nothing'])
    expect(byKey.map((row) => [row.line, row.rowKey, row.cells['text']]).sort(byLine)).toEqual(shown)
    expect(await rowKeysAfter(database, rowSetId, { afterKey: '', limit: 100 })).toEqual(keys.toSorted())
    const found = await searchRows(database, rowSetId, { text: 'yes', afterLine: 0, limit: 100 })
    expect(found).toMatchObject({ looked: rows.length, next: null })
    expect(found.items.map((row) => row.rowKey)).toEqual(
      rows.filter((row) => row.text === 'yes').map((row) => row.key),
    )
  }

  const row = (key: string, text = 'x', height = 1): FileRow => ({ key, text, height })
  const many = (count: number) => Array.from({ length: count }, (_, i) => row(`k${i}`))

  it('store what differs and nothing else, though every line moves', async () => {
    const first = await store(many(3_000), null)
    const changed = many(3_000).map((one, i) => (i % 100 === 7 ? { ...one, text: 'other' } : one))
    const second = await store([row('new'), ...changed.toSpliced(1_500, 1)], first)
    expect(second).toMatchObject({ borrowed: 2_969, hasRepeats: false })
    expect(await storedRows(first.poolId)).toBe(3_000 + 31)
    expect(await compare(first, second)).toEqual({ added: 1, changed: 30, removed: 1, same: 2_969 })
    for (const version of [first, second]) {
      const [last] = await readRows(database, version.rowSetId, { afterLine: 2_998, limit: 1 })
      expect(last).toMatchObject({ line: 2_999, rowKey: version === first ? 'k2997' : 'k2997' })
    }
  })

  it('borrow rows that were put somewhere else altogether', async () => {
    const first = await store(many(20_000), null)
    const second = await store(many(20_000).toReversed(), first)
    expect(second.borrowed).toBe(20_000)
    expect(await storedRows(first.poolId)).toBe(20_000)
    const head = await readRows(database, second.rowSetId, { afterLine: 0, limit: 2 })
    expect(head.map((one) => [one.line, one.rowKey])).toEqual([
      [2, 'k19999'],
      [3, 'k19998'],
    ])
  })

  it('do not take a row back in that was left out between two that stayed where they were', async () => {
    const first = await store([row('a'), row('b'), row('c'), row('d')], null)
    // A blank line where b was.
    const second = await store([row('a', 'x', 2), row('c'), row('d')], first)
    await expectWhole(second)
    expect(await compare(first, second)).toEqual({ added: 0, changed: 0, removed: 1, same: 3 })
  })

  it.each([
    ['twice as in the version before', ['a', 'b', 'a'], 'x'],
    ['once as before and once changed', ['a', 'b', 'a'], 'y'],
    ['twice, and new', ['n', 'b', 'n'], 'x'],
  ])('notice a key that comes %s', async (_, keys, text) => {
    const first = await store([row('a'), row('b')], null)
    for (const order of [keys, keys.toReversed()]) {
      const rows = order.map((key, i) => row(key, i === 2 ? text : 'x'))
      const second = await store(rows, first)
      expect(second.hasRepeats).toBe(true)
      const check = refuseDuplicateKeys(
        database,
        second.rowSetId,
        { key: { column: 'key', parts: ['key'], words: csv.words, isFixed: true }, isAlone: false },
        signal,
      )
      await expect(check).rejects.toMatchObject({ code: 'duplicate_keys', lines: [2, 4] })
    }
  })

  it('notice a new key that comes again many rows later', async () => {
    const first = await store(many(10), null)
    const rows = [row('n'), ...many(10), ...Array.from({ length: 5_000 }, (_, i) => row(`m${i}`)), row('n')]
    expect((await store(rows, first)).hasRepeats).toBe(true)
  })

  it('keep what another version consists of when one of them is cleared away', async () => {
    const first = await store([row('a'), row('b'), row('c')], null)
    const second = await store([row('a'), row('b', 'yes'), row('c')], first)
    const third = await store([row('b', 'yes'), row('c'), row('d')], second)
    // Two workers may come for it, one after the other.
    for (let i = 0; i < 2; i++) await clearRowSet(database, first.rowSetId)
    expect(await storedRows(first.poolId)).toBe(4)
    await expectWhole(second)
    await clearRowSet(database, second.rowSetId)
    expect(await storedRows(first.poolId)).toBe(3)
    await expectWhole(third)
    await clearRowSet(database, third.rowSetId)
    expect(await storedRows(first.poolId)).toBe(0)
  })

  it('clear away what an interrupted import stored and never got into a piece', async () => {
    const first = await store([row('a')], null)
    const half = await createRowSet(database, first.poolId)
    await database.copyInto(
      'rows',
      ['row_set_id', 'pool_id', 'line', 'row_key', 'cells', 'hash'],
      [[half.rowSetId, half.poolId, 2, 'b', '["b",""]', 'h']],
    )
    await clearRowSet(database, half.rowSetId)
    expect(await storedRows(first.poolId)).toBe(1)
    await expectWhole(first)
  })

  it('read, compare and clear as if each had all of its rows, whatever becomes of a table', async () => {
    const rows = fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...'abcdefghij'),
        text: fc.constantFrom('yes', 'no'),
        height: fc.constantFrom(1, 1, 1, 2),
      }),
      { selector: (one) => one.key, maxLength: 10 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 2, maxLength: 4 }), fc.nat(), async (tables, seed) => {
        const versions: Version[] = []
        for (const table of tables) versions.push(await store(table, versions.at(-1) ?? null))
        for (const version of versions) await expectWhole(version)
        for (let i = 1; i < versions.length; i++) {
          const [before, after] = [versions[i - 1]!, versions[i]!]
          expect(await compare(before, after)).toEqual(countChanges(before.rows, after.rows))
        }
        const [gone] = versions.splice(seed % versions.length, 1)
        await clearRowSet(database, gone!.rowSetId)
        for (const version of versions) await expectWhole(version)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the count that the comparison is held against', () => {
  it('knows what was added, changed, removed and left', () => {
    const before = [
      { key: 'a', text: 'a', height: 1 },
      { key: 'b', text: 'a', height: 1 },
    ]
    const after = [
      { key: 'b', text: 'b', height: 1 },
      { key: 'c', text: 'a', height: 1 },
    ]
    expect(countChanges(before, after)).toEqual({ added: 1, changed: 1, removed: 1, same: 0 })
  })
})

function byLine([a]: unknown[], [b]: unknown[]): number {
  return Number(a) - Number(b)
}

function countChanges(before: FileRow[], after: FileRow[]) {
  const old = new Map(before.map((one) => [one.key, one.text]))
  const counts = { added: 0, changed: 0, removed: 0, same: 0 }
  for (const { key, text } of after) {
    if (!old.has(key)) counts.added++
    else if (old.get(key) === text) counts.same++
    else counts.changed++
  }
  counts.removed = before.length - counts.changed - counts.same
  return counts
}
