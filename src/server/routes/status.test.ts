import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp, testOwner } from '../../../test/helpers/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ config: { databaseUrl: '' } })
})
afterAll(() => app.close())

const audit = async (query = '') => (await app.call('GET', `/api/audit-events?limit=100${query}`)).body.items
const actions = async (query: string) => (await audit(query)).map(({ action }: { action: string }) => action)

it('tells how large what is stored is, group by group, within the whole', async () => {
  const { body } = await app.call('GET', '/api/status/storage')
  const sum = body.groups.reduce((all: number, { bytes }: { bytes: number }) => all + bytes, 0)
  expect(body.groups.length).toBe(9)
  expect(body.groups.every(({ bytes }: { bytes: number }) => bytes > 0)).toBe(true)
  expect(sum).toBeLessThan(body.databaseBytes)
  expect(body.freeBytes).toBeGreaterThan(0)
  expect(body.uploadBytes).toBe(0)
})

it('makes a report without a name, an address or a secret in it, and notes that it was read', async () => {
  const practice = await app.call('POST', '/api/connections/practice', { body: {} })
  await app.call('PATCH', `/api/connections/${practice.body.id}`, { body: { name: 'Very private site' } })
  const report = await app.call('GET', '/api/status/diagnostics')
  expect(report.status).toBe(200)
  expect(report.body.connections).toMatchObject([{ kind: 'practice', status: 'active', failure: null }])
  expect(report.body.database.migration).toBeGreaterThan(40)
  expect(report.body.settings).toContain('DATA_DIR')
  for (const secret of [
    'Very private site',
    practice.body.siteId,
    testOwner.email,
    testOwner.name,
    app.token,
  ])
    expect(report.text).not.toContain(secret)
  expect(report.text).not.toContain(app.config.dataDir)
  expect(await actions('&about=settings')).toContain('diagnostics.read')
})

it('names the packages that run, and none that only tests need', async () => {
  const { body } = await app.call('GET', '/api/status/licences')
  const names = body.items.map(({ name }: { name: string }) => name)
  expect(names).toContain('fastify')
  expect(names).not.toContain('vitest')
  expect(body.items.find(({ name }: { name: string }) => name === 'zod')).toMatchObject({ licence: 'MIT' })
})

it('narrows the audit log by what it is about, by words and by time', async () => {
  await app.call('POST', '/api/tokens', { body: { name: 'nightly build' } })
  expect(new Set((await actions('&about=account')).map((name: string) => name.split('.')[0]))).not.toContain(
    'connection',
  )
  expect(await actions('&search=nightly')).toEqual(['token.created'])
  expect(await actions('&search=100%25')).toEqual([])
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  expect(await actions(`&from=${tomorrow}`)).toEqual([])
  expect((await actions(`&to=${tomorrow}`)).length).toBe((await audit()).length)
  expect((await app.call('GET', '/api/audit-events?about=moon')).status).toBe(400)
})

it('gives one entry of the audit log, and says so of what is none', async () => {
  await app.call('POST', '/api/tokens', { body: { name: 'of one entry' } })
  const [entry] = await audit('&search=of one entry')
  const { body } = await app.call('GET', `/api/audit-events/${entry.id}`)
  expect(body).toEqual(entry)
  expect(body).toMatchObject({ action: 'token.created', detail: { name: 'of one entry' } })
  for (const id of ['999999', 'nothing', '9'.repeat(40)])
    expect((await app.call('GET', `/api/audit-events/${id}`)).status).toBe(404)
})

it('changes name, workspace and address of the owner, who then signs in with the new one', async () => {
  const named = await app.call('PATCH', '/api/account', { body: { name: 'Olga O.', workspaceName: 'Tiles' } })
  expect(named.body).toMatchObject({ user: { name: 'Olga O.' }, workspace: { name: 'Tiles' } })
  expect((await app.call('PATCH', '/api/account', { body: { name: '  ' } })).status).toBe(400)
  const moved = await app.call('PUT', '/api/account/email', { body: { email: 'Olga@Example.net' } })
  expect(moved.body.user.email).toBe('Olga@Example.net')
  const logIn = (email: string) =>
    app.call('POST', '/api/session', { as: 'nobody', body: { email, password: testOwner.password } })
  expect((await logIn('olga@example.net')).status).toBe(200)
  expect((await logIn(testOwner.email)).status).toBe(401)
})

it('asks for the password before the address changes when the sign-in is not recent', async () => {
  await app.program.database.query(
    `update sessions set confirmed_at = null, created_at = now() - interval '1 hour'`,
  )
  const refused = await app.call('PUT', '/api/account/email', { body: { email: 'other@example.net' } })
  expect(refused.body.error.code).toBe('password_needed')
})

it('remembers who keeps a copy of the key, until there is another key', async () => {
  expect((await app.call('GET', '/api/keys')).body.copyKept).toBeNull()
  const kept = await app.call('POST', '/api/keys/copy-kept')
  expect(kept.body.copyKept).toMatchObject({ by: 'Olga O.' })
  const rotated = await app.call('POST', '/api/keys/rotate', { as: 'token', body: {} })
  expect(rotated.status).toBe(200)
  expect(rotated.body.copyKept).toBeNull()
  // An older key that is still needed may have a copy; that says nothing of the one in use.
  await app.program.database.query(
    `insert into encryption_keys (key_id, check_value, copy_kept_at, copy_kept_by) values ('older', '', now(), 'Olga')`,
  )
  expect((await app.call('GET', '/api/keys')).body.copyKept).toBeNull()
  await app.program.database.query(`delete from encryption_keys where key_id = 'older'`)
})

it('tells the pace of a site, also of one that nothing was sent to', async () => {
  const { body: site } = await app.call('POST', '/api/connections/practice', { body: {} })
  const { body } = await app.call('GET', `/api/connections/${site.id}/pace`)
  expect(body).toMatchObject({ ratePerMinute: 195, usualPerMinute: 195, blockedUntil: null })
  expect((await app.call('GET', '/api/connections/con_none/pace')).status).toBe(404)
})
