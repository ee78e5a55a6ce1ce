import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const places = cli.file('places.csv', 'code,full name\nA/1,Canilo\nA2,Encamp\n')
  await cli.run(['data', 'import', places, '--yes', '--name', 'Places'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

test('a cell is corrected, listed with who did it, marked in the rows, and taken back', async () => {
  const corrected = await cli.run(['data', 'correct', 'Places', 'A/1', 'full name', 'Canillo'])
  expect(corrected).toMatchObject({ code: 0, stdout: 'A/1, full name: Canillo\n' })
  const listed = await cli.run(['data', 'corrections', 'Places', '--json'])
  expect(listed.json.items).toMatchObject([{ rowKey: 'A/1', value: 'Canillo', sourceValue: 'Canilo' }])
  const rows = await cli.run(['data', 'rows', 'Places', '--json'])
  expect(rows.json.items.map((row: { corrections?: unknown[] }) => row.corrections?.length ?? 0)).toEqual([
    1, 0,
  ])
  const undone = await cli.run(['data', 'correct', 'Places', 'A/1', 'full name', '--undo'])
  expect(undone.stdout).toBe('A/1, full name: Canilo\n')
  expect((await cli.run(['data', 'corrections', 'Places'])).stdout).toBe('No cell is corrected.\n')
})

test('neither a value nor --undo is a mistake, and so is the key', async () => {
  expect((await cli.run(['data', 'correct', 'Places', 'A2', 'full name'])).code).toBe(2)
  const key = await cli.run(['data', 'correct', 'Places', 'A2', 'code', 'x'])
  expect(key.code).not.toBe(0)
  expect(key.stderr).toContain('part of the key')
})
