import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'
import { type CliRun, createTestCli, type TestCli } from '../test-cli.ts'

let wix: Simulator
let app: TestApp
let cli: TestCli
let key = ''
let siteId = ''
/** Everything any command printed. */
let printed = ''

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  siteId = wix.control.createSite({ name: 'Acme Tiles' }).site.id
  key = wix.control.createKey({ sites: [siteId] }).key
  app = await startTestApp({ listen: true, config: { wixApiUrl: wix.url } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
  await wix?.close()
})

async function run(args: string[], input = ''): Promise<CliRun> {
  const done = await cli.run(args, { input })
  printed += done.stdout + done.stderr
  return done
}

test('an empty list says how to begin', async () => {
  const list = await run(['connections', 'list'])
  expect(list).toMatchObject({ code: 0, stderr: '' })
  expect(list.stdout).toContain('seomatic connections practice')
})

test('a key cannot be given as an argument', async () => {
  const refused = await cli.run(['connections', 'add', '--site', siteId, '--key', key])
  expect(refused.code).toBe(2)
  expect(refused.stdout + refused.stderr).not.toContain(key)
})

test('credentials are tried without being stored, from stdin', async () => {
  const tried = await run(['connections', 'test', '--site', siteId], `${key}\n`)
  expect(tried.code).toBe(0)
  expect(tried.stdout).toContain('The credentials work for Acme Tiles')
  expect((await run(['connections', 'list', '--json'])).json.items).toEqual([])
})

test('a Site ID that is none is refused before Wix is asked', async () => {
  wix.control.clearRequests()
  const refused = await run(['connections', 'test', '--site', 'nonsense'], key)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain('Site ID: ')
  expect(wix.control.requests()).toEqual([])
})

test('credentials that do not work exit 1 with what to do', async () => {
  const tried = await run(['connections', 'test', '--site', siteId], 'IST.wrong.key')
  expect(tried.code).toBe(1)
  expect(tried.stdout).toMatch(/ {2}1\. /)
  const refused = await run(['connections', 'add', '--site', siteId, '--json'], 'IST.wrong.key')
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(JSON.parse(refused.stderr).error.code).toMatch(/^connection_/)
})

test('no key at all is a mistake in the arguments', async () => {
  const refused = await run(['connections', 'add', '--site', siteId])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('--key-file')
})

test('a site is connected with a key from a file, shown, renamed, checked and replaced', async () => {
  const keyFile = cli.file('key', `${key}\n`)
  const added = await run(['connections', 'add', '--site', siteId, '--key-file', keyFile])
  expect(added).toMatchObject({ code: 0, stderr: '' })
  expect(added.stdout).toContain('Connected Acme Tiles.')

  const again = await run(['connections', 'add', '--site', siteId, '--key-file', keyFile])
  expect(again.stdout).toContain('Acme Tiles was connected already: the same key and site.')
  expect((await run(['connections', 'list', '--json'])).json.items).toHaveLength(1)

  const renamed = await run(['connections', 'rename', 'acme tiles', 'Shop', '--json'])
  expect(renamed.json).toMatchObject({ name: 'Shop', siteId, kind: 'wix' })
  const shown = await run(['connections', 'show', renamed.json.id])
  expect(shown.stdout).toMatch(/^Status {2,}active$/m)
  expect(shown.stdout).toMatch(/^Manage Blog +granted/m)
  expect((await run(['connections', 'check', 'Shop'])).code).toBe(0)
  const replaced = await run(['connections', 'replace', 'Shop', '--key-file', keyFile])
  expect(replaced.stdout).toContain('The credentials of Shop are replaced.')
})

test('authors of the site are listed by name', async () => {
  const authors = await run(['connections', 'choices', 'Shop', 'authors'])
  expect(authors.stdout).toMatch(/^NAME +ID +NOTE$/m)
  const { json } = await run(['connections', 'choices', 'Shop', 'authors', '--search', 'mary', '--json'])
  expect(json.items.map((one: { label: string }) => one.label)).toEqual(['Mary Writer'])
})

test('a key that was revoked makes the check exit 1', async () => {
  wix.control.changeKey({ key, revoked: true })
  const checked = await run(['connections', 'check', 'Shop'])
  expect(checked.code).toBe(1)
  expect(checked.stdout).toMatch(/^Status {2,}needs attention$/m)
  const found = await run(['doctor'])
  expect(found.code).toBe(1)
  expect(found.stdout).toMatch(/^failed +Connection "Shop": needs attention/m)
})

test('two connections of one name are told apart by id, and disconnected', async () => {
  wix.control.changeKey({ key, revoked: false })
  // With the same key it would be the same connection.
  const input = `${wix.control.createKey({ sites: [siteId] }).key}\n`
  const second = await run(['connections', 'add', '--site', siteId, '--name', 'Shop', '--json'], input)
  expect(second.code).toBe(0)
  const unclear = await run(['connections', 'show', 'Shop'])
  expect(unclear.code).toBe(2)
  expect(unclear.stderr).toContain(second.json.id)
  expect((await run(['connections', 'remove', second.json.id])).code).toBe(0)
  const removed = await run(['connections', 'remove', 'Shop'])
  expect(removed.stdout).toBe('Disconnected "Shop". Nothing was removed from Wix.\n')
})

test('a name nobody has is answered with those there are', async () => {
  const missing = await run(['connections', 'show', 'Nobody'])
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(missing.stderr).toContain('No connections called "Nobody"')
})

test('no key was ever printed', () => {
  expect(printed.length).toBeGreaterThan(1000)
  expect(printed).not.toContain(key)
  expect(printed).not.toContain('IST.wrong.key')
  expect(readFileSync(cli.file('seen', printed), 'utf8')).not.toContain(key.slice(4, 24))
})

test('a site has a daily limit over its schedules, until it is taken away', async () => {
  await run(['connections', 'practice'])
  const limit = (...args: string[]) => run(['connections', 'ceiling', 'Practice site', ...args])
  expect((await limit()).stdout).toContain('No limit.')
  expect((await limit('--per-day', '1200')).stdout).toContain('At most 1,200 pages a day.')
  expect((await limit('--json')).json).toMatchObject({ perDay: 1200, sent: 0, coming: 0 })
  expect(await limit('--per-day', '0')).toMatchObject({ code: 2, stdout: '' })
  expect((await limit('--unlimited')).stdout).toContain('No limit.')
})

test('a site has a pace of its own, until it is taken away', async () => {
  await run(['connections', 'practice'])
  const pace = (...args: string[]) => run(['connections', 'pace', 'Practice site', ...args])
  expect((await pace('--per-minute', '60')).stdout).toContain('60 a minute')
  expect((await pace('--json')).json).toMatchObject({ ratePerMinute: 60, mostPerMinute: 60 })
  for (const wrong of ['4', '196', 'fast'])
    expect(await pace('--per-minute', wrong)).toMatchObject({ code: 2, stdout: '' })
  expect((await pace('--usual', '--json')).json).toMatchObject({ ratePerMinute: 195, mostPerMinute: null })
})
