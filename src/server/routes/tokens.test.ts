import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import type { Endpoint } from '../../api/endpoint.ts'
import { routes } from '../../api/routes.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ config: { databaseUrl: '' } })
})
afterAll(() => app.close())

const use = (secret: string, method = 'GET', path = '/api/tokens') =>
  app.call(method, path, { as: 'nobody', headers: { authorization: `Bearer ${secret}` } })

it('shows a token once, stores its hash, and lets it in without an origin', async () => {
  const made = await app.call('POST', '/api/tokens', { body: { name: 'deploys', expiresInDays: 30 } })
  expect(made.status).toBe(201)
  const { secret, ...shown } = made.body
  expect(secret).toMatch(/^smt_[\w-]{43}$/)
  expect(shown).toMatchObject({ name: 'deploys', prefix: secret.slice(0, 8), lastUsedAt: null })
  expect(Date.parse(shown.expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000)

  const list = await use(secret)
  expect(list.status).toBe(200)
  expect(list.text).not.toContain(secret)
  expect(list.body.items.find((one: { id: string }) => one.id === shown.id).lastUsedAt).not.toBeNull()
  const { rows } = await app.program.database.query('select * from api_tokens')
  expect(JSON.stringify(rows)).not.toContain(secret)

  expect((await use(secret, 'DELETE', `/api/tokens/${shown.id}`)).status).toBe(204)
  expect((await use(secret)).status).toBe(401)
  expect((await app.call('DELETE', `/api/tokens/${shown.id}`)).status).toBe(404)
})

it('refuses an expired token, an unknown one and another scheme', async () => {
  const { secret, id } = (await app.call('POST', '/api/tokens', { body: { name: 'old' } })).body
  await app.program.database.query(`update api_tokens set expires_at = now() where id = $1`, [id])
  expect((await use(secret)).status).toBe(401)
  expect((await use('smt_unknown')).status).toBe(401)
  const basic = await app.call('GET', '/api/tokens', { headers: { authorization: 'Basic b2xnYTp4' } })
  expect(basic.status).toBe(401)
})

it.each([
  ['read', 200, 403, 403, 403],
  ['edit', 200, 201, 403, 403],
  ['publish', 200, 201, 404, 403],
  ['manage', 200, 201, 404, 201],
] as const)(
  'lets a token with the scope %s do that and no more',
  async (scope, read, edit, publish, manage) => {
    const { secret, ...made } = (await app.call('POST', '/api/tokens', { body: { name: scope, scope } })).body
    expect(made.scope).toBe(scope)
    const post = (path: string, body: object) =>
      app.call('POST', path, { as: 'nobody', headers: { authorization: `Bearer ${secret}` }, body })
    const template = { name: 'T', destination: 'wix/blog', fields: {} }
    expect((await use(secret)).status).toBe(read)
    expect((await post('/api/templates', template)).status).toBe(edit)
    const published = await post('/api/plans/none/apply', {})
    expect(published.status).toBe(publish)
    expect((await post('/api/tokens', { name: 'x' })).status).toBe(manage)
    if (publish === 403) expect(published.body.error.message).toMatch(/--scope publish/)
  },
)

it.each(['read', 'edit', 'publish'] as const)(
  'keeps a token with the scope %s off the account: its password and its browsers',
  async (scope) => {
    const { secret } = (await app.call('POST', '/api/tokens', { body: { name: scope, scope } })).body
    const own = Object.values(routes)
      .flatMap((group): Endpoint[] => Object.values(group))
      .filter(({ role, method, reads }) => role === 'viewer' && method !== 'GET' && !reads)
    expect(own.map(({ path }) => path)).toContain('/api/account/password')
    for (const { method, path } of own) {
      const answer = await use(secret, method, path.replace(':id', 'ses_1'))
      expect({ path, status: answer.status }).toEqual({ path, status: 403 })
    }
  },
)

it.each(['read', 'edit', 'publish'] as const)(
  'lets a token with the scope %s ask what only reads, though the question is a body',
  async (scope) => {
    const { secret } = (await app.call('POST', '/api/tokens', { body: { name: `asks, ${scope}`, scope } }))
      .body
    const asked = Object.values(routes)
      .flatMap((group): Endpoint[] => Object.values(group))
      .filter(({ reads }) => reads)
    expect(asked.map(({ path }) => path)).toContain('/api/plans/:id/selection')
    for (const { method, path } of asked) {
      const answer = await use(secret, method, path.replace(':id', 'none_1'))
      // Who may not ask hears that before anything else; who may, that this is no question or about nothing.
      expect([400, 404], path).toContain(answer.status)
    }
  },
)

it('lets a token from before scopes do everything', async () => {
  const { secret, id } = (await app.call('POST', '/api/tokens', { body: { name: 'old one' } })).body
  // As the migration leaves it: the column's default.
  await app.program.database.query('update api_tokens set scope = default where id = $1', [id])
  expect((await use(secret, 'GET', '/api/audit-events')).status).toBe(200)
  const list = (await use(secret)).body.items
  expect(list.find((one: { id: string }) => one.id === id)).toMatchObject({
    scope: 'manage',
    expiresAt: null,
  })
})

it('rejects bad input and callers without a login', async () => {
  expect((await app.call('POST', '/api/tokens', { body: { name: '' } })).status).toBe(400)
  expect((await app.call('POST', '/api/tokens', { body: { name: 'x', expiresInDays: 0 } })).status).toBe(400)
  for (const [method, path] of [
    ['GET', '/api/tokens'],
    ['POST', '/api/tokens'],
    ['DELETE', '/api/tokens/x'],
  ]) {
    expect((await app.call(method!, path!, { as: 'nobody' })).status).toBe(401)
  }
})

it('keeps owners to what only they may do', async () => {
  const { database } = app.program
  await database.query(`update users set role = 'publisher'`)
  const answer = await app.call('POST', '/api/tokens', { body: { name: 'x' } })
  expect(answer.body.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('"owner"') })
  expect((await app.call('GET', '/api/tokens')).status).toBe(200)
  await database.query(`update users set role = 'owner'`)
})

it('writes down who did what, and pages through it', async () => {
  const names: string[] = []
  let cursor = ''
  do {
    const { body } = await app.call('GET', `/api/audit-events?limit=2${cursor && `&cursor=${cursor}`}`)
    expect(body.items.length).toBeLessThanOrEqual(2)
    names.push(...body.items.map((one: { action: string }) => one.action))
    cursor = body.nextCursor
  } while (cursor)
  expect(names.at(-1)).toBe('setup.completed')
  expect(names).toContain('token.revoked')
  expect((await app.call('GET', '/api/audit-events?cursor=xx')).status).toBe(400)
  expect((await app.call('GET', '/api/audit-events?limit=501')).status).toBe(400)
  expect((await app.call('GET', '/api/audit-events?limit=1&limit=100000')).status).toBe(400)
})

it('says what the installation is', async () => {
  expect((await app.call('GET', '/api/status')).body).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    database: { kind: expect.any(String), durable: expect.any(Boolean) },
    encryptionKey: { source: 'file', path: expect.stringContaining('encryption.key') },
    services: ['server', 'worker'],
  })
})
