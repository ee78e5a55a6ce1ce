// The same table gives the same pages, byte for byte, whatever kind of file it is read from.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestPages } from '../../bench/page-digest.ts'
import { writeCsv, writeWorkbook } from '../../bench/workbook.ts'
import { withDatabase } from '../../test/helpers/database.ts'
import { datasetVersion } from '../data/datasets.ts'
import { createTestImports } from '../data/imports/test-imports.ts'
import type { Database } from '../db/types.ts'
import { createPageRenderers, type PageRenderers } from './page-renderers.ts'

const [rowCount, columnCount] = [400, 20]
let database: Database
let renderers: PageRenderers
let test: ReturnType<typeof createTestImports>
const folder = mkdtempSync(join(tmpdir(), 'seomatic-same-'))

withDatabase((opened) => {
  database = opened
})
beforeAll(async () => {
  await database.query(`insert into workspaces (id, name) values ('wsp_1', 'One')`)
  test = createTestImports(database, 'wsp_1')
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  test?.close()
  await renderers?.close()
})

async function pagesOf(write: typeof writeCsv, name: string, rows: number) {
  const path = join(folder, name)
  await write(path, rows, columnCount)
  const { dataset } = await test.importAll(readFileSync(path), { keyColumn: 'code' })
  const { rowSetId, columnNames } = (await datasetVersion(database, dataset.id))!
  return digestPages(database, renderers, rowSetId, columnNames)
}

it('a workbook and the same rows as CSV give byte-identical pages', async () => {
  const csv = await pagesOf(writeCsv, 'rows.csv', rowCount)
  expect(csv).toMatchObject({ pages: rowCount, problems: 0 })
  expect(await pagesOf(writeWorkbook, 'rows.xlsx', rowCount)).toEqual(csv)
  expect((await pagesOf(writeCsv, 'fewer.csv', rowCount - 1)).digest).not.toBe(csv.digest)
})
