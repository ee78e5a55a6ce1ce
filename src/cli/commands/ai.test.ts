// AI columns from the terminal to the rows, with a stand-in for the model.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type ModelDouble, startModelDouble } from '../../../test/helpers/model-double.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli
let double: ModelDouble

beforeAll(async () => {
  double = await startModelDouble('openai-compatible')
  double.key = 'sk-secret'
  double.answer = ({ prompt }) => ({
    text: prompt.includes('Encamp') ? 'A town with 99 bridges.' : 'A town in the mountains.',
  })
  app = await startTestApp({ listen: true, config: { fetchAllowedHosts: [double.host] } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const places = cli.file('places.csv', 'code,name\nA1,Canillo\nA2,Encamp\nA3,Ordino\n')
  await cli.run(['data', 'import', places, '--yes', '--name', 'Places'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
  await double?.close()
})

test('a model is added, tested, asked within caps, and its answers are put into the rows', async () => {
  const key = cli.file('key.txt', 'sk-secret\n')
  const prompt = cli.file('prompt.txt', 'Describe {{ row.name }} in one sentence.')
  const settings = ['--kind', 'openai-compatible', '--model', 'm-1', '--address', double.address]
  const prices = ['--price-in', '2', '--price-out', '8']
  const added = await cli.run(['ai', 'add-model', 'Small', ...settings, ...prices, '--key-file', key])
  expect(added).toMatchObject({ code: 0 })
  expect(added.stdout).not.toContain('sk-secret')
  expect(await cli.run(['ai', 'test-model', 'Small'])).toMatchObject({ code: 0 })

  const about = ['Places', 'About']
  const made = await cli.run(['ai', 'add', ...about, '--model', 'Small', '--prompt-file', prompt])
  expect(made).toMatchObject({ code: 0 })
  expect((await cli.run(['ai', 'prompt', ...about])).stdout).toContain('Describe Canillo in one sentence.')
  expect((await cli.run(['ai', 'sample', ...about])).stdout).toContain('the number "99"')
  const ran = await cli.run(['ai', 'run', ...about, '--yes', '--json'])
  expect(ran.json).toMatchObject({ state: 'done', calls: 0, counts: { cached: 3 } })
  const held = await cli.run(['ai', 'answers', ...about, '--held', '--json'])
  expect(held.json.items).toMatchObject([{ rowKey: 'A2', value: '' }])

  expect((await cli.run(['ai', 'enter', 'Places', '--yes'])).stdout).toContain('3 changed')
  const rows = await cli.run(['data', 'rows', 'Places', '--json'])
  expect(rows.json.items.map((row: { cells: Record<string, string> }) => row.cells['About'])).toEqual([
    'A town in the mountains.',
    '',
    'A town in the mountains.',
  ])
  expect((await cli.run(['ai', 'remove-model', 'Small'])).stderr).toContain('asked by the columns "About"')
})

test('without --yes, and nobody there to answer, nothing is asked', async () => {
  const asked = double.received.length
  const ran = await cli.run(['ai', 'run', 'Places', 'About', '--again'])
  expect(ran.code).not.toBe(0)
  expect(ran.stderr).toContain('--yes')
  expect(double.received).toHaveLength(asked)
})

test('rows that an import brings are asked about by themselves, within a standing cap', async () => {
  const cap = ['--standing', 'run', '--standing-cost', '1', '--standing-calls', '10']
  expect(await cli.run(['ai', 'set', 'Places', 'About', ...cap])).toMatchObject({ code: 0 })
  const asked = double.received.length
  const places = cli.file('more.csv', 'code,name\nA1,Canillo\nA2,Encamp\nA3,Ordino\nA4,Arinsal\n')
  await cli.run(['data', 'import', places, '--yes', '--dataset', 'Places'])
  await vi.waitFor(
    async () => {
      const { body } = await app.call('GET', '/api/notices')
      expect(body.items[0]).toMatchObject({ kind: 'ai_run_finished', detail: { answered: 1 } })
    },
    { timeout: 60_000, interval: 500 },
  )
  expect(double.received.slice(asked).map(({ prompt }) => prompt)).toEqual([
    'Describe Arinsal in one sentence.',
  ])
})

test('a standing cap is given whole, shown, and taken away', async () => {
  const set = (...more: string[]) => cli.run(['ai', 'set', 'Places', 'About', ...more, '--json'])
  const half = await set('--standing', 'month', '--standing-cost', '5')
  expect(half.code).not.toBe(0)
  expect(half.stderr).toContain('--standing-calls')
  const whole = await set('--standing', 'month', '--standing-cost', '5', '--standing-calls', '200')
  expect(whole.json).toMatchObject({ standing: { per: 'month', mostCost: 5, mostCalls: 200 } })
  expect((await cli.run(['ai', 'list', 'Places'])).stdout).toContain('up to 5 and 200 calls a month')
  expect((await set('--standing', 'off')).json).toMatchObject({ standing: null })
})
