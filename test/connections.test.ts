// Connections as runs meet them, through the API: app tokens that end all the time, a permission that goes away in
// the middle, a key rotated meanwhile, and runs that must not start.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from '../src/simulator/index.ts'
import { startTestApp, type TestApp } from './helpers/app.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const rows = 300
let wix: Simulator
let app: TestApp
let siteId = ''
let authorId = ''
let datasetId = ''
let templateId = ''
const tokenLifeSecs = 2
const slowMs = 700

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  const made = wix.control.createSite({ name: 'Acme Tiles', installedApps: ['blog', 'members', 'cms'] })
  siteId = made.site.id
  authorId = made.members[0]!.id
  // A key in a file can be rotated while the program runs; one that is given, as on PostgreSQL, cannot.
  app = await startTestApp({ config: { databaseUrl: '', wixApiUrl: wix.url, doubtSeconds: 1 } })
  datasetId = await importRows()
  const fields = { title: '{{ row.town }}', slug: '{{ row.key }}', body: '<p>About {{ row.town }}.</p>' }
  templateId = (await post('/api/templates', { name: 'Town', destination: 'wix/blog', fields })).id
})
afterAll(async () => {
  await app.close()
  await wix.close()
})

async function post(path: string, body: object = {}, expected = 300) {
  const answer = await app.call('POST', path, { body })
  expect(answer.status, `${path} ${answer.text}`).toBeLessThan(expected)
  return answer.body
}

async function until(path: string, ...states: string[]) {
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const { body } = await app.call('GET', path)
    if (states.includes(body.state)) return body
    if (['failed', 'refused', 'needs_attention', 'cancelled'].includes(body.state))
      throw new Error(JSON.stringify(body))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${path} did not get to ${states}`)
}

async function importRows(): Promise<string> {
  const lines = Array.from({ length: rows }, (_, n) => `t${n},Town ${n}`)
  const boundary = 'seomatic-test'
  const payload = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="t.csv"\r\nContent-Type: text/csv\r\n\r\nkey,town\n${lines.join('\n')}\n\r\n--${boundary}--\r\n`
  const headers = {
    host: new URL(app.url).host,
    cookie: app.cookie,
    origin: app.url,
    'content-type': `multipart/form-data; boundary=${boundary}`,
  }
  const uploaded = await app.program.app!.inject({ method: 'POST', url: '/api/imports', headers, payload })
  const { id } = uploaded.json()
  await until(`/api/imports/${id}`, 'analysed')
  await post(`/api/imports/${id}/load`, { keyColumn: 'key', name: 'Towns' })
  await until(`/api/imports/${id}`, 'loaded')
  return (await post(`/api/imports/${id}/apply`)).id
}

async function planFor(connectionId: string, name: string): Promise<string> {
  const options = { authorId, mode: 'publish' }
  const parts = { name, datasetId, connectionId, destination: 'wix/blog', templateId, options }
  const project = await post('/api/projects', parts)
  const { id } = await post(`/api/projects/${project.id}/plans`)
  await until(`/api/plans/${id}`, 'ready')
  return id
}

it(`publishes ${rows} rows with app tokens that live ${tokenLifeSecs} s: one renewal at a time, no row failed`, async () => {
  const made = wix.control.createApp({ instances: [{ siteId }], tokenLifeSecs })
  const { instanceId } = made.instances[0]!
  // The three in any field.
  const connection = await post('/api/connections', {
    appSecret: made.appId,
    instanceId,
    appId: made.secret,
  })
  expect(connection).toMatchObject({ method: 'app', siteId, status: 'active', appId: made.appId, instanceId })
  expect(JSON.stringify(connection)).not.toContain(made.secret)
  const planId = await planFor(connection.id, 'By app')
  wix.control.addFault({ route: 'POST /oauth2/token', kind: 'slow-headers', delayMs: 150 })
  // Slow enough for several lives of a token.
  wix.control.addFault({ route: '* /blog/*', kind: 'slow-headers', delayMs: slowMs })
  wix.control.clearRequests()
  const { id } = await post(`/api/plans/${planId}/apply`)
  // The key is rotated while it runs.
  const rotation = await post('/api/keys/rotate')
  expect(rotation).toMatchObject({ waiting: 0, previousKeyIds: [], resealed: 1 })
  const run = await until(`/api/runs/${id}`, 'done')
  wix.control.removeFaults()
  expect(run.receipt).toMatchObject({ accepted: rows, rejected: 0, verifiedEqual: rows, twins: 0 })
  const minted = wix.control
    .requests(0, { limit: 100_000 })
    .filter((one) => one['path'] === '/oauth2/token')
    .map((one) => {
      const from = Date.parse(String(one['time']))
      return { from, to: from + Number(one['durationMs']), status: one['status'] }
    })
  expect(minted.length).toBeGreaterThan(3)
  for (const [index, one] of minted.entries()) {
    expect(one.status).toBe(200)
    if (index > 0) expect(one.from).toBeGreaterThanOrEqual(minted[index - 1]!.to)
  }
})

it('stops within five requests when a permission goes away, says so in the list and the header, and goes on after one click', async () => {
  const { site, members } = wix.control.createSite({
    name: 'Second',
    installedApps: ['blog', 'members', 'cms'],
  })
  const { key } = wix.control.createKey({ sites: [site.id] })
  const connection = await post('/api/connections', { apiKey: key, siteId: site.id })
  authorId = members[0]!.id
  const planId = await planFor(connection.id, 'By key')
  const { id } = await post(`/api/plans/${planId}/apply`)
  for (;;) {
    const { counts } = (await app.call('GET', `/api/runs/${id}`)).body
    if (counts.accepted > 0) break
  }
  wix.control.changeKey({ key, permissions: ['Read Members', 'Read Blog'] })
  const since = wix.control.lastRequest()
  const stopped = await until(`/api/runs/${id}`, 'needs_attention').catch((error: Error) =>
    JSON.parse(error.message),
  )
  expect(stopped).toMatchObject({ state: 'needs_attention', message: expect.stringContaining('Manage Blog') })
  const blogCalls = wix.control
    .requests(since, { limit: 1000 })
    .filter(
      (one) => String(one['path']).includes('/draft-posts') && !String(one['path']).includes('00000000'),
    )
  expect(blogCalls.length).toBeLessThanOrEqual(5)
  expect(stopped.counts.rejected).toBe(0)
  expect(stopped.counts.accepted).toBeLessThan(rows)

  await vi.waitFor(async () => {
    const { body } = await app.call('GET', `/api/connections/${connection.id}`)
    expect(body).toMatchObject({
      status: 'needs_attention',
      failure: { code: 'WIX-PERM', title: 'Insufficient permissions' },
      projects: [{ name: 'By key', missing: ['Manage Blog'] }],
      liveRuns: [{ id, state: 'needs_attention' }],
    })
  }, 20_000)
  expect((await app.call('GET', '/api/session')).body.connectionProblem).toBe('Insufficient permissions')
  const tooEarly = await app.call('POST', `/api/runs/${id}/resume`, { body: {} })
  expect(tooEarly.body.error).toMatchObject({
    code: 'connection_permission',
    message: expect.stringContaining('Manage Blog'),
  })

  wix.control.changeKey({ key, permissions: ['*'] })
  await post(`/api/runs/${id}/resume`)
  const done = await until(`/api/runs/${id}`, 'done')
  expect(done.receipt).toMatchObject({ accepted: rows, rejected: 0, verifiedEqual: rows, twins: 0 })
  expect((await app.call('GET', '/api/session')).body.connectionProblem).toBeNull()
})

it('tells a key that was revoked in the middle of a run as that, and shows nothing as granted any more', async () => {
  const { site, members } = wix.control.createSite({ name: 'Revoked', installedApps: ['blog', 'members'] })
  const { key } = wix.control.createKey({ sites: [site.id] })
  const connection = await post('/api/connections', { apiKey: key, siteId: site.id })
  expect(connection.permissions.some(({ state }: { state: string }) => state === 'granted')).toBe(true)
  authorId = members[0]!.id
  const planId = await planFor(connection.id, 'Revoked')
  const { id } = await post(`/api/plans/${planId}/apply`)
  for (;;) {
    const { counts } = (await app.call('GET', `/api/runs/${id}`)).body
    if (counts.accepted > 0) break
  }
  wix.control.changeKey({ key, revoked: true })
  await vi.waitFor(async () => {
    const { body } = await app.call('GET', `/api/runs/${id}`)
    expect(body.state).toBe('needs_attention')
    expect(body.message).toContain('Invalid API key, or the Site ID does not match')
    expect(body.message).not.toContain('Manage Blog')
  }, 20_000)
  const { body } = await app.call('GET', `/api/connections/${connection.id}`)
  expect(body).toMatchObject({ status: 'needs_attention', failure: { code: 'WIX-KEY-OR-SITE' } })
  const states = new Set(body.permissions.map(({ state }: { state: string }) => state))
  expect([...states]).toEqual(['unknown'])
  wix.control.changeKey({ key, revoked: false })
  await post(`/api/runs/${id}/resume`)
  const done = await until(`/api/runs/${id}`, 'done')
  expect(done.receipt).toMatchObject({ accepted: rows, rejected: 0, verifiedEqual: rows, twins: 0 })
})

it('is the same connection when the same credentials come again, also at the same moment', async () => {
  const { site } = wix.control.createSite({ name: 'Twice', installedApps: ['blog', 'members'] })
  const { key } = wix.control.createKey({})
  const input = { apiKey: key, siteId: site.id }
  const [first, second] = await Promise.all([
    post('/api/connections', { ...input, name: 'One' }),
    post('/api/connections', { ...input, name: 'Two' }),
  ])
  expect(second.id).toBe(first.id)
  expect([first.isNew, second.isNew].sort()).toEqual([false, true])
  const third = await post('/api/connections', { apiKey: `WIX_API_KEY=${key}\nWIX_SITE_ID=${site.id}` })
  expect(third).toMatchObject({ id: first.id, isNew: false, name: first.name, status: 'active' })
  // Another site of the key, and another key of the site, are other connections.
  const other = wix.control.createSite({ name: 'Other', installedApps: ['blog', 'members'] }).site
  const ids = [
    first.id,
    (await post('/api/connections', { apiKey: key, siteId: other.id })).id,
    (await post('/api/connections', { apiKey: wix.control.createKey({}).key, siteId: site.id })).id,
  ]
  expect(new Set(ids).size).toBe(3)
  const made = wix.control.createApp({ instances: [{ siteId: site.id }] })
  const app = { appId: made.appId, appSecret: made.secret, instanceId: made.instances[0]!.instanceId }
  const byApp = await post('/api/connections', app)
  expect(byApp.isNew).toBe(true)
  expect(await post('/api/connections', app)).toMatchObject({ id: byApp.id, isNew: false, method: 'app' })
})

it("leads to the app's own pages when its secret, its instance or a permission is wrong", async () => {
  const { site } = wix.control.createSite({ installedApps: ['blog', 'members'] })
  const made = wix.control.createApp({ instances: [{ siteId: site.id }], permissions: ['Read Members'] })
  const app = { appId: made.appId, appSecret: made.secret, instanceId: made.instances[0]!.instanceId }
  const pages = async (change: object) => {
    const { failure } = await post('/api/connections/check', { ...app, ...change })
    return failure.links.map(({ href }: { href: string }) => href)
  }
  const page = (name: string) => `https://${name.replace('ID', made.appId)}`
  expect(await pages({ appSecret: 'wrong-secret-of-some-length' })).toEqual([
    page('dev.wix.com/apps/ID/oauth'),
  ])
  expect(await pages({ instanceId: siteId })).toEqual([page('manage.wix.com/apps/ID/home')])
  expect(await pages({})).toEqual([page('manage.wix.com/apps/ID/dev-center-permissions')])
})

it('takes nothing over from an earlier key when another one is put in', async () => {
  const { site } = wix.control.createSite({ name: 'Other key', installedApps: ['blog', 'members'] })
  const { key } = wix.control.createKey({ sites: [site.id] })
  const { id } = await post('/api/connections', { apiKey: key, siteId: site.id })
  const { key: other } = wix.control.createKey({ sites: [site.id] })
  const stateOf = (body: { permissions: { name: string; state: string }[] }) =>
    body.permissions.find(({ name }) => name === 'Read Members')?.state
  // The other key is stored while nobody can ask for one permission, and then while nobody can ask at all.
  wix.control.addFault({ route: 'GET /members/*', kind: 'status-before', status: 503 })
  const replaced = await app.call('PUT', `/api/connections/${id}/credentials`, {
    body: { apiKey: other, siteId: site.id },
  })
  expect(stateOf(replaced.body)).toBe('unknown')
  wix.control.removeFaults()
  wix.control.addFault({ route: '* *', kind: 'status-before', status: 503 })
  const third = wix.control.createKey({ sites: [site.id] }).key
  const body = { apiKey: third, siteId: site.id, saveUnverified: true }
  const unverified = await app.call('PUT', `/api/connections/${id}/credentials`, { body })
  wix.control.removeFaults()
  expect(unverified.body).toMatchObject({ status: 'not_verified', permissions: [], lastCheckedAt: null })
})

it('starts no run over a connection that needs attention, and says what is left to do before disconnecting', async () => {
  const { site, members } = wix.control.createSite({ name: 'Third', installedApps: ['blog', 'members'] })
  const { key } = wix.control.createKey({ sites: [site.id] })
  const connection = await post('/api/connections', { apiKey: key, siteId: site.id })
  authorId = members[0]!.id
  const planId = await planFor(connection.id, 'Refused')
  wix.control.changeKey({ key, revoked: true })
  expect(await post(`/api/connections/${connection.id}/check`)).toMatchObject({ status: 'needs_attention' })
  const refused = await app.call('POST', `/api/plans/${planId}/apply`, { body: {} })
  expect(refused.body.error).toMatchObject({
    code: 'connection_refused',
    message: expect.stringContaining('Nothing was published'),
  })
  wix.control.changeKey({ key, revoked: false })
  const { id } = await post(`/api/plans/${planId}/apply`)
  const removed = await app.call('DELETE', `/api/connections/${connection.id}`)
  expect(removed.body.error).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Cancel the run in progress (Refused)'),
  })
  await post(`/api/runs/${id}/cancel`)
})

it('is limited while a project lacks something, and active with a warning when nobody needs it', async () => {
  const { site } = wix.control.createSite({ name: 'Fifth', installedApps: ['cms', 'blog', 'members'] })
  const held = ['Manage Data Items', 'Read Data Collections', 'Read Blog']
  const { key } = wix.control.createKey({ sites: [site.id], permissions: held })
  const connection = await post('/api/connections', { apiKey: key, siteId: site.id })
  expect(connection).toMatchObject({
    status: 'active',
    statusReason: expect.stringContaining('Manage Blog is missing'),
    failure: null,
  })
  const parts = { name: 'Needs the blog', datasetId, connectionId: connection.id, templateId }
  const options = { authorId, mode: 'publish' }
  const project = await post('/api/projects', { ...parts, destination: 'wix/blog', options })
  const get = async () => (await app.call('GET', `/api/connections/${connection.id}`)).body
  expect(await get()).toMatchObject({ status: 'limited', failure: { title: 'Insufficient permissions' } })
  expect(await post(`/api/connections/${connection.id}/check`)).toMatchObject({ status: 'limited' })
  await app.call('DELETE', `/api/projects/${project.id}`)
  expect(await get()).toMatchObject({ status: 'active', failure: null })
})

it('stores credentials unverified only while Wix cannot be reached, and starts no run over them', async () => {
  const { site, members } = wix.control.createSite({ name: 'Fourth', installedApps: ['blog', 'members'] })
  const { key } = wix.control.createKey({ sites: [site.id] })
  const input = { apiKey: key, siteId: site.id, saveUnverified: true }
  const wrong = { ...input, apiKey: `IST.${'x'.repeat(80)}.${'y'.repeat(80)}.${'z'.repeat(80)}` }
  expect((await app.call('POST', '/api/connections', { body: wrong })).status).toBe(422)

  wix.control.addFault({ route: '* *', kind: 'drop-before', siteId: site.id })
  const withoutWish = await app.call('POST', '/api/connections', {
    body: { ...input, saveUnverified: false },
  })
  expect(withoutWish.body.error.details.check.failure.code).toBe('WIX-UNREACHABLE')
  const connection = await post('/api/connections', input)
  expect(connection).toMatchObject({ status: 'not_verified', failure: { code: 'WIX-UNREACHABLE' } })
  wix.control.removeFaults()
  authorId = members[0]!.id
  const planId = await planFor(connection.id, 'Unverified')
  wix.control.addFault({ route: '* *', kind: 'drop-before', siteId: site.id })
  const refused = await app.call('POST', `/api/plans/${planId}/apply`, { body: {} })
  expect(refused.body.error).toMatchObject({ code: 'connection_unreachable' })
  wix.control.removeFaults()
  // Now that Wix answers, publishing checks it first, and goes.
  const { id } = await post(`/api/plans/${planId}/apply`)
  expect((await app.call('GET', `/api/connections/${connection.id}`)).body.status).toBe('active')
  await post(`/api/runs/${id}/cancel`)
})
