import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, testOwner } from '../../../test/helpers/app.ts'
import { createTestCli, sendJson, startScriptedServer, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli
let link = ''

beforeAll(async () => {
  app = await startTestApp({ listen: true, signedIn: false })
  cli = createTestCli()
  link = `${app.url}/setup#token=${await app.program.accounts.setup.renewToken()}`
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

const passwordFile = () => cli.file('password', `${testOwner.password}\n`)
const login = (more: string[] = []) =>
  cli.run(['login', '--url', app.url, '--email', testOwner.email, '--password-file', passwordFile(), ...more])

test('setup without a password and without anybody to ask says which options to add', async () => {
  const asked = await cli.run(['setup', link, '--name', testOwner.name, '--email', testOwner.email])
  expect(asked).toMatchObject({ code: 2, stdout: '' })
  expect(asked.stderr).toContain('--password-file')
})

test('setup refuses a link without a token before it talks to anybody', async () => {
  const asked = await cli.run(['setup', `${app.url}/setup`])
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain('This is not a setup link')
})

test('setup makes the owner and stores a working token in a file only this user can read', async () => {
  const made = await cli.run([
    'setup',
    link,
    '--name',
    testOwner.name,
    '--email',
    testOwner.email,
    '--password-file',
    passwordFile(),
  ])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toContain(`Welcome, ${testOwner.name}`)

  const { token, url } = cli.credentials()
  expect(url).toBe(app.url)
  expect(token).toMatch(/^smt_/)
  expect(made.stdout).not.toContain(token)
  expect(readFileSync(cli.credentialsPath, 'utf8')).not.toContain(testOwner.password)
  expect(statSync(cli.credentialsPath).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(cli.credentialsPath)).mode & 0o777).toBe(0o700)

  const who = await cli.run(['account', 'show', '--json'])
  expect(who.json.user).toMatchObject({ name: testOwner.name, email: testOwner.email, role: 'owner' })
})

test('a second setup says that the owner exists, before it asks for a password', async () => {
  const again = await cli.run(['setup', link, '--json'])
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect(JSON.parse(again.stderr).error).toMatchObject({ code: 'setup_closed' })
})

test('login replaces the token and revokes the one before', async () => {
  const before = cli.credentials()
  const signedIn = await login()
  expect(signedIn).toMatchObject({ code: 0, stderr: '' })
  const after = cli.credentials()
  expect(after.token).not.toBe(before.token)
  const old = await cli.run(['status'], { env: { SEOMATIC_URL: app.url, SEOMATIC_TOKEN: before.token } })
  expect(old.code).toBe(1)
  const { json } = await cli.run(['tokens', 'list', '--json'])
  expect(json.items.map((one: { id: string }) => one.id)).toEqual([after.tokenId])
  const sessions = await cli.run(['account', 'sessions', '--json'])
  expect(sessions.json.items).toEqual([])
})

test('login takes the password from SEOMATIC_PASSWORD', async () => {
  const signedIn = await cli.run(['login', '--url', app.url, '--email', testOwner.email], {
    env: { SEOMATIC_PASSWORD: testOwner.password },
  })
  expect(signedIn).toMatchObject({ code: 0, stderr: '' })
})

test('login with a wrong password exits 1, stores nothing and repeats no password', async () => {
  const before = cli.credentials()
  const wrong = cli.file('wrong', 'not the password at all')
  const refused = await cli.run(['login', '--email', testOwner.email, '--password-file', wrong])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toMatch(/\(\w+, request req_\w+\)/)
  expect(refused.stderr).not.toContain('not the password')
  expect(cli.credentials()).toEqual(before)
})

test('the stored token is never sent to another server', async () => {
  const other = await startScriptedServer((_, response) => sendJson(response, {}))
  try {
    const asked = await cli.run(['status'], { env: { SEOMATIC_URL: other.url } })
    expect(asked.code).toBe(1)
    expect(asked.stderr).toContain('SEOMATIC_TOKEN')
    expect(other.requests).toEqual([])
  } finally {
    await other.close()
  }
})

test('a redirect is not followed with the token', async () => {
  const thief = await startScriptedServer((_, response) => sendJson(response, {}))
  const server = await startScriptedServer((_, response) => {
    response.writeHead(307, { location: `${thief.url}/api/status` }).end()
  })
  try {
    const asked = await cli.run(['status'], {
      env: { SEOMATIC_URL: server.url, SEOMATIC_TOKEN: 'smt_canary' },
    })
    expect(asked.code).toBe(1)
    expect(asked.stderr).toContain('status 307')
    expect(thief.requests).toEqual([])
  } finally {
    await server.close()
    await thief.close()
  }
})

test('a token in SEOMATIC_TOKEN that is none, or is no longer good, is named as that', async () => {
  const ask = (token: string) =>
    cli.run(['status'], { env: { SEOMATIC_URL: app.url, SEOMATIC_TOKEN: token } })
  for (const token of ['not a token', '"smt_quoted"', 'smt_two smt_tokens', 'ü'])
    expect(await ask(token)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('SEOMATIC_TOKEN does not hold'),
    })
  const unknown = await ask('smt_nobodyknowsthisone')
  expect(unknown).toMatchObject({ code: 1, stdout: '' })
  expect(unknown.stderr).toMatch(/does not accept the token in SEOMATIC_TOKEN.*revoked/)
  expect(unknown.stderr).not.toContain('nobodyknows')
  expect((await ask(`${cli.credentials().token}\n`)).code).toBe(0)
})

test('a forgotten password is set anew on the machine of the server', async () => {
  const next = 'a way back for Olga'
  const file = cli.file('next', next)
  const env = { SEOMATIC_URL: app.url, DATA_DIR: app.config.dataDir }
  const elsewhere = await cli.run(['accounts', 'reset', '--password-file', file], {
    env: { ...env, DATA_DIR: cli.folder },
  })
  expect(elsewhere).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('does not use the data folder'),
  })
  expect(existsSync(join(cli.folder, 'password-reset.token'))).toBe(false)

  const done = await cli.run(['accounts', 'reset', '--password-file', file], { env })
  expect(done).toMatchObject({ code: 0, stderr: '' })
  expect(done.stdout).toContain(testOwner.email)
  expect(existsSync(join(app.config.dataDir, 'password-reset.token'))).toBe(false)
  const login = ['login', '--email', testOwner.email, '--password-file']
  expect((await cli.run([...login, file])).code).toBe(0)
  const back = cli.file('back', testOwner.password)
  expect((await cli.run(['accounts', 'reset', '--password-file', back], { env })).code).toBe(0)
  expect((await cli.run([...login, back])).code).toBe(0)
})

test('logout revokes the token and forgets it', async () => {
  const { token } = cli.credentials()
  const left = await cli.run(['logout'])
  expect(left).toMatchObject({ code: 0, stderr: '' })
  expect(left.stdout).toContain('The API token is revoked')
  expect(existsSync(cli.credentialsPath)).toBe(false)
  const old = await cli.run(['status'], { env: { SEOMATIC_URL: app.url, SEOMATIC_TOKEN: token } })
  expect(old.code).toBe(1)
  const asked = await cli.run(['status'])
  expect(asked.stderr).toContain('seomatic login')
})
