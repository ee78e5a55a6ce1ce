import { chmodSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, testOwner } from '../../../test/helpers/app.ts'
import { createTestCli, sendJson, startScriptedServer, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

beforeAll(async () => {
  app = await startTestApp({ listen: true, config: { databaseUrl: '' } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

test('status tells a person about the database, and a program what the API says', async () => {
  const words = await cli.run(['status'])
  expect(words).toMatchObject({ code: 0, stderr: '' })
  expect(words.stdout).toMatch(/^Database {2,}embedded \(PGlite\)$/m)
  const { body } = await app.call('GET', '/api/status')
  expect((await cli.run(['status', '--json'])).json).toEqual(body)
  expect((await cli.run(['--json', 'status'])).json).toEqual(body)
})

test('doctor finds everything in order but a Wix site', async () => {
  const found = await cli.run(['doctor'])
  expect(found).toMatchObject({ code: 0, stderr: '' })
  expect(found.stdout).toMatch(/^ok +Token: Olga Owner, owner$/m)
  expect(found.stdout).toMatch(/^warning +Connections: no Wix site is connected/m)
})

test('doctor exits 1 and says what to do when the token does not work or nobody answers', async () => {
  const refused = await cli.run(['doctor', '--json'], { env: { SEOMATIC_TOKEN: 'smt_wrong' } })
  expect(refused.code).toBe(1)
  expect(refused.json.checks.at(-1)).toMatchObject({ name: 'Token', state: 'failed' })
  const away = await cli.run(['doctor'], { env: { SEOMATIC_URL: 'http://127.0.0.1:9' } })
  expect(away.code).toBe(1)
  expect(away.stdout).toMatch(/^failed +Server: .*npm start/m)
})

test('doctor warns when others can read the credentials', async () => {
  const own = createTestCli()
  try {
    const password = own.file('password', testOwner.password)
    const args = ['login', '--url', app.url, '--email', testOwner.email, '--password-file', password]
    expect((await own.run(args)).code).toBe(0)
    chmodSync(own.credentialsPath, 0o644)
    const found = await own.run(['doctor'])
    expect(found.stdout).toContain(`chmod 600 ${own.credentialsPath}`)
  } finally {
    own.remove()
  }
})

test('audit lists who did what, page by page', async () => {
  const first = await cli.run(['audit', '--limit', '1'])
  expect(first.stdout).toMatch(/Olga Owner +logged out .*127\.0\.0\.1/)
  const cursor = /--cursor (\S+),/.exec(first.stdout)?.[1] ?? ''
  const second = await cli.run(['audit', '--limit', '1', '--cursor', cursor, '--json'])
  expect(second.json.items).toMatchObject([{ action: 'token.created', address: '127.0.0.1' }])
  const all = await cli.run(['audit', '--all', '--json'])
  expect(all.json).toMatchObject({ nextCursor: null })
  expect(all.json.items.map((event: { action: string }) => event.action)).toContain('setup.completed')
  const entry = await cli.run(['audit', '--entry', second.json.items[0].id])
  expect(entry.stdout).toMatch(/^Action +token\.created$/m)
  expect((await cli.run(['audit', '--entry', 'nothing'])).code).toBe(1)
})

test('an answer that is not SEOmatic is told as such', async () => {
  const other = await startScriptedServer((_, response) => sendJson(response, { hello: 'world' }))
  const router = await startScriptedServer((_, response) =>
    response.writeHead(502).end('<h1>Bad gateway</h1>'),
  )
  try {
    const strange = await cli.run(['status'], { env: { SEOMATIC_URL: other.url } })
    expect(strange.code).toBe(1)
    expect(strange.stderr).toContain('(unexpected_answer)')
    const broken = await cli.run(['status'], { env: { SEOMATIC_URL: router.url } })
    expect(broken.stderr).toContain('status 502')
  } finally {
    await other.close()
    await router.close()
  }
})
