import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, testOwner } from '../../../test/helpers/app.ts'
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

test('a token is shown once, works, and ends when it is revoked', async () => {
  const made = await cli.run(['tokens', 'create', 'nightly', '--days', '30', '--json'])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  const env = { SEOMATIC_TOKEN: made.json.secret }
  expect((await cli.run(['account', 'show'], { env })).stdout).toContain('Olga Owner')

  const list = await cli.run(['tokens', 'list'])
  expect(list.stdout).toContain('nightly')
  expect(list.stdout).not.toContain(made.json.secret)
  expect((await cli.run(['tokens', 'revoke', 'nightly'])).stdout).toContain('Revoked "nightly"')
  expect((await cli.run(['account', 'show'], { env })).code).toBe(1)
})

test('a token may do what its scope says, and the list shows it', async () => {
  const made = await cli.run(['tokens', 'create', 'reader', '--scope', 'read', '--json'])
  const env = { SEOMATIC_TOKEN: made.json.secret }
  expect((await cli.run(['status'], { env })).code).toBe(0)
  const refused = await cli.run(['tokens', 'create', 'more'], { env })
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--scope manage') })
  const list = await cli.run(['tokens', 'list'])
  expect(list.stdout).toMatch(/reader .* read .*\n/)
  expect(list.stdout).toMatch(/everything/)
  expect((await cli.run(['tokens', 'create', 'x', '--scope', 'all'])).code).toBe(2)
})

test('days have to be a number', async () => {
  expect(await cli.run(['tokens', 'create', 'x', '--days', 'soon'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('whole number of days'),
  })
})

test('browsers are listed and signed out', async () => {
  const list = await cli.run(['account', 'sessions', '--json'])
  const { id } = list.json.items[0]
  expect((await cli.run(['account', 'sign-out', id])).code).toBe(0)
  expect((await cli.run(['account', 'sessions', '--json'])).json.items).toEqual([])
})

test('the password is changed with both in files, and a wrong one of today is refused', async () => {
  const next = 'seven other quiet words 77'
  const wrong = cli.file('wrong', 'surely not this one')
  const current = cli.file('current', `${testOwner.password}\n`)
  const fresh = cli.file('next', `${next}\n`)
  const change = (file: string) =>
    cli.run(['account', 'password', '--password-file', file, '--new-password-file', fresh])
  expect((await change(wrong)).code).toBe(1)
  const changed = await change(current)
  expect(changed).toMatchObject({ code: 0, stderr: '' })
  expect(changed.stdout).not.toContain(next)
  const login = ['login', '--url', app.url, '--email', testOwner.email, '--password-file']
  expect((await cli.run([...login, current])).code).toBe(1)
  expect((await cli.run([...login, fresh])).code).toBe(0)
})

test('the new password is never taken from the environment', async () => {
  const refused = await cli.run(['account', 'password'], {
    env: { SEOMATIC_PASSWORD: 'seven other quiet words 77' },
  })
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('--new-password-file')
})
