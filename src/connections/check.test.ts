import { connect, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../simulator/index.ts'
import type { AppName } from '../simulator/types.ts'
import { targets } from '../targets/index.ts'
import type { Fetch } from '../wix/index.ts'
import { type Cause, cannotTell } from './cannot-tell.ts'
import { checkCredentials } from './check.ts'
import { readCredentials } from './credentials.ts'
import { permissionTable } from './permission-table.ts'
import { mostRequests } from './probes.ts'

let wix: Simulator
let siteId: string
const accountId = 'a1111111-1111-4111-8111-111111111111'
/** Without an account id nobody asks for the sites of the account. */
const all = permissionTable.map(({ name }) => name).filter((name) => name !== 'Read sites')
const wrongKey = `IST.${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}`

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  siteId = wix.control.createSite({
    name: 'Acme Tiles',
    url: 'https://acme-tiles.example',
    accountId,
    timeZone: 'Europe/Berlin',
    installedApps: [...targets.map(({ app }) => app.id), 'members'] as AppName[],
  }).site.id
})
afterAll(() => wix.close())
beforeEach(() => {
  wix.control.removeFaults()
  wix.control.clearRequests()
})

interface Given {
  permissions?: string[]
  siteId?: string
  apiKey?: string
  accountId?: string
}

async function check(given: Given = {}) {
  const apiKey =
    given.apiKey ?? wix.control.createKey({ accountId, permissions: given.permissions ?? all }).key
  return ask({
    apiKey,
    siteId: given.siteId ?? siteId,
    ...(given.accountId && { accountId: given.accountId }),
  })
}

async function ask(input: Parameters<typeof readCredentials>[0], limitMs = 2000, through?: typeof fetch) {
  const before = wix.control.lastRequest()
  const result = await checkCredentials(readCredentials(input), {
    baseUrl: wix.url,
    limitMs,
    ...(through && { fetch: through as Fetch }),
  })
  expect(wix.control.lastRequest() - before).toBeLessThanOrEqual(mostRequests)
  if (input.apiKey) expect(JSON.stringify(result)).not.toContain(input.apiKey)
  if (input.appSecret) expect(JSON.stringify(result)).not.toContain(input.appSecret)
  return result
}

it('passes a key with everything and names the site as Wix does', async () => {
  const result = await check()
  expect(result).toMatchObject({
    ok: true,
    method: 'api_key',
    failure: null,
    site: { id: siteId, name: 'Acme Tiles', url: 'https://acme-tiles.example', timeZone: 'Europe/Berlin' },
    sites: null,
    capabilities: { blog: 'yes', cms: 'yes', stores: 'V3' },
  })
  expect(result.permissions.map((one) => [one.name, one.state])).toEqual(all.map((name) => [name, 'granted']))
  expect(result.permissions.filter(({ via }) => via).map(({ name, via }) => [name, via])).toEqual([
    ['Read Tags', 'Manage Blog'],
    ['Read Products', 'Manage Products'],
    ['Read Categories', 'Manage Products'],
  ])
  expect(result.steps.every((step) => step.state === 'ok')).toBe(true)
})

it('changes nothing on the site', async () => {
  await check()
  expect(wix.control.items(siteId, 'drafts')).toEqual([])
  const writes = wix.control.requests().filter(({ method }) => method === 'PUT' || method === 'PATCH')
  expect(writes.length).toBeGreaterThan(2)
  expect(writes.every(({ appliedStatus }) => appliedStatus === 404)).toBe(true)
})

it.each(all)('can store a key that lacks %s, as long as one destination is open', async (missing) => {
  const result = await check({ permissions: all.filter((name) => name !== missing) })
  expect(result.ok).toBe(true)
  const { optional, coveredBy, perhapsCoveredBy } = permissionTable.find(({ name }) => name === missing)!
  const isCovered = coveredBy !== undefined || perhapsCoveredBy !== undefined
  expect(result.failure?.title).toBe(optional || isCovered ? undefined : 'Insufficient permissions')
})

it('believes Wix Data that a permission is missing, whatever status stands beside its code', async () => {
  for (const deny401 of [false, true]) {
    const switches = { dataDenied: 'WDE0027' as const, deny401 }
    const site = wix.control.createSite({ accountId, installedApps: ['blog', 'cms'], switches }).site
    const { permissions } = await check({ siteId: site.id, permissions: ['Manage Blog', 'Read Members'] })
    const states = Object.fromEntries(permissions.map(({ name, state }) => [name, state]))
    expect(states).toMatchObject({ 'Manage Data Items': 'missing', 'Read Data Collections': 'missing' })
  }
})

it('asks for categories, sections, stock and the version of the catalog where Manage Products holds none', async () => {
  const switches = { manageProductsCovers: ['products' as const], catalogVersionScope: 'own' as const }
  const site = wix.control.createSite({ accountId, installedApps: ['stores'], switches }).site
  const own = permissionTable.filter(({ perhapsCoveredBy }) => perhapsCoveredBy).map(({ name }) => name)
  const ask = async (permissions: string[]) => {
    const result = await check({ siteId: site.id, permissions })
    const found = result.permissions.filter(({ name }) => own.includes(name))
    return { ...result, states: found.map(({ name, state }) => [name, state]) }
  }
  const without = await ask(['Manage Products', 'Read Products'])
  expect(without.states).toEqual(own.map((name) => [name, 'missing']))
  expect(without).toMatchObject({ ok: true, capabilities: { stores: 'V3' }, failure: { code: 'WIX-PERM' } })
  expect(without.failure?.steps.join(' ')).toContain('Category write, Category item write')
  expect((await ask(['Manage Products', ...own])).states).toEqual(own.map((name) => [name, 'granted']))
})

it('does not take reading drafts for managing the blog', async () => {
  const result = await check({ permissions: ['Read Draft Blog Posts', 'Read Members'] })
  expect(result).toMatchObject({ ok: false, failure: { code: 'WIX-PERM' } })
  expect(result.failure?.reason).toContain('Manage Blog')
})

it('reads the version of the catalog from the answers', async () => {
  const site = (change: object) => wix.control.createSite({ accountId, ...change }).site.id
  const v1 = site({ installedApps: ['stores'], catalogVersion: 'V1' })
  expect((await check({ siteId: v1 })).capabilities).toMatchObject({ blog: 'no', cms: 'no', stores: 'V1' })
  expect((await check({ siteId: site({ installedApps: ['blog'] }) })).capabilities).toMatchObject({
    blog: 'yes',
    cms: 'no',
    stores: 'none',
  })
})

it('says key or site when Wix does not say which', async () => {
  for (const given of [{ apiKey: wrongKey }, { apiKey: wrongKey, accountId }]) {
    const result = await check(given)
    expect(result).toMatchObject({ ok: false, failure: { code: 'WIX-KEY-OR-SITE' }, permissions: [] })
    expect(result.steps.at(-1)).toMatchObject({ id: 'site', state: 'skipped' })
  }
})

it('says that the key is wrong when Wix says so', async () => {
  wix.control.changeSettings({ switches: { swap401and403: true } })
  const site = wix.control.createSite().site
  const result = await check({ apiKey: wrongKey, siteId: site.id })
  wix.control.changeSettings({ switches: { swap401and403: false } })
  expect(result.failure).toMatchObject({ code: 'WIX-CRED', title: 'Invalid API key' })
  expect(result.failure?.reason).toContain('186 characters')
})

it('never blames the key when permissions are refused with 401 and no word', async () => {
  const turned = { deny401: true, emptyBodies: true }
  const site = wix.control.createSite({ accountId, switches: turned }).site
  const result = await check({ siteId: site.id, permissions: [] })
  expect(result.failure?.code).toBe('WIX-KEY-OR-SITE')
  expect(result.permissions).toEqual([])
})

it('tells a site that is not theirs, with the sites that are when the account is known', async () => {
  const foreign = wix.control.createSite({ accountId: 'b0000000-0000-4000-8000-000000000002' }).site.id
  const title = 'Access denied or Site ID does not match'
  const withoutAccount = await check({ siteId: foreign })
  expect(withoutAccount).toMatchObject({ sites: null, failure: { code: 'WIX-SITE', title } })
  const { key } = wix.control.createKey({ accountId, sites: [siteId] })
  const known = await check({ apiKey: key, siteId: foreign, accountId })
  expect(known.failure).toMatchObject({ code: 'WIX-SITE', title })
  expect(known.failure?.reason).toContain('can open 1 site: Acme Tiles')
  expect(known.sites).toEqual([{ id: siteId, name: 'Acme Tiles', url: 'https://acme-tiles.example' }])
})

it('reads the sites of an account to the end, and believes no list that broke off', async () => {
  const large = 'c0000000-0000-4000-8000-000000000003'
  const made = Array.from({ length: 250 }, (_, i) =>
    wix.control.createSite({ accountId: large, name: `Site ${i}` }),
  )
  const ids = made.map(({ site }) => site.id).sort()
  const { key } = wix.control.createKey({ accountId: large })
  const foreign = await check({ apiKey: key, siteId, accountId: large })
  expect(foreign.sites?.map(({ id }) => id)).toEqual(ids)
  expect(foreign.failure?.reason).toContain('can open 250 sites')
  const { key: empty } = wix.control.createKey({ accountId: large, permissions: ['Read sites'] })
  const last = await check({ apiKey: empty, siteId: ids.at(-1)!, accountId: large })
  expect(last.failure?.reason).toContain('The key is valid and the site is in its account')
  wix.control.addFault({ route: 'POST /site-list/*', kind: 'status-before', status: 503, nth: 3 })
  const broken = await check({ apiKey: key, siteId, accountId: large })
  expect(broken).toMatchObject({ hasAllSites: false, failure: { code: 'WIX-SITE' } })
  expect(broken.sites).toHaveLength(200)
  expect(broken.failure?.reason).not.toContain('is not among the sites')
})

it('says that nothing is allowed when the account proves key and site', async () => {
  const result = await check({ permissions: ['Read sites'], accountId })
  expect(result).toMatchObject({ permissions: [], failure: { code: 'WIX-PERM' } })
  expect(result.failure?.reason).toContain('The key is valid')
})

it('tells an app that is not installed from a bad key', async () => {
  const site = wix.control.createSite({ accountId, installedApps: ['members'] }).site
  const { ok, failure } = await check({ siteId: site.id })
  expect(ok).toBe(false)
  expect(failure?.title).toMatch(/^Wix Blog, Wix CMS(,| and) Wix Stores.* are not installed on this site$/)
})

it('knows the time zone of the site only where the permission to read its properties is there', async () => {
  const without = all.filter((name) => name !== 'Read site, business, and email details')
  const result = await check({ permissions: without })
  expect(result).toMatchObject({ ok: true, site: { timeZone: null } })
})

it('asks nothing of Wix when the shape is wrong', async () => {
  const before = wix.control.lastRequest()
  const result = await check({ apiKey: 'two words' })
  expect(result.failure?.code).toBe('WIX-SHAPE')
  expect(result.steps.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped', 'skipped'])
  expect(wix.control.lastRequest()).toBe(before)
})

const app = (change: object = {}) => {
  const made = wix.control.createApp({ instances: [{ siteId }] })
  const fields = { appId: made.appId, appSecret: made.secret, instanceId: made.instances[0]!.instanceId }
  return ask({ ...fields, ...change })
}

it('takes the site of an app from its token', async () => {
  expect(await app()).toMatchObject({
    ok: true,
    method: 'app',
    site: { id: siteId, name: 'Acme Tiles', url: 'https://acme-tiles.example' },
    failure: null,
  })
  expect((await app({ siteId: accountId })).failure).toMatchObject({ code: 'WIX-SITE' })
})

it.each([
  [{ appSecret: 'wrong-secret-of-some-length' }, 'WIX-CRED', 'Invalid App ID or App Secret'],
  [{ appId: accountId }, 'WIX-CRED', 'Invalid App ID or App Secret'],
  [{ instanceId: accountId }, 'WIX-SITE', 'Access denied or Site ID does not match'],
])('tells which part of app credentials is wrong: %j', async (change, code, title) => {
  expect((await app(change)).failure).toMatchObject({ code, title })
})

it('tells an instance that is none of the app, whichever error Wix names', async () => {
  wix.control.changeSettings({ switches: { unknownInstance: 'invalid_request' } })
  const { failure } = await app({ instanceId: accountId })
  wix.control.changeSettings({ switches: { unknownInstance: 'invalid_grant' } })
  expect(failure?.title).toContain('the Instance ID does not match')
})

it('tells a site that nobody has, whether or not the CMS has a code of its own for it', async () => {
  const nowhere = '0f1e2d3c-4b5a-4697-8899-aabbccddeeff'
  for (const unknownSite of ['denied', 'WDE0117'] as const) {
    wix.control.changeSettings({ switches: { unknownSite } })
    expect(await check({ siteId: nowhere })).toMatchObject({ ok: false, failure: { code: 'WIX-SITE' } })
  }
  wix.control.changeSettings({ switches: { unknownSite: 'denied' } })
})

it('names all three parts when Wix says nothing about the refusal', async () => {
  wix.control.changeSettings({ switches: { emptyBodies: true } })
  const { failure } = await app({ instanceId: accountId })
  wix.control.changeSettings({ switches: { emptyBodies: false } })
  expect(failure).toMatchObject({ code: 'WIX-KEY-OR-SITE' })
})

it.each([
  [{ kind: 'throttle-before', retryAfter: 'seconds', retryAfterMs: 42_000 }, 'WIX-RATE', /42 s/],
  [{ kind: 'status-before', status: 503 }, 'WIX-OUTAGE', /having problems/],
  [{ kind: 'html-200' }, 'WIX-UNREACHABLE', /could not reach/],
  [{ kind: 'hang' }, 'WIX-TIMEOUT', /^Connection timed out$/],
  [{ kind: 'drop-before' }, 'WIX-UNREACHABLE', /could not reach/],
] as const)('does not judge the key while Wix does not answer properly: %j', async (fault, code, title) => {
  wix.control.addFault({ route: '* *', ...fault })
  for (const result of [await check(), await app()]) {
    expect(result).toMatchObject({ ok: false, permissions: [], failure: { code } })
    expect(result.failure?.title).toMatch(title)
  }
})

it('says how far a call got that was not answered, and gives up in time', async () => {
  wix.control.addFault({ route: '* *', kind: 'hang' })
  const { failure } = await check()
  expect(failure?.reached).toMatchObject({
    host: '127.0.0.1',
    dns: { state: 'ok' },
    tcp: { state: 'ok', ms: expect.any(Number) },
    tls: { state: 'skipped' },
    answer: { state: 'failed' },
  })
  expect(failure?.reason).toMatch(/DNS ok .* TCP ok .* no answer/)
})

it('names the stage at which a server hangs that speaks no TLS', async () => {
  const mute: Server = createServer(() => undefined)
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const { port } = mute.address() as { port: number }
  const read = readCredentials({ apiKey: wrongKey, siteId })
  const { failure } = await checkCredentials(read, { baseUrl: `https://127.0.0.1:${port}`, limitMs: 1500 })
  expect(failure?.reached).toMatchObject({ tcp: { state: 'ok' }, tls: { state: 'failed' } })
  // Closes whatever the check left open.
  connect(port).destroy()
  mute.close()
})

it('says that Wix cannot be reached when nothing listens there', async () => {
  const gone = await startSimulator()
  await gone.close()
  const result = await checkCredentials(readCredentials({ apiKey: wrongKey, siteId }), { baseUrl: gone.url })
  expect(result.failure).toMatchObject({ code: 'WIX-UNREACHABLE', reached: { tcp: { state: 'failed' } } })
  expect(result.failure?.reason).toContain('refused')
})

it('does not pass a key whose required permissions could not be judged', async () => {
  wix.control.addFault({ route: '/^(PATCH|PUT) /', kind: 'status-before', status: 500 })
  const { ok, failure, permissions } = await check()
  expect({ ok, code: failure?.code }).toEqual({ ok: false, code: 'WIX-OUTAGE' })
  expect(permissions[0]).toMatchObject({ name: 'Manage Blog', state: 'unknown' })
})

const faults: [Cause, object][] = [
  ['throttled', { kind: 'throttle-before' }],
  ['outage', { kind: 'status-before', status: 502 }],
  ['no_answer', { kind: 'drop-before' }],
  ['not_wix', { kind: 'html-200' }],
  ['no_code', { kind: 'status-before', status: 400, format: 'empty' }],
]
it.each(faults)('cannot tell after this line of the table, and is never wrong: %s', async (cause, fault) => {
  // One probe after the other is struck; all others stay exact.
  for (const [route, name] of [
    ['PATCH /blog/*', 'Manage Blog'],
    ['PUT /wix-data/*', 'Manage Data Items'],
    ['GET /wix-data/*', 'Read Data Collections'],
    ['PATCH /stores/v3/products/*', 'Manage Products'],
    ['PATCH /stores/v3/info-sections/*', 'Info section write in v3 catalog'],
    ['POST /stores/v3/bulk/inventory*', 'Inventory write in v3 catalog'],
    ['PATCH /categories/*', 'Category write'],
    ['POST /categories/v1/bulk/*', 'Category item write'],
    ['GET /stores/v3/provision/*', 'Read v3 catalog (PII)'],
    ['POST /ricos/*', 'Manage Ricos Document'],
    ['GET /members/*', 'Read Members'],
    ['POST /site-media/*', 'Manage Media Manager'],
  ] as const) {
    wix.control.removeFaults()
    wix.control.addFault({ route, ...fault } as Parameters<typeof wix.control.addFault>[0])
    const { permissions, ok } = await check()
    expect(ok).toBe(true)
    const unsure = permissions.filter(({ state }) => state !== 'granted')
    expect(unsure.map(({ name: one, state, reason }) => [one, state, reason])).toEqual([
      [name, 'unknown', cannotTell[cause].words],
    ])
  }
})

it("does not take a proxy's page for a refusal or for a missing item", async () => {
  for (const status of [403, 404]) {
    wix.control.removeFaults()
    wix.control.addFault({ route: 'PATCH /blog/*', kind: 'status-before', status, format: 'html' })
    const { permissions } = await check()
    const state = permissions.find(({ name }) => name === 'Manage Blog')?.state
    // Here the page carries Wix's own request id: a refusal counts, a missing page proves nothing.
    expect(state).toBe(status === 403 ? 'missing' : 'unknown')
  }
})

it('takes a key that reads where the pages of what is not there are HTML: the first publish tells of writing', async () => {
  const apiKey = wix.control.createKey({ accountId, permissions: all }).key
  const result = await ask({ apiKey, siteId }, 2000, async (input, init) => {
    const answer = await fetch(input, init)
    return answer.status === 404 ? new Response('<title>404</title>', { status: 404 }) : answer
  })
  expect(result).toMatchObject({ ok: true, failure: null, capabilities: { blog: 'yes', stores: 'V3' } })
  expect(result.permissions.find(({ name }) => name === 'Manage Blog')).toMatchObject({ state: 'unknown' })
})

it('says that nothing is allowed, whatever comforts do not answer', async () => {
  const apiKey = wix.control.createKey({ accountId, permissions: [] }).key
  const plain = await ask({ apiKey, siteId })
  const result = await ask({ apiKey, siteId }, 2000, async (input, init) =>
    /seo|site-properties/.test(String(input)) ? new Response('', { status: 501 }) : fetch(input, init),
  )
  expect(result.failure?.code).toBe(plain.failure?.code)
})
