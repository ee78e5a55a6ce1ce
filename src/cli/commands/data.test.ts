import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { inlineRows, makeZip, workbookParts } from '../../data/formats/xlsx/test-workbook.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli
let places = ''

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  places = cli.file('places.csv', 'code,name,country\nA1,Canillo,Andorra\nA2,Encamp,Andorra\nF1,Ain,France\n')
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

const datasets = async () => (await cli.run(['data', 'list', '--json'])).json.items

test('a report prints what is in the file and keeps nothing', async () => {
  const report = await cli.run(['data', 'import', places, '--report'])
  expect(report).toMatchObject({ code: 0, stderr: '' })
  expect(report.stdout).toContain('places.csv: 69 bytes, 3 rows')
  expect(report.stdout).toMatch(/^country +text +3 +2 +Andorra \| France$/m)
  expect(await datasets()).toEqual([])
})

test('without a key and without anybody to ask it stops, names the columns and leaves nothing', async () => {
  const stopped = await cli.run(['data', 'import', places])
  expect(stopped).toMatchObject({ code: 2, stdout: '' })
  expect(stopped.stderr).toContain('--key with one of: code, name, country. "code" is')
  const unconfirmed = await cli.run(['data', 'import', places, '--key', 'code'])
  expect(unconfirmed.code).toBe(2)
  expect(unconfirmed.stderr).toContain('Add --yes')
  expect(await datasets()).toEqual([])
})

test('with --yes the suggested key is taken and the rows become a dataset', async () => {
  const imported = await cli.run(['data', 'import', places, '--yes', '--name', 'Places'])
  expect(imported.code).toBe(0)
  expect(imported.stdout).toMatch(/^Places \(dat_\w+\): 3 rows\.\n$/)
  expect(imported.stderr).toContain('COLUMN')
  const [dataset] = await datasets()
  expect(dataset).toMatchObject({ name: 'Places', keyColumn: 'code', rowCount: 3, version: 1 })
})

test('the list is searched and sorted, and says so when nothing matches', async () => {
  const found = await cli.run(['data', 'list', '--search', 'places.csv', '--sort', 'rows', '--desc'])
  expect(found.stdout).toMatch(/^Places /m)
  expect((await cli.run(['data', 'list', '--search', 'nothing'])).stdout).toBe('Nothing matches.\n')
  expect((await cli.run(['data', 'list', '--sort', 'moon'])).code).toBe(2)
})

test('rows are printed with the key first, a page at a time', async () => {
  const rows = await cli.run(['data', 'rows', 'places', '--limit', '2'])
  expect(rows.stdout.split('\n').slice(0, 3)).toEqual([
    'CODE  NAME     COUNTRY',
    'A1    Canillo  Andorra',
    'A2    Encamp   Andorra',
  ])
  expect(rows.stdout).toContain('2 of 3 shown')
  const found = await cli.run(['data', 'rows', 'Places', '--search', 'Ain', '--json'])
  const [one] = found.json.items
  expect((await cli.run(['data', 'row', 'Places', one.rowKey, '--json'])).json).toEqual(one)
  const none = await cli.run(['data', 'row', 'Places', 'no such row'])
  expect([none.code, none.stderr]).toEqual([expect.any(Number), expect.stringContaining('has no row')])
  expect(found.json.items).toEqual([
    { rowKey: 'F1', line: 4, cells: { code: 'F1', name: 'Ain', country: 'France' } },
  ])
})

test('rows are printed in the order of a column, and back, whatever is asked for in parts', async () => {
  const keys = async (...flags: string[]) =>
    (await cli.run(['data', 'rows', 'Places', '--json', ...flags])).json.items.map(
      (one: { rowKey: string }) => one.rowKey,
    )
  expect(await keys('--sort', 'name')).toEqual(['F1', 'A1', 'A2'])
  expect(await keys('--sort', 'country', '--desc', '--limit', '2')).toEqual(['F1', 'A2'])
  expect(await keys('--desc', '--all')).toEqual(['F1', 'A2', 'A1'])
  const unknown = await cli.run(['data', 'rows', 'Places', '--sort', 'size'])
  expect(unknown.code).toBe(2)
  expect(unknown.stderr).toContain('There are "code", "name", "country".')
})

test('a new file for a dataset shows what was added, changed, removed and is the same', async () => {
  const next = cli.file(
    'next.csv',
    'code,name,country\nA1,Canilloo,Andorra\nA2,Encamp,Andorra\nF2,Aisne,France\n',
  )
  const asked = await cli.run(['data', 'import', next, '--dataset', 'Places'])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('1 added, 1 changed, 1 removed, 1 the same')
  expect((await datasets())[0].version).toBe(1)
  const applied = await cli.run(['data', 'import', next, '--dataset', 'Places', '--yes', '--json'])
  expect(applied).toMatchObject({ code: 0, stderr: '' })
  expect(applied.json).toMatchObject({ name: 'Places', version: 2, rowCount: 3 })
})

test('--yes stops at an encoding that is a guess, shows how each reads the rows, and goes on with the one named', async () => {
  const shown = Buffer.from('id,by\n1,K\u00f8benhavn\n2,\u00c5rhus\n3,\u00c6r\u00f8\n', 'latin1')
  const file = cli.file('towns.csv', shown)
  const stopped = await cli.run(['data', 'import', file, '--yes', '--name', 'Towns'])
  expect(stopped.code).toBe(2)
  expect(stopped.stderr).toContain('add --encoding')
  expect(stopped.stderr).toContain('windows-1252')
  expect(stopped.stderr).toContain('København')
  expect((await datasets()).map((one: { name: string }) => one.name)).not.toContain('Towns')
  const imported = await cli.run([
    'data',
    'import',
    file,
    '--yes',
    '--name',
    'Towns',
    '--encoding',
    'windows-1252',
  ])
  expect(imported.code).toBe(0)
  expect((await cli.run(['data', 'rows', 'Towns'])).stdout).toContain('Århus')
  await cli.run(['data', 'remove', 'Towns'])
})

test('a title above the header is found and told, or the line is named', async () => {
  const file = cli.file('titled.csv', 'Report 2026\ncode,name,size\nA,Alpha,1\nB,Beta,2\n')
  const report = await cli.run(['data', 'import', file, '--report'])
  expect(report.stdout).toContain('header: line 2')
  expect(report.stdout).toContain('was left out: "Report 2026"')
  const chosen = await cli.run(['data', 'import', file, '--report', '--header-line', '3', '--json'])
  expect(chosen.json.columns.map((column: { name: string }) => column.name)).toEqual(['A', 'Alpha', '1'])
  expect((await cli.run(['data', 'import', file, '--report', '--header-line', '0'])).stderr).toContain(
    'from 1 to 1000',
  )
})

test('a key that repeats is refused with the lines, and nothing stays', async () => {
  const refused = await cli.run(['data', 'import', places, '--key', 'country', '--yes', '--json'])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  const { error } = JSON.parse(refused.stderr)
  expect(error.details.lines).toContain(3)
  expect(await datasets()).toHaveLength(1)
})

test('a key can be combined of several columns, and stays so', async () => {
  const file = cli.file('towns.csv', 'country,town\nAndorra,Encamp\nFrance,Encamp\nFrance,Ain\u200b\n')
  const args = ['data', 'import', file, '--key', 'country', '--key', 'town', '--name', 'Combined', '--yes']
  const imported = await cli.run(args)
  expect(imported.code).toBe(0)
  expect(imported.stderr).toContain('1 key holds invisible characters')
  expect((await cli.run(['data', 'rows', 'Combined'])).stdout).toMatch(/^France \| Ain +France +Ain/m)
  const again = await cli.run(['data', 'import', file, '--dataset', 'Combined', '--yes'])
  expect(again.stdout).toContain('3 the same')
  await cli.run(['data', 'remove', 'Combined'])
})

test('settings decide otherwise than what is detected', async () => {
  const odd = cli.file('odd.csv', 'k|v;w\n1|2;3\n2|3;4\n')
  const report = await cli.run(['data', 'import', odd, '--report', '--delimiter', '|', '--json'])
  expect(report.json.columns.map((column: { name: string }) => column.name)).toEqual(['k', 'v;w'])
  const wrong = await cli.run(['data', 'import', odd, '--delimiter', '||'])
  expect(wrong.code).toBe(2)
})

test('a sheet of a workbook and a list in a JSON file are chosen, and what a file does not have is refused', async () => {
  const sheets = [
    { name: 'Notes', rows: inlineRows([['note'], ['x']]) },
    {
      name: 'Prices',
      rows: inlineRows([
        ['sku', 'price'],
        ['A', '1'],
        ['B', '2'],
      ]),
    },
  ]
  const workbook = cli.file('book.xlsx', await makeZip(workbookParts({ sheets })))
  const chosen = await cli.run(['data', 'import', workbook, '--report', '--sheet', 'prices', '--json'])
  expect(chosen.json).toMatchObject({ format: 'xlsx', rowCount: 2, settings: { sheet: 'prices' } })
  const words = await cli.run(['data', 'import', workbook, '--report'])
  expect(words.stdout).toContain('sheet: Notes (The first of 2 sheets that holds anything.)')
  const missing = await cli.run(['data', 'import', workbook, '--report', '--sheet', 'Nope'])
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(missing.stderr).toContain('there are "Notes", "Prices"')

  const feed = cli.file('feed.json', '{"items":[{"id":1,"tags":["a","b"]}],"people":[{"n":1},{"n":2}]}')
  const list = await cli.run([
    'data',
    'import',
    feed,
    '--report',
    '--path',
    'items',
    '--join-with',
    '|',
    '--json',
  ])
  expect(list.json).toMatchObject({ format: 'json', rowCount: 1, preview: [{ id: '1', tags: 'a|b' }] })
  const foreign = await cli.run(['data', 'import', places, '--report', '--sheet', 'x'])
  expect(foreign.code).toBe(1)
  expect(foreign.stderr).toContain('has no setting "sheet"')
  expect(await datasets()).toHaveLength(1)
})

test('a file comes from stdin, and rows that do not fit are set aside', async () => {
  const imported = await cli.run(['data', 'import', '-', '--name', 'Piped', '--key', 'id', '--yes'], {
    input: 'id,name\n1,One\n2,Two,more\n3,Three\n',
  })
  expect(imported).toMatchObject({ code: 0 })
  expect(imported.stdout).toMatch(/2 rows\.\n1 row was set aside\. Why: seomatic data set-aside dat_\w+\n$/)
  const aside = await cli.run(['data', 'set-aside', 'Piped'])
  expect(aside.stdout).toMatch(/^ +3 {2}.*2 \| Two \| more$/m)
})

test('a table of Markdown comes from stdin', async () => {
  const input = '| id | name | note |\n| --- | :-: | ---: |\n| 1 | One, two | a \\| b |\n| 2 | Tür | |\n'
  const report = await cli.run(['data', 'import', '-', '--report', '--json'], { input })
  expect(report.json).toMatchObject({
    rowCount: 2,
    preview: [
      { id: '1', name: 'One, two', note: 'a | b' },
      { id: '2', name: 'Tür', note: '' },
    ],
  })
})

test('a file that is no table is refused in words', async () => {
  const picture = cli.file('picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
  const refused = await cli.run(['data', 'import', picture, '--yes'])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('PNG')
  expect((await cli.run(['data', 'import', 'nowhere.csv'])).stderr).toContain('it does not exist')
})

test('a dataset is renamed and removed', async () => {
  expect((await cli.run(['data', 'rename', 'Piped', 'Other'])).stdout).toMatch(/^Name {2,}Other$/m)
  expect((await cli.run(['data', 'remove', 'other'])).stdout).toBe('Deleted "Other".\n')
  expect((await cli.run(['data', 'show', 'Other'])).code).toBe(1)
})

test('a token that does not work is told before the file is sent', async () => {
  const refused = await cli.run(['data', 'import', places, '--yes'], { env: { SEOMATIC_TOKEN: 'smt_wrong' } })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('(not_signed_in')
})
