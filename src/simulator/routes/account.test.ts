import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestSite, type TestSite } from '../test-client.ts'
import type { AppCredential, Obj } from '../types.ts'

let test: TestSite
let now = Date.UTC(2026, 0, 1)
beforeAll(async () => {
  test = await openTestSite({ now: () => now, site: { installedApps: ['blog', 'stores'] } })
})
afterAll(() => test.simulator.close())

const accountId = 'c0000000-0000-4000-8000-000000000001'
const querySites = async (headers: Record<string, string>, query: Obj = {}) => {
  const response = await fetch(`${test.simulator.url}/site-list/v2/sites/query`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  })
  return { status: response.status, body: (await response.json()) as Obj }
}

describe('the sites of an account', () => {
  it('are listed for its key, page by page, without those the key is not allowed on', async () => {
    const { control } = test.simulator
    const sites = [1, 2, 3].map((i) => control.createSite({ accountId, name: `Site ${i}` }).site)
    const { key } = control.createKey({ accountId, permissions: ['Read sites'] })
    const headers = { authorization: key, 'wix-account-id': accountId }
    const filter = { namespace: { $in: ['WIX', 'HEADLESS'] } }
    const first = await querySites(headers, { filter, cursorPaging: { limit: 2 } })
    const metadata = first.body['metadata'] as Obj
    expect(metadata).toMatchObject({ count: 2, hasNext: true })
    const cursor = (metadata['cursors'] as Obj)['next']
    const second = await querySites(headers, { filter, cursorPaging: { limit: 2, cursor } })
    const all = [...(first.body['sites'] as Obj[]), ...(second.body['sites'] as Obj[])]
    expect(all.map((site) => site['displayName']).sort()).toEqual(['Site 1', 'Site 2', 'Site 3'])
    const narrow = control.createKey({ accountId, permissions: ['Read sites'], sites: [sites[1]!.id] }).key
    const few = await querySites({ authorization: narrow, 'wix-account-id': accountId })
    expect(few.body['sites']).toMatchObject([{ id: sites[1]!.id, published: true, viewUrl: sites[1]!.url }])
  })

  it('are refused without the account, for a foreign one and without the permission', async () => {
    const { control } = test.simulator
    const { key } = control.createKey({ accountId, permissions: ['Read sites'] })
    const other = control.createKey({ accountId, permissions: ['Manage Blog'] }).key
    const statuses = []
    const attempts: Record<string, string>[] = [
      { authorization: key },
      { authorization: key, 'wix-account-id': 'c0000000-0000-4000-8000-000000000002' },
      { authorization: other, 'wix-account-id': accountId },
      { authorization: 'IST.unknown', 'wix-account-id': accountId },
    ]
    for (const headers of attempts) statuses.push((await querySites(headers)).status)
    expect(statuses).toEqual([403, 403, 403, 403])
  })
})

describe('app credentials', () => {
  const token = async (app: AppCredential) => {
    const response = await fetch(`${test.simulator.url}/oauth2/token`, {
      method: 'POST',
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: app.appId,
        client_secret: app.secret,
        instance_id: app.instances[0]!.instanceId,
      }),
    })
    return (await response.json()) as { access_token: string; expires_in: number }
  }
  const get = async (path: string, authorization: string) => {
    const response = await fetch(test.simulator.url + path, { headers: { authorization } })
    return { status: response.status, body: (await response.json()) as Obj }
  }

  it('have tokens that live as long as the app says', async () => {
    const instances = [{ siteId: test.site.id }]
    const app = test.simulator.control.createApp({ instances, tokenLifeSecs: 20 })
    const { access_token, expires_in } = await token(app)
    expect(expires_in).toBe(20)
    now += 19_000
    expect((await get('/blog/v3/posts', access_token)).status).toBe(200)
    now += 2000
    expect((await get('/blog/v3/posts', access_token)).status).toBe(401)
    const usual = test.simulator.control.createApp({ instances })
    expect((await token(usual)).expires_in).toBe(14_400)
  })

  it('list what was granted, by name or by scope', async () => {
    const permissions = ['Manage Blog', 'Read Products', 'Manage Your App']
    const app = test.simulator.control.createApp({ instances: [{ siteId: test.site.id }], permissions })
    const { access_token } = await token(app)
    const granted = async () =>
      ((await get('/apps/v1/instance', access_token)).body['instance'] as Obj)['permissions']
    expect(await granted()).toEqual(permissions)
    test.simulator.control.changeSite({ id: test.site.id, switches: { instancePermissions: 'scopes' } })
    expect(await granted()).toEqual([
      'SCOPE.DC-BLOG.MANAGE-BLOG',
      'SCOPE.DC-STORES.READ-PRODUCTS',
      'Manage Your App',
    ])
    test.simulator.control.changeApp({ appId: app.appId, permissions: ['SCOPE.DC-BLOG.READ-BLOGS'] })
    expect((await get('/blog/v3/posts', access_token)).status).toBe(200)
    expect((await get('/stores/v3/provision/version', access_token)).status).toBe(403)
  })

  it('see which apps the site has', async () => {
    const app = test.simulator.control.createApp({ instances: [{ siteId: test.site.id }] })
    const { body } = await get('/apps-installer-service/v1/app-instances', (await token(app)).access_token)
    expect((body['appInstances'] as Obj[]).map((entry) => entry['appDefId'])).toEqual([
      '14bcded7-0066-7c35-14d7-466cb3f09103',
      '215238eb-22a5-4c36-9e7b-e7c08025e04e',
    ])
  })
})
