import { verify } from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp, testOwner } from '../../../test/helpers/app.ts'

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  return { ...real, verify: vi.fn(real.verify) }
})

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.program.database.query('delete from login_attempts')
})

const logIn = (change: object = {}, headers: Record<string, string> = {}) =>
  app.call('POST', '/api/session', {
    as: 'nobody',
    headers,
    body: { email: testOwner.email, password: testOwner.password, ...change },
  })
const cookieOf = (answer: { headers: object }) =>
  String((answer.headers as Record<string, unknown>)['set-cookie']).split(';')[0]!
const whoAmI = (cookie: string) => app.call('GET', '/api/session', { as: 'nobody', headers: { cookie } })

it('signs in with another spelling of the address, and gives a new random session each time', async () => {
  const first = await logIn({ email: ' OLGA@Example.COM ' })
  const second = await logIn()
  expect(first.status).toBe(200)
  expect(first.body).toMatchObject({
    user: { email: testOwner.email, role: 'owner' },
    insecureTransport: false,
  })
  expect(cookieOf(first)).not.toBe(cookieOf(second))
  expect(String(first.headers['set-cookie'])).toMatch(
    /^seomatic=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  const secret = cookieOf(first).split('=')[1]!
  const { rows } = await app.program.database.query('select * from sessions')
  expect(JSON.stringify(rows)).not.toContain(secret)
})

it('answers an unknown address and a wrong password alike', async () => {
  const wrong = await logIn({ password: 'another password 77' })
  const unknown = await logIn({ email: 'nobody@example.com' })
  expect(wrong.status).toBe(401)
  expect(unknown.status).toBe(401)
  expect(unknown.body.error.message).toBe(wrong.body.error.message)
  expect(wrong.headers['set-cookie']).toBeUndefined()
})

it('does the same work for an unknown address as for a wrong password', async () => {
  const work = async (email: string) => {
    await app.program.database.query('delete from login_attempts')
    vi.mocked(verify).mockClear()
    await logIn({ email, password: 'another password 77' })
    // The cost stands at the beginning of a hash: $argon2id$v=19$m=19456,t=2,p=1$
    return vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4).join('$'))
  }
  const known = await work(testOwner.email)
  expect(known).toEqual(['$argon2id$v=19$m=19456,t=2,p=1'])
  expect(await work('nobody@example.com')).toEqual(known)
})

it('compares whole passwords', async () => {
  const long = `${'correct horse '.repeat(6)}battery`
  const change = await app.call('POST', '/api/account/password', {
    body: { current: testOwner.password, next: long },
  })
  expect(change.status).toBe(204)
  expect((await logIn({ password: long.slice(0, 72) })).status).toBe(401)
  expect((await logIn({ password: long })).status).toBe(200)
  await app.call('POST', '/api/account/password', { body: { current: long, next: testOwner.password } })
})

it('signs out at once', async () => {
  const cookie = cookieOf(await logIn())
  expect((await whoAmI(cookie)).status).toBe(200)
  const out = await app.call('DELETE', '/api/session', { as: 'nobody', headers: { cookie, origin: app.url } })
  expect(out.status).toBe(204)
  expect((await whoAmI(cookie)).status).toBe(401)
})

it('lists browsers, and signs one or all others out', async () => {
  const [first, second] = [cookieOf(await logIn({}, { 'user-agent': 'Firefox' })), cookieOf(await logIn())]
  const { items } = (await app.call('GET', '/api/account/sessions')).body
  expect(items.filter((one: { current: boolean }) => one.current)).toHaveLength(1)
  const firefox = items.find((one: { userAgent: string }) => one.userAgent === 'Firefox')
  expect((await app.call('DELETE', `/api/account/sessions/${firefox.id}`)).status).toBe(204)
  expect((await app.call('DELETE', `/api/account/sessions/${firefox.id}`)).status).toBe(404)
  expect((await whoAmI(first)).status).toBe(401)

  const change = (current: string, next: string) =>
    app.call('POST', '/api/account/password', { body: { current, next } })
  expect((await change('not the current one', 'a long new passphrase')).status).toBe(403)
  expect((await change(testOwner.password, 'short')).status).toBe(400)
  expect((await change(testOwner.password, 'qwertyuiop123')).body.error.message).toMatch(/attackers try/)
  expect((await whoAmI(second)).status).toBe(200)
  expect((await change(testOwner.password, 'a long new passphrase')).status).toBe(204)
  expect((await whoAmI(second)).status).toBe(401)
  expect((await app.call('GET', '/api/session')).status).toBe(200)
  await change('a long new passphrase', testOwner.password)
})

it('slows guessing down and then stops it, without locking the owner out elsewhere', async () => {
  const guess = () =>
    logIn({ password: 'another password 77' }, { 'x-forwarded-for': `10.0.0.${Math.random()}` })
  const answers = await Promise.all(Array.from({ length: 20 }, guess))
  const blocked = answers.filter((answer) => answer.status === 429)
  expect(blocked.length).toBe(10)
  const next = await logIn()
  expect(next.status).toBe(429)
  expect(Number(next.headers['retry-after'])).toBeGreaterThan(0)

  const visitor = { address: '192.0.2.7', userAgent: '' }
  const elsewhere = await app.program.accounts.logIn(testOwner.email, testOwner.password, visitor)
  expect(elsewhere.secret).toHaveLength(43)
})

it('stores passwords with argon2id at the cost of the day', async () => {
  const { rows } = await app.program.database.query<{ password_hash: string }>(
    'select password_hash from users',
  )
  expect(rows[0]!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
