// A refresh that waits for a person, decided from the command line.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type FileServer, startFileServer } from '../../../test/helpers/file-server.ts'
import { type CliRun, createTestCli, type TestCli } from '../test-cli.ts'

let files: FileServer
let app: TestApp
let cli: TestCli

const table = (rows: number, key = 'id') =>
  `${key},name\n${Array.from({ length: rows }, (_, n) => `p${n},Place ${n}\n`).join('')}`

beforeAll(async () => {
  files = await startFileServer(table(20))
  app = await startTestApp({ listen: true, config: { fetchAllowedHosts: [files.host] } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  await must([
    'sources',
    'add',
    'link',
    `${files.url}/places.csv`,
    '--key',
    'id',
    '--name',
    'Places',
    '--yes',
  ])
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
  await files?.close()
})
beforeEach(() => {
  files.versions = 'none'
})

async function must(args: string[]): Promise<CliRun> {
  const done = await cli.run(args)
  expect(done, done.stderr).toMatchObject({ code: 0 })
  return done
}

async function rowCount(): Promise<number> {
  return (await app.call('GET', '/api/datasets')).body.items[0].rowCount
}

/** What the refresh of a source that has lost too much says. */
async function hold(content: string): Promise<string> {
  files.content = content
  const refreshed = await cli.run(['sources', 'refresh', 'Places'])
  expect(refreshed).toMatchObject({ code: 1, stderr: '' })
  expect(await rowCount()).toBe(20)
  return refreshed.stdout
}

const idIn = (text: string, verb: string) =>
  new RegExp(`seomatic sources ${verb} (imp_\\w+)`).exec(text)?.[1] ?? ''

test('it is discarded with the command that the refresh names, once somebody says so', async () => {
  const said = await hold(table(8))
  const id = idIn(said, 'discard')
  expect((await must(['sources', 'show', 'Places'])).stdout).toContain(id)
  const asked = await cli.run(['sources', 'discard', id])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('0 added, 0 changed, 12 removed, 8 the same')
  expect((await app.call('GET', `/api/imports/${id}`)).body.state).toBe('loaded')
  const done = await must(['sources', 'discard', id, '--yes'])
  expect(done.stdout).toContain('"Places" keeps the rows it has')
  expect((await app.call('GET', `/api/imports/${id}`)).body.state).toBe('discarded')
  const late = await cli.run(['sources', 'take-over', id, '--yes'])
  expect(late.code).toBe(1)
  expect(late.stderr).toContain('Nothing waits here any more: this refresh was discarded.')
  expect(await rowCount()).toBe(20)
})

test('without its key it can only be discarded', async () => {
  const said = await hold(table(20, 'code'))
  expect(said).not.toContain('take-over')
  const refused = await cli.run(['sources', 'take-over', idIn(said, 'discard'), '--yes'])
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('"id" is not in it any more')
  expect(await rowCount()).toBe(20)
})

test('it is taken over with what would change in view, against the rows of now', async () => {
  const id = idIn(await hold(table(9)), 'take-over')
  const asked = await cli.run(['sources', 'take-over', id])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('under half')
  expect(asked.stderr).toContain(
    'Replace the rows of "Places": 0 added, 0 changed, 11 removed, 9 the same? There is no one to answer. Add --yes',
  )
  expect(await rowCount()).toBe(20)
  await must(['data', 'import', cli.file('more.csv', table(21)), '--dataset', 'Places', '--yes'])
  const taken = await must(['sources', 'take-over', id, '--yes'])
  expect(taken.stdout).toMatch(/^Places \(dat_\w+\): 0 added, 0 changed, 12 removed, 9 the same\.$/m)
  expect(await rowCount()).toBe(9)
})

test('an import that is no refresh is none of its business', async () => {
  const { json } = await must([
    'data',
    'import',
    cli.file('x.csv', table(3)),
    '--report',
    '--json',
    '--key',
    'id',
  ])
  const other = await cli.run(['sources', 'discard', json.id, '--yes'])
  expect(other.code).toBe(1)
  expect(other.stderr).toContain('no refresh of a dataset')
})
