import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

// Each run is a process of its own.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

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

test('rows are printed with the key first, a page at a time', async () => {
  const rows = await cli.run(['data', 'rows', 'places', '--limit', '2'])
  expect(rows.stdout.split('\n').slice(0, 3)).toEqual([
    'CODE  NAME     COUNTRY',
    'A1    Canillo  Andorra',
    'A2    Encamp   Andorra',
  ])
  expect(rows.stdout).toContain('2 of 3 shown')
  const found = await cli.run(['data', 'rows', 'Places', '--search', 'Ain', '--json'])
  expect(found.json.items).toEqual([
    { rowKey: 'F1', line: 4, cells: { code: 'F1', name: 'Ain', country: 'France' } },
  ])
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

test('a key that repeats is refused with the lines, and nothing stays', async () => {
  const refused = await cli.run(['data', 'import', places, '--key', 'country', '--yes', '--json'])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  const { error } = JSON.parse(refused.stderr)
  expect(error.details.lines).toContain(3)
  expect(await datasets()).toHaveLength(1)
})

test('settings decide otherwise than what is detected', async () => {
  const odd = cli.file('odd.csv', 'k|v;w\n1|2;3\n2|3;4\n')
  const report = await cli.run(['data', 'import', odd, '--report', '--delimiter', '|', '--json'])
  expect(report.json.columns.map((column: { name: string }) => column.name)).toEqual(['k', 'v;w'])
  const wrong = await cli.run(['data', 'import', odd, '--delimiter', '||'])
  expect(wrong.code).toBe(2)
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
