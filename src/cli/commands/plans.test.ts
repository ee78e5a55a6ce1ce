// Plans of the pages that the list shows with a filter.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type CliRun, createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const fields = { title: '{{ row.name }}', slug: '{{ row.code | slugify }}', body: '<p>{{ row.name }}</p>' }
  const template = { name: 'Place', destination: 'wix/blog', fields }
  await must(['templates', 'create', cli.file('place.json', JSON.stringify(template))])
  const rows = cli.file('places.csv', 'code,name\na,Canillo\nb,Encamp\nc,Encamp Nord\n')
  await must(['data', 'import', rows, '--key', 'code', '--name', 'Places', '--yes'])
  await must(['connections', 'practice'])
  const parts = ['--data', 'Places', '--template', 'Place', '--connection', 'practice site']
  await must(['projects', 'create', 'Guide', ...parts, '--author', 'mary writer', '--mode', 'publish'])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

async function must(args: string[]): Promise<CliRun> {
  const done = await cli.run(args)
  expect(done, done.stderr).toMatchObject({ code: 0 })
  return done
}

async function rowsOf(...filter: string[]): Promise<string[]> {
  const { json } = await must(['plans', 'create', 'Guide', ...filter, '--json'])
  const { body } = await app.call('GET', `/api/plans/${json.id}/items`)
  return body.items.map(({ rowKey }: { rowKey: string }) => rowKey)
}

test('a plan is made of the pages that a filter shows', async () => {
  expect(await rowsOf()).toEqual(['a', 'b', 'c'])
  expect(await rowsOf('--search', 'encamp', '--state', 'not_published')).toEqual(['b', 'c'])
  expect(await rowsOf('--row', 'a')).toEqual(['a'])
})

test('rows and a filter are not said together, and a state that is none is answered with those there are', async () => {
  const both = await cli.run(['plans', 'create', 'Guide', '--row', 'a', '--category', 'Andorra'])
  expect(both).toMatchObject({ code: 2, stdout: '' })
  expect(both.stderr).toContain('Name the rows with --row, or say which pages are meant otherwise; not both.')
  const wrong = await cli.run(['plans', 'create', 'Guide', '--state', 'gone'])
  expect(wrong.code).toBe(2)
  expect(wrong.stderr).toContain('not_published')
})
