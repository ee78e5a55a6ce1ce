// What identifies a row: cleaned of what nobody sees, kept as it is known, combined of columns, changed after a refusal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/helpers/database.ts'
import { newId } from '../../db/id.ts'
import type { Database } from '../../db/types.ts'
import { createTestImports } from '../imports/test-imports.ts'
import { createRowHash } from '../rows/row-hash.ts'
import { createRowSet, insertRows } from '../rows/row-set.ts'
import { readRow, readRows } from '../rows/rows.ts'
import { mayBeOld, type PublishedKeys } from './known-keys.ts'
import { toOldRowKey, toRowKey } from './row-key.ts'

const ws = 'wsp_1'
const byCode = { keyColumn: 'code' }
/** Cells that a key is not spelt as. */
const hidden = [
  '\u200es3',
  's\u00ad4',
  'New\u00a0York',
  'B2\u200b',
  'a\u20111',
  'x  y',
  '\u3164z',
  '\u{e0041}t',
  'q\u200dr',
  '\u2764\ufe0f',
]

describeEachDatabase('keys', (open) => {
  let database: Database
  let test: ReturnType<typeof createTestImports>
  const ledger = new Set<string>()
  const published: PublishedKeys = {
    old: async () => [...ledger].filter((key) => toRowKey(key) !== key),
    among: async (_queries, _datasetId, keys) => new Set(keys.filter((key) => ledger.has(key))),
  }

  beforeAll(async () => {
    database = (await open()).database
    await database.query(`insert into workspaces (id, name) values ($1, 'One')`, [ws])
    test = createTestImports(database, ws, published)
  })
  afterAll(() => test?.close())

  /** A dataset as an earlier version left it: keys trimmed, and nothing else. */
  async function oldDataset(cells: string[][]): Promise<string> {
    const place = await createRowSet(database, null)
    const names = ['code', 'name']
    const hash = createRowHash(names)
    const rows = cells.map((row, n) => ({
      line: n + 2,
      rowKey: toOldRowKey(row[0]!),
      cells: row,
      hash: hash(row),
    }))
    await insertRows(database, place, rows)
    await database.query(
      `update row_sets set columns = $2, key_column = 'code', row_count = $3 where id = $1`,
      [place.rowSetId, JSON.stringify(names.map((name) => ({ name, header: name }))), rows.length],
    )
    const id = newId('dat')
    await database.query(
      `insert into datasets (id, workspace_id, name, row_set_id) values ($1, $2, 'Old', $3)`,
      [id, ws, place.rowSetId],
    )
    return id
  }

  const keysOf = async (rowSetId: string) =>
    (await readRows(database, rowSetId, { afterLine: 0, limit: 100 })).map((row) => row.rowKey)

  describe('that look the same', () => {
    it('are refused as one, with the lines and the reason', async () => {
      const { id } = await test.upload(
        'code,name\nA1,Alpha\n\u200eA1,again\nA\u00adB,soft\nAB,plain\nNew York,space\nNew\u00a0York,nbsp\nC,one\n',
      )
      const refused = await test.load(id, byCode)
      expect(refused.problem).toMatchObject({ code: 'duplicate_keys', lines: [2, 3, 4, 5, 6, 7] })
      expect(refused.problem?.message).toContain('keys that look the same are the same')
    })

    it('are told in the report of the column, and counted when they are loaded', async () => {
      const content = 'code,name\n\u200eA1,Alpha\n B2 ,Beta\nC3,Gamma\n'
      const analysed = await test.upload(content)
      expect(analysed.columns[0]?.problems.join()).toContain('1 cell with invisible characters')
      const { loaded, dataset } = await test.importAll(content, byCode)
      expect(loaded.keyNotes.join()).toContain('1 key holds invisible characters')
      expect(await keysOf(dataset.rowSetId)).toEqual(['A1', 'B2', 'C3'])
      expect(await readRow(database, dataset.rowSetId, '\u200bA1 ')).toMatchObject({ rowKey: 'A1' })
    })

    it('are the same rows in the next version', async () => {
      const { dataset } = await test.importAll('code,name\nA1,Alpha\nB2,Beta\n', byCode)
      const { id } = await test.upload('code,name\n\u200eA1,Alpha\nB\u00ad2,Beta two\n', dataset.id)
      const loaded = await test.load(id, byCode)
      expect(loaded.changes).toEqual({ added: 0, changed: 2, removed: 0, same: 0 })
    })
  })

  describe('of an earlier version', () => {
    it('may all be found by the expression that the index has', async () => {
      const { rows } = await database.query<{ key: string; found: boolean }>(
        `select key, ${mayBeOld('key')} as found from unnest($1::text[]) key`,
        [[...hidden, 'plain', 'Zürich', '東京', 'a b', 'نامه']],
      )
      expect(rows.filter((row) => row.found).map((row) => row.key)).toEqual(hidden)
      expect(hidden.filter((key) => toRowKey(key) === key)).toEqual([])
    })

    it('stay, whether the next file spells them as before or as they look', async () => {
      const datasetId = await oldDataset(hidden.map((key) => [key, 'same']))
      for (const spell of [(key: string) => key, toRowKey]) {
        const content = `code,name\n${hidden.map((key) => `${spell(key)},same\n`).join('')}`
        const { dataset, loaded } = await test.importAll(content, byCode, datasetId)
        expect(await keysOf(dataset.rowSetId)).toEqual(hidden)
        expect(loaded.changes).toMatchObject({ added: 0, removed: 0 })
      }
    })

    it('that were two rows before stay two', async () => {
      const datasetId = await oldDataset([
        ['A1', 'one'],
        ['\u200eA1', 'two'],
      ])
      const content = 'code,name\nA1,one\n\u200eA1,two\n'
      const { loaded } = await test.importAll(content, byCode, datasetId)
      expect(loaded.changes).toEqual({ added: 0, changed: 0, removed: 0, same: 2 })
      const { id } = await test.upload('code,name\nA1,one\n', datasetId)
      expect((await test.load(id, byCode)).changes).toEqual({ added: 0, changed: 0, removed: 1, same: 1 })
    })

    it('are looked for once: a version without any is known to have none', async () => {
      const datasetId = await oldDataset([['\u200eA1', 'one']])
      const flags = async () => {
        const { rows } = await database.query<{ old: boolean }>(
          'select s.has_old_keys as old from datasets d join row_sets s on s.id = d.row_set_id where d.id = $1',
          [datasetId],
        )
        return rows[0]!.old
      }
      await test.importAll('code,name\nA1,one\nB,two\n', byCode, datasetId)
      expect(await flags()).toBe(true)
      await test.importAll('code,name\nB,two\n', byCode, datasetId)
      expect(await flags()).toBe(false)
    })

    it('are kept by what was published too, though the row was away', async () => {
      const { dataset } = await test.importAll('code,name\nB,two\n', byCode)
      ledger.add('\u200es3').add('\u200es4').add('s4')
      const next = await test.importAll('code,name\nB,two\ns3,x\ns4,x\n', byCode, dataset.id)
      expect(await keysOf(next.dataset.rowSetId)).toEqual(['B', '\u200es3', 's4'])
      ledger.clear()
    })
  })

  describe('combined of columns', () => {
    const towns = 'country,town,size\nAndorra,Encamp,1\nFrance,Encamp,2\nFrance,Ain,\n'
    const both = { keyColumns: ['country', 'town'] }

    it('tell rows apart that no column does, and become a column of the dataset', async () => {
      const { dataset } = await test.importAll(towns, both)
      expect(dataset).toMatchObject({ keyColumn: 'country + town', keyColumns: ['country', 'town'] })
      expect(dataset.columns.map((column) => column.name)).toEqual([
        'country',
        'town',
        'size',
        'country + town',
      ])
      const row = await readRow(database, dataset.rowSetId, 'France | Encamp')
      expect(row?.cells).toEqual({
        country: 'France',
        town: 'Encamp',
        size: '2',
        'country + town': 'France | Encamp',
      })
    })

    it('are compared and borrowed in the next version', async () => {
      const { dataset } = await test.importAll(towns, both)
      const next = towns.replace('Encamp,2', 'Encamp,3')
      const analysed = await test.upload(next, dataset.id)
      expect(analysed.notes).toEqual([])
      expect((await test.load(analysed.id, both)).changes).toEqual({
        added: 0,
        changed: 1,
        removed: 0,
        same: 2,
      })
      const wrong = test.imports.load(ws, analysed.id, { keyColumn: 'town' })
      await expect(wrong).rejects.toThrow('combined of "country" and "town"')
      const lacking = await test.upload('country,size\nFrance,1\n', dataset.id)
      expect(lacking.notes.join()).toContain('"town" is not in this file')
    })

    it('repeat only when all of them do, and are empty only when all are', async () => {
      const { id } = await test.upload('a,b\nx,1\nx,1\nx,\n,1\n,\n')
      expect((await test.load(id, { keyColumns: ['a', 'b'] })).problem).toMatchObject({
        code: 'empty_keys',
        lines: [6],
      })
      const repeated = await test.upload('a,b\nx,1\nx,1\u200b\nx,\n')
      const { problem } = await test.load(repeated.id, { keyColumns: ['a', 'b'] })
      expect(problem).toMatchObject({ code: 'duplicate_keys', lines: [2, 3] })
      expect(problem?.message).toContain('the key columns "a" and "b"')
    })

    it('get a name that no column has, and each column once', async () => {
      const { dataset } = await test.importAll('a,b,a + b\n1,2,3\n', { keyColumns: ['a', 'b'] })
      expect(dataset.keyColumn).toBe('a + b (2)')
      const { id } = await test.upload('a,b\n1,2\n')
      await expect(test.imports.load(ws, id, { keyColumns: ['a', 'a'] })).rejects.toThrow('twice')
      await expect(test.imports.load(ws, id, { keyColumns: ['a', 'c'] })).rejects.toThrow('no column "c"')
    })
  })

  it('can be chosen again after a refusal, without another upload', async () => {
    const { id } = await test.upload('code,name\nA,one\n,two\nC,three\n')
    const refused = await test.load(id, byCode)
    expect(refused.problem).toMatchObject({ code: 'empty_keys', lines: [3] })
    expect(refused.problem?.message).toContain('combine the key of several')
    expect(await test.load(id, { keyColumn: 'name' })).toMatchObject({ state: 'loaded', problem: null })
  })

  it('of a dataset that is there are not told to be chosen otherwise', async () => {
    const { dataset } = await test.importAll('code,name\nA,one\n', byCode)
    const { id } = await test.upload('code,name\nA,one\n,two\n', dataset.id)
    const { problem } = await test.load(id, byCode)
    expect(problem?.message).toContain('upload the file again')
    expect(problem?.message).not.toContain('choose another')
  })
})
