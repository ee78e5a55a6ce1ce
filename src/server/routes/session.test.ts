import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestApp, type TestApp, testOwner } from '../../../test/helpers/app.ts'

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
const cookiesOf = (answer: { headers: object }) =>
  [(answer.headers as Record<string, string | string[]>)['set-cookie'] ?? []].flat()
const cookieOf = (answer: { headers: object }) => cookiesOf(answer)[0]!.split(';')[0]!
const whoAmI = (cookie: string) => app.call('GET', '/api/session', { as: 'nobody', headers: { cookie } })

it('signs in with another spelling of the address, and gives a new random session each time', async () => {
  const first = await logIn({ email: ' OLGA@Example.COM ' })
  const second = await logIn()
  expect(first.status).toBe(200)
  expect(first.body).toMatchObject({
    user: { email: testOwner.email, role: 'owner' },
    insecureTransport: false,
    preferences: { singleKeys: true, columns: {} },
  })
  expect(cookieOf(first)).not.toBe(cookieOf(second))
  expect(cookiesOf(first)).toEqual([
    expect.stringMatching(/^seomatic=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
    expect.stringMatching(/^seomatic-known=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
  ])
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

it('lets the owner in through a browser that signed in before, while strangers keep failing', async () => {
  const known = cookiesOf(await logIn())[1]!.split(';')[0]!
  const { rows } = await app.program.database.query('select * from known_browsers')
  expect(JSON.stringify(rows)).not.toContain(known.split('=')[1])
  await Promise.all(Array.from({ length: 15 }, () => logIn({ password: 'another password 77' })))
  expect((await logIn()).status).toBe(429)
  expect((await logIn({}, { cookie: 'seomatic-known=made-up' })).status).toBe(429)
  const mine = await logIn({}, { cookie: known })
  expect(mine.status).toBe(200)
  // It is known already, and gets no second one.
  expect(cookiesOf(mine)).toHaveLength(1)
  // Knowing the browser is no way in.
  expect((await logIn({ password: 'another password 77' }, { cookie: known })).status).toBe(401)
  expect((await whoAmI(known)).status).toBe(401)
})

it('writes the same for an unknown account as for a wrong password, and not what was typed', async () => {
  const written = async (email: string) => {
    const count = async () =>
      (await app.program.database.query<{ n: number }>('select count(*)::int as n from audit_events'))
        .rows[0]!.n
    const before = await count()
    await logIn({ email, password: 'another password 77' })
    return (await count()) - before
  }
  expect(await written(testOwner.email)).toBe(1)
  expect(await written('my password by mistake')).toBe(1)
  const { body, text } = await app.call('GET', '/api/audit-events?limit=1')
  expect(body.items[0]).toMatchObject({ action: 'login.failed', address: '127.0.0.1' })
  expect(text).not.toContain('by mistake')
})

it('asks for the password again after a quarter of an hour, for what is worth most', async () => {
  const { database } = app.program
  const cookie = cookieOf(await logIn())
  const call = (method: string, path: string, body?: object) =>
    app.call(method, path, { as: 'nobody', headers: { cookie, origin: app.url }, ...(body && { body }) })
  const tries: [string, string, object?][] = [
    ['POST', '/api/tokens', { name: 'x' }],
    ['DELETE', '/api/tokens/x'],
    ['POST', '/api/connections', {}],
    ['PUT', '/api/connections/x/credentials', {}],
    ['DELETE', '/api/connections/x'],
    ['POST', '/api/keys/rotate', {}],
  ]
  const codes = async () =>
    Promise.all(tries.map(async (one) => (await call(...one)).body?.error?.code ?? 'done'))
  expect(await codes()).not.toContain('password_needed')
  await database.query(`update sessions set created_at = now() - interval '16 minutes', confirmed_at = null`)
  expect(new Set(await codes())).toEqual(new Set(['password_needed']))
  expect((await call('GET', '/api/tokens')).status).toBe(200)

  expect((await call('POST', '/api/session/confirm', { password: 'not it at all' })).status).toBe(403)
  expect((await call('POST', '/api/tokens', { name: 'x' })).body.error.code).toBe('password_needed')
  expect((await call('POST', '/api/session/confirm', { password: testOwner.password })).status).toBe(204)
  expect(await codes()).not.toContain('password_needed')
  await database.query(`update sessions set confirmed_at = now() - interval '16 minutes'`)
  expect(new Set(await codes())).toEqual(new Set(['password_needed']))
  await database.query(`update sessions set created_at = now()`)
})

it('writes down what goes wrong with passwords and who was signed out, with the address', async () => {
  const change = { current: 'not the current one', next: 'a long new passphrase' }
  await app.call('POST', '/api/account/password', { body: change })
  await app.call('POST', '/api/session/confirm', { body: { password: 'neither' } })
  const cookie = cookieOf(await logIn())
  await app.call('DELETE', '/api/session', { as: 'nobody', headers: { cookie, origin: app.url } })
  await logIn({}, { 'user-agent': 'Firefox' })
  const { items } = (await app.call('GET', '/api/account/sessions')).body
  const other = items.find((one: { userAgent: string }) => one.userAgent === 'Firefox')
  await app.call('DELETE', `/api/account/sessions/${other.id}`)
  const audit = (await app.call('GET', '/api/audit-events?limit=20')).body.items
  const seen = audit.map((one: { action: string }) => one.action)
  for (const action of ['password.change_refused', 'password.refused', 'session.ended', 'session.removed'])
    expect(seen).toContain(action)
  expect(new Set(audit.map((one: { address: string }) => one.address))).toEqual(new Set(['127.0.0.1']))
})

it('ends the tokens with the password where that is asked for, but not the one that asks', async () => {
  const token = async (name: string) =>
    (await app.call('POST', '/api/tokens', { body: { name } })).body.secret
  const works = async (secret: string) =>
    (await app.call('GET', '/api/tokens', { as: 'nobody', headers: { authorization: `Bearer ${secret}` } }))
      .status
  const [mine, other] = [await token('mine'), await token('other')]
  const next = 'a long new passphrase'
  await app.call('POST', '/api/account/password', { body: { current: testOwner.password, next } })
  expect([await works(mine), await works(other)]).toEqual([200, 200])
  const back = { current: next, next: testOwner.password, endTokens: true }
  const headers = { authorization: `Bearer ${mine}` }
  expect(
    (await app.call('POST', '/api/account/password', { as: 'nobody', headers, body: back })).status,
  ).toBe(204)
  expect([await works(mine), await works(other)]).toEqual([200, 401])
  // A token signs all browsers out; the next tests need theirs.
  app.cookie = cookieOf(await logIn())
})

it('sets a new password for whoever can write into the data folder, once, and within minutes', async () => {
  const file = join(app.config.dataDir, 'password-reset.token')
  const reset = (token: string, password = 'a way back in 2026') =>
    app.call('POST', '/api/account/reset', { as: 'nobody', body: { token, password } })
  const token = 'x'.repeat(43)
  expect((await reset(token)).status).toBe(403)
  writeFileSync(file, token)
  expect((await reset('y'.repeat(43))).status).toBe(403)
  utimesSync(file, new Date(), new Date(Date.now() - 16 * 60_000))
  expect((await reset(token)).status).toBe(403)
  utimesSync(file, new Date(), new Date())
  expect((await reset(token, 'password1234')).status).toBe(400)
  const done = await reset(token)
  expect([done.status, done.body]).toEqual([200, { name: testOwner.name, email: testOwner.email }])
  expect(existsSync(file)).toBe(false)
  expect((await reset(token)).status).toBe(403)
  expect((await app.call('GET', '/api/session')).status).toBe(401)
  const back = await logIn({ password: 'a way back in 2026' })
  expect(back.status).toBe(200)
  app.cookie = cookieOf(back)
  const audit = (await app.call('GET', '/api/audit-events?limit=3')).body.items
  expect(audit.map((one: { action: string }) => one.action)).toContain('password.reset')
})

it('stores passwords with argon2id at the cost of the day', async () => {
  const { rows } = await app.program.database.query<{ password_hash: string }>(
    'select password_hash from users',
  )
  expect(rows[0]!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
