import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const hotels = cli.file('hotels.csv', 'code,price,opened\nA1,"1.234,50",31.3.26\nA2,"99,90",1.4.26\n')
  await cli.run(['data', 'import', hotels, '--yes', '--name', 'Hotels'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

const read = (...args: string[]) => cli.run(['data', 'read', 'Hotels', ...args])

test('what a column seems to hold is shown, tried, and made how it is read', async () => {
  expect((await read('price')).stdout).toContain(
    '"price" is read as it stands. Looks like numbers with a decimal comma',
  )
  const tried = await read('price', '--as', 'number', '--decimal', ',', '--try')
  expect(tried.stdout).toContain('2 of 2 cells can be read.')
  expect(tried.stdout).toMatch(/^1\.234,50 +1234\.50$/m)
  const set = await read('price', '--as', 'guess')
  expect(set).toMatchObject({ code: 0, stdout: '"price" is read as numbers with a decimal comma.\n' })
  const shown = await cli.run(['data', 'show', 'Hotels'])
  expect(shown.stdout).toContain('Read as numbers with a decimal comma.')
  const back = await read('price', '--as', 'text', '--json')
  expect(back.json.columns[1].readAs).toBeUndefined()
})

test('a notation that says too little, or belongs to something else, is a mistake', async () => {
  const date = await read('opened', '--as', 'date')
  expect(date).toMatchObject({ code: 2 })
  expect(date.stderr).toContain('--order')
  const foreign = await read('price', '--as', 'number', '--decimal', ',', '--order', 'dmy')
  expect(foreign.stderr).toContain('--order does not go with --as number.')
  expect((await read('code', '--as', 'guess')).stderr).toContain('does not seem to hold')
})
