// The suite that CSV parsers are compared by.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { read } from './test-files.ts'

const require = createRequire(import.meta.url)
const suite = dirname(require.resolve('csv-spectrum'))
const names = readdirSync(join(suite, 'csvs')).map((file) => file.replace(/\.csv$/, ''))
/** The suite's own answer has another number in this cell than its file. */
const misprints: Record<string, Record<string, string>> = {
  location_coordinates: { 'Contact Phone Number': '2095257564' },
}

test('the suite is there', () => {
  expect(names).toHaveLength(12)
})

test.each(names)('csv-spectrum: %s', async (name) => {
  const wanted: unknown = JSON.parse(readFileSync(join(suite, 'json', `${name}.json`), 'utf8'))
  const { cells } = await read(readFileSync(join(suite, 'csvs', `${name}.csv`)))
  const [header = [], ...rows] = cells
  const found = rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])))
  const rowsWanted = Array.isArray(wanted) ? wanted : [wanted]
  expect(found).toEqual(rowsWanted.map((row) => ({ ...row, ...misprints[name] })))
})
