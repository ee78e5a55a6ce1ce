// Rows that were stored before sets shared them.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { migrate } from '../db/migrate.ts'
import { silentLogger } from '../logger.ts'
import { datasetVersion } from './datasets.ts'
import { clearRowSet } from './rows/clear-row-set.ts'
import { createRowHash } from './rows/row-hash.ts'
import { createRowSet, retireRowSet } from './rows/row-set.ts'
import { readRow, readRows } from './rows/rows.ts'
import { createBorrowingWriter } from './rows/write-rows.ts'

const product = fileURLToPath(new URL('../../migrations', import.meta.url))
const before = mkdtempSync(join(tmpdir(), 'seomatic-before-'))
for (const name of readdirSync(product)) {
  if (name < '0010') cpSync(join(product, name), join(before, name))
}
afterAll(() => rmSync(before, { recursive: true, force: true }))

describeEachDatabase(
  'an older database',
  (open) => {
    it('keeps its rows, and lends them to the next version', async () => {
      const { database } = await open()
      const hash = createRowHash(['id', 'name'])
      await database.query(`insert into workspaces (id, name) values ('wsp', 'Acme')`)
      await database.query(
        `insert into row_sets (id, columns, key_column, row_count) values ('s7', '[{"name":"id"},{"name":"name"}]', 'id', 2)`,
      )
      await database.query(
        `insert into datasets (id, workspace_id, name, row_set_id) values ('dat', 'wsp', 'Places', 's7')`,
      )
      for (const [line, key, name] of [
        [2, 'a', 'One'],
        [5, 'b', 'Two'],
      ] as const) {
        await database.query(
          'insert into rows (row_set_id, line, row_key, cells, hash) values ($1, $2, $3, $4, $5)',
          ['s7', line, key, JSON.stringify([key, name]), hash([key, name])],
        )
      }
      await migrate(database, product, silentLogger)

      const version = await datasetVersion(database, 'dat')
      expect(version).toMatchObject({
        rowSetId: 's7',
        rowCount: 2,
        columnNames: ['id', 'name'],
        keyColumn: 'id',
      })
      const rows = await readRows(database, 's7', { afterLine: 0, limit: 10 })
      expect(rows.map((row) => [row.line, row.rowKey, row.cells['name']])).toEqual([
        [2, 'a', 'One'],
        [5, 'b', 'Two'],
      ])
      const next = await createRowSet(database, version!.poolId)
      const writer = createBorrowingWriter(database, next, 's7')
      for (const [line, cells] of [
        [2, ['b', 'Two']],
        [3, ['c', 'Three']],
      ] as const) {
        writer.add({ line, rowKey: cells[0]!, cells, hash: hash([...cells]) })
      }
      expect(await writer.end()).toEqual({ borrowed: 1, hasRepeats: false })
      await database.query(`update datasets set row_set_id = $1 where id = 'dat'`, [next.rowSetId])
      await retireRowSet(database, 's7')
      await clearRowSet(database, 's7')
      expect(await readRow(database, next.rowSetId, 'b')).toMatchObject({ line: 2 })
      const { rows: left } = await database.query('select row_key from rows order by row_key')
      expect(left).toEqual([{ row_key: 'b' }, { row_key: 'c' }])
      // Its database is made from the first migration on, which takes its time on a busy machine.
    })
  },
  { migrations: before },
)
