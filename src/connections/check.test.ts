import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../simulator/index.ts'
import { checkCredentials } from './check.ts'
import { readCredentials } from './credentials.ts'
import { neededPermissions } from './permissions.ts'
import { siteDetails } from './probes.ts'

let wix: Simulator
let siteId: string
const all = [...neededPermissions().map(({ name }) => name), siteDetails]

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  siteId = wix.control.createSite({ name: 'Acme Tiles', url: 'https://acme-tiles.example' }).site.id
})
afterAll(() => wix.close())
beforeEach(() => {
  wix.control.removeFaults()
  wix.control.clearRequests()
})

async function check(given: { permissions?: string[]; siteId?: string; apiKey?: string } = {}) {
  const apiKey = given.apiKey ?? wix.control.createKey({ permissions: given.permissions ?? all }).key
  const before = wix.control.lastRequest()
  const result = await checkCredentials(readCredentials({ apiKey, siteId: given.siteId ?? siteId }), {
    baseUrl: wix.url,
    permissions: neededPermissions(),
    timeouts: { headersMs: 500, slowHeadersMs: 500, totalMs: 1000 },
  })
  expect(wix.control.lastRequest() - before).toBeLessThanOrEqual(18)
  expect(JSON.stringify(result)).not.toContain(apiKey)
  return result
}

it('passes a key with everything and names the site as Wix does', async () => {
  const result = await check()
  expect(result).toMatchObject({
    ok: true,
    failure: null,
    site: { id: siteId, name: 'Acme Tiles', url: 'https://acme-tiles.example' },
  })
  expect(result.permissions.map((one) => [one.name, one.state])).toEqual(all.map((name) => [name, 'granted']))
  expect(result.steps.every((step) => step.state === 'ok')).toBe(true)
})

it('changes nothing on the site', async () => {
  await check()
  expect(wix.control.items(siteId, 'drafts')).toEqual([])
})

it.each(all)('finds exactly the missing permission: %s', async (missing) => {
  const result = await check({ permissions: all.filter((name) => name !== missing) })
  const states = result.permissions
    .filter((one) => one.state !== 'granted')
    .map((one) => [one.name, one.state])
  expect(states).toEqual([[missing, 'missing']])
  const isRequired = result.permissions.find((one) => one.name === missing)!.required
  expect(result.ok).toBe(!isRequired)
  expect(result.failure?.code).toBe(isRequired ? 'WIX-PERM' : undefined)
})

it('does not take reading drafts for managing the blog', async () => {
  const result = await check({
    permissions: [...all.filter((name) => name !== 'Manage Blog'), 'Read Draft Blog Posts'],
  })
  expect(result.failure).toMatchObject({ code: 'WIX-PERM', reason: expect.stringContaining('Manage Blog') })
})

it('says key or site when everything is refused, whichever it is', async () => {
  const other = wix.control.createSite({ accountId: 'b0000000-0000-4000-8000-000000000002' }).site
  for (const given of [
    { apiKey: `IST.${'x'.repeat(200)}` },
    { siteId: other.id },
    { siteId: '00000000-1111-2222-3333-444444444444' },
  ]) {
    const result = await check(given)
    expect(result).toMatchObject({ ok: false, failure: { code: 'WIX-KEY-OR-SITE' }, permissions: [] })
  }
})

it('says that the key is wrong when Wix says so', async () => {
  wix.control.changeSettings({ switches: { swap401and403: true } })
  const site = wix.control.createSite().site
  const result = await check({ apiKey: `IST.${'x'.repeat(200)}`, siteId: site.id })
  wix.control.changeSettings({ switches: { swap401and403: false } })
  expect(result.failure?.code).toBe('WIX-CRED')
})

it('tells an app that is not installed from a bad key', async () => {
  const site = wix.control.createSite({ installedApps: ['members'] }).site
  expect(await check({ siteId: site.id })).toMatchObject({ ok: false, failure: { code: 'WIX-APP' } })
})

it('asks nothing of Wix when the shape is wrong', async () => {
  const before = wix.control.lastRequest()
  expect((await check({ apiKey: 'two words' })).failure?.code).toBe('WIX-SHAPE')
  expect(wix.control.lastRequest()).toBe(before)
})

it.each([
  [{ kind: 'throttle-before', retryAfter: 'seconds', retryAfterMs: 42_000 }, 'WIX-RATE', /42 s/],
  [{ kind: 'status-before', status: 503 }, 'WIX-OUTAGE', /problem of its own/],
  [{ kind: 'html-200' }, 'WIX-UNREACHABLE', /could not reach/],
  [{ kind: 'hang' }, 'WIX-TIMEOUT', /didn't answer/],
] as const)('does not judge the key while Wix does not answer properly: %j', async (fault, code, title) => {
  wix.control.addFault({ route: '* *', ...fault })
  const { ok, failure, permissions } = await check()
  expect({ ok, code: failure?.code, permissions }).toEqual({ ok: false, code, permissions: [] })
  expect(failure?.title).toMatch(title)
})

it('does not pass a key whose required permission could not be judged', async () => {
  wix.control.addFault({ route: 'PATCH *', kind: 'status-before', status: 500 })
  const { ok, failure, permissions } = await check()
  expect({ ok, code: failure?.code }).toEqual({ ok: false, code: 'WIX-OUTAGE' })
  expect(permissions[0]).toMatchObject({ name: 'Manage Blog', state: 'unknown' })
})

it('says that Wix cannot be reached when nothing listens there', async () => {
  const gone = await startSimulator()
  await gone.close()
  const credentials = readCredentials({ apiKey: `IST.${'x'.repeat(200)}`, siteId })
  const result = await checkCredentials(credentials, { baseUrl: gone.url, permissions: [] })
  expect(result.failure).toMatchObject({
    code: 'WIX-UNREACHABLE',
    reason: expect.stringContaining('refused'),
  })
})
