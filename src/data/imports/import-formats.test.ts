// Files of every kind on their way to a dataset.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeOnServer } from '../../../test/helpers/database.ts'
import type { Database } from '../../db/types.ts'
import { inlineRows, makeZip, workbookParts } from '../formats/xlsx/test-workbook.ts'
import { readRows } from '../rows/rows.ts'
import { createTestImports } from './test-imports.ts'

const ws = 'wsp_1'

describeOnServer('imports of other files than CSV', (open) => {
  let database: Database
  let test: ReturnType<typeof createTestImports>

  beforeAll(async () => {
    database = (await open()).database
    await database.query(`insert into workspaces (id, name) values ($1, 'One')`, [ws])
    test = createTestImports(database, ws)
  })
  afterAll(() => test.close())

  const table = [
    ['code', 'name', 'note'],
    ['A1', 'Canillo', 'x & <y>'],
    ['A2', 'Encamp', ''],
    ['A3', 'Éton "q"', 'z'],
  ]
  const book = (rows: string[][]) =>
    makeZip(workbookParts({ sheets: [{ name: 'Rows', rows: inlineRows(rows) }] }))
  const csv = table
    .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
    .join('\n')
  const records = table.slice(1).map(([code, name, note]) => ({ code, name, note }))
  const xml = `<rows>${records.map(({ code, name, note }) => `<row><code>${code}</code><name>${name}</name><note>${note!.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</note></row>`).join('')}</rows>`

  it('give the same rows, so that one table may come now as this and now as that', async () => {
    const { dataset } = await test.importAll(csv, { keyColumn: 'code' })
    const first = await readRows(database, dataset.rowSetId, { afterLine: 0, limit: 10 })
    for (const content of [
      await book(table),
      JSON.stringify({ items: records }),
      records.map((record) => JSON.stringify(record)).join('\n'),
      xml,
    ]) {
      const again = await test.importAll(content, { keyColumn: 'code' }, dataset.id)
      expect(again.loaded.changes).toEqual({ added: 0, changed: 0, removed: 0, same: 3 })
      const rows = await readRows(database, again.dataset.rowSetId, { afterLine: 0, limit: 10 })
      expect(rows.map(({ cells }) => cells)).toEqual(first.map(({ cells }) => cells))
    }
    const changed = await test.importAll(
      await book(table.map((cells) => cells.map((text) => text.replace('Encamp', 'Other')))),
      { keyColumn: 'code' },
      dataset.id,
    )
    expect(changed.loaded.changes).toEqual({ added: 0, changed: 1, removed: 0, same: 2 })
  })

  it('may hold what no database stores, in names, titles and messages', async () => {
    const named = await test.upload('[{"code":"A","n\\u0000ame \\ud83d":1,"\\u0000":{"\\udc00":2}}]')
    expect(named).toMatchObject({ state: 'analysed', rowCount: 1 })
    const rows = inlineRows([
      ['a _x0000_ title 😀'],
      ['code', 'b', 'c'],
      ['1', '2', '3'],
      ['2', '_x0001_', '3'],
    ])
    const titled = await test.upload(await makeZip(workbookParts({ sheets: [{ name: 'S', rows }] })))
    expect(titled).toMatchObject({ state: 'analysed', rowCount: 1, setAsideCount: 1, place: ['row', 'rows'] })
    expect(titled.notes[0]).toContain('"a  title 😀"')
    const broken = await test.upload(`<rows><${'😀n'.repeat(4000)}></rows>`)
    expect(broken).toMatchObject({ state: 'refused', problem: { code: 'broken_xml' } })
  })

  it('that are refused for a sheet are read by another one', async () => {
    const wide = inlineRows([Array.from({ length: 501 }, (_, n) => `c${n}`)])
    const sheets = [
      { name: 'Wide', rows: wide },
      { name: 'Good', rows: inlineRows(table) },
    ]
    const refused = await test.upload(await makeZip(workbookParts({ sheets })))
    expect(refused).toMatchObject({ state: 'refused', format: 'xlsx', problem: { code: 'too_many_columns' } })
    expect(refused.decisions[0]).toMatchObject({ name: 'sheet', value: 'Wide', setting: 'sheet' })
    await test.imports.update(ws, refused.id, { sheet: 'Good' })
    await test.until(refused.id, ['analysed'])
    const loaded = await test.load(refused.id, { keyColumn: 'code' })
    expect(loaded).toMatchObject({ state: 'loaded', rowCount: 3, settings: { sheet: 'Good' } })
  })
})
