import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli
beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

test('the sample is made, shown and removed', async () => {
  expect((await cli.run(['sample', 'show'])).stdout).toContain('seomatic sample make')
  const made = await cli.run(['sample', 'make', '--json'])
  expect(made).toMatchObject({ code: 0, json: { state: 'ready', rowKey: 'oriental-beauty' } })
  const page = await cli.run(['pages', 'show', made.json.projectId, made.json.rowKey, '--json'])
  expect(page.json).toMatchObject({ problems: [], fields: { title: 'Oriental Beauty: how to brew it' } })
  expect((await cli.run(['sample', 'remove'])).stdout).toBe('The sample project is gone.\n')
  expect((await cli.run(['sample', 'show', '--json'])).json).toMatchObject({ state: 'none' })
})

test('what the sample published leaves the practice site with it', async () => {
  const made = await cli.run(['sample', 'make', '--json'])
  const { projectId } = made.json
  const published = await cli.run(['publish', projectId, '--first', '2', '--yes'])
  expect(published.code, published.stderr).toBe(0)
  const removed = await cli.run(['sample', 'remove', '--json'])
  expect(removed, removed.stderr).toMatchObject({ code: 0, json: { removed: true, takenDown: 2 } })
  // Made again, it finds none of its posts on the site.
  const again = await cli.run(['sample', 'make', '--json'])
  const plan = await cli.run(['plans', 'create', again.json.projectId, '--json'])
  expect(plan.json.willSend.byAction, plan.stderr).toMatchObject({ create: 25 })
})

test('a table comes in by the pipe, as it is pasted', async () => {
  const done = await cli.run(['data', 'import', '-', '--yes', '--key', 'code', '--name', 'Piped', '--json'], {
    input: 'code\tname\nA\t"Two ""words"""\nB\tPlain\n',
  })
  expect(done).toMatchObject({ code: 0, json: { name: 'Piped', rowCount: 2, keyColumn: 'code' } })
})
