import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const places = cli.file(
    'places.csv',
    'code,name,price\nA1,canillo,"1.234,50"\nA2,encamp,"99,90"\nF1,ain,?\n',
  )
  await cli.run(['data', 'import', places, '--yes', '--name', 'Places'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

const steps = [
  { id: 'price', kind: 'number', columns: ['price'], decimal: ',' },
  { id: 'some', kind: 'filter', conditions: [{ column: 'price', test: 'more', value: '10' }] },
  { id: 'line', kind: 'computed', into: 'line', template: '{{ name | capitalize }}: {{ price | times: 2 }}' },
]

test('steps are tried on the first rows and store nothing', async () => {
  const file = cli.file('steps.json', JSON.stringify(steps))
  const shown = await cli.run(['data', 'steps', 'preview', 'Places', file])
  expect(shown).toMatchObject({ code: 0, stderr: '' })
  expect(shown.stdout).toContain('1. Read numbers: price like 1.234,50')
  expect(shown.stdout).toContain('1 cell of "price" is not a number like 1.234,50, such as "?".')
  expect(shown.stdout).toContain('3 to 2 rows, 3 columns')
  expect(shown.stdout).toMatch(/^A1 +canillo +1234.50 +Canillo: 2469$/m)
  expect((await cli.run(['data', 'steps', 'show', 'Places', '--json'])).json.steps).toEqual([])
})

test('they are set after what changes was shown, and then shown with where columns come from', async () => {
  const file = cli.file('steps.json', JSON.stringify(steps))
  const asked = await cli.run(['data', 'steps', 'set', 'Places', file])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('0 added, 2 changed, 1 removed, 0 the same')
  const set = await cli.run(['data', 'steps', 'set', 'Places', file, '--yes'])
  expect(set).toMatchObject({ code: 0 })
  const shown = await cli.run(['data', 'steps', 'show', 'Places'])
  expect(shown.stdout).toMatch(/^line +name, price +1, 3$/m)
  const rows = await cli.run(['data', 'rows', 'Places', '--json'])
  expect(rows.json.items.map(({ cells }: { cells: { line: string } }) => cells.line)).toEqual([
    'Canillo: 2469',
    'Encamp: 199.8',
  ])
})

test('a list that is none, and a step that cannot be taken, are told by their place', async () => {
  const wrong = cli.file('wrong.json', JSON.stringify([{ id: 'a', kind: 'filter', conditions: [] }]))
  const refused = await cli.run(['data', 'steps', 'set', 'Places', wrong])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('steps.0.conditions')
  const template = [{ id: 'x', kind: 'computed', into: 'x', template: '{{ nam }}' }]
  const mistake = await cli.run([
    'data',
    'steps',
    'set',
    'Places',
    cli.file('m.json', JSON.stringify(template)),
  ])
  expect(mistake.code).not.toBe(0)
  expect(mistake.stderr).toContain('Step 1 (Computed column): The data has no column "nam".')
})

test('two lists become data of their own, with the key of pairs', async () => {
  const combine = [
    { id: 'pairs', kind: 'combine', list: { values: ['Rent', 'Sale'], column: 'offer' }, on: ['code'] },
  ]
  const file = cli.file('combine.json', JSON.stringify(combine))
  const made = await cli.run([
    'data',
    'steps',
    'set',
    'Places',
    file,
    '--as',
    'Offers',
    '--key',
    'Key',
    '--yes',
  ])
  expect(made.stdout).toMatch(/^Offers \(dat_\w+\): 6 rows\.\n$/)
  expect((await cli.run(['data', 'rows', 'Offers', '--limit', '1', '--json'])).json.items[0].rowKey).toBe(
    'A1 | Rent',
  )
})

test('rows are shaped by steps before they are imported for the first time', async () => {
  const shop = cli.file('shop.csv', 'sku,price\nS1,"1.234,50"\nS2,"9,90"\n')
  const file = cli.file('first.json', JSON.stringify(steps.slice(0, 2)))
  const made = await cli.run(['data', 'import', shop, '--name', 'Shop', '--steps', file, '--yes'])
  expect(made).toMatchObject({ code: 0 })
  expect(made.stdout).toContain('1 row')
  const rows = await cli.run(['data', 'rows', 'Shop', '--json'])
  expect(rows.json.items).toMatchObject([{ rowKey: 'S1', cells: { price: '1234.50' } }])
  const shown = await cli.run(['data', 'steps', 'show', 'Shop', '--json'])
  expect(shown.json.steps.map(({ id }: { id: string }) => id)).toEqual(['price', 'some'])
  const both = await cli.run(['data', 'import', '-', '--steps', '-'], { input: 'a,b\n1,2\n' })
  expect(both).toMatchObject({ code: 2 })
})
