import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, caller, openTestSite, type TestSite } from './test-client.ts'
import type { Obj, Switches } from './types.ts'

const treeReference = { appNamespace: '@wix/stores', treeKey: null }
const zero = '00000000-0000-0000-0000-000000000000'
let test: TestSite

beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['blog', 'members', 'stores', 'cms'] } })
})
afterAll(() => test.simulator.close())

const withKey = (permissions: string[]) =>
  caller(test.simulator.url, test.simulator.control.createKey({ permissions }).key, test.site.id)
const switched = async (switches: Partial<Switches>, work: () => Promise<void>) => {
  const before = { ...test.site.switches }
  test.simulator.control.changeSite({ id: test.site.id, switches })
  await work()
  test.simulator.control.changeSite({ id: test.site.id, switches: before })
}

// Each probe of the contract: the permission, the call, and the status behind the gateway.
const probes: [string, string, string, Obj | undefined, number][] = [
  ['Manage Blog', 'PATCH', `/blog/v3/draft-posts/${zero}`, { draftPost: { id: zero, title: 'probe' } }, 404],
  ['Read Draft Blog Posts', 'GET', '/blog/v3/draft-posts?paging.limit=1', undefined, 200],
  ['Read Blog', 'GET', '/blog/v2/stats/posts/total', undefined, 200],
  ['Manage Ricos Document', 'POST', '/ricos/v1/ricos-document/convert/to-ricos', { plainText: 'ok' }, 200],
  ['Read Members', 'GET', '/members/v1/members?paging.limit=1', undefined, 200],
  ['Manage Members', 'POST', '/members/v1/members', {}, 400],
  [
    'Manage Data Items',
    'PUT',
    `/wix-data/v2/items/${zero}`,
    { dataCollectionId: 'none', dataItem: { id: zero, data: { _id: zero } } },
    404,
  ],
  ['Read Data Items', 'POST', '/wix-data/v2/items/query', { dataCollectionId: 'none' }, 404],
  ['Read Data Collections', 'GET', '/wix-data/v2/collections?paging.limit=1', undefined, 200],
  ['Read Products', 'POST', '/stores/v3/products/query', { query: {} }, 200],
  ['Manage Products', 'PATCH', `/stores/v3/products/${zero}`, { product: { id: zero, revision: '1' } }, 404],
  ['Read Categories', 'POST', '/categories/v1/categories/query', { query: {}, treeReference }, 200],
  ['Read v3 catalog (PII)', 'GET', '/stores/v3/provision/version', undefined, 200],
  [
    'Info section write in v3 catalog',
    'PATCH',
    `/stores/v3/info-sections/${zero}`,
    { infoSection: { id: zero, revision: '1' } },
    404,
  ],
  ['Read info sections in v3 catalog', 'POST', '/stores/v3/info-sections/query', { query: {} }, 200],
  [
    'Category write',
    'PATCH',
    `/categories/v1/categories/${zero}`,
    { category: { id: zero, revision: '1' }, treeReference },
    404,
  ],
  [
    'Category item write',
    'POST',
    `/categories/v1/bulk/categories/${zero}/remove-items`,
    { items: [{ catalogItemId: zero, appId: '215238eb-22a5-4c36-9e7b-e7c08025e04e' }], treeReference },
    404,
  ],
  [
    'Inventory write in v3 catalog',
    'POST',
    '/stores/v3/bulk/inventory-items/update',
    { inventoryItems: [{ inventoryItem: { id: zero, revision: '1' } }] },
    200,
  ],
  ['View installed apps', 'GET', '/apps-installer-service/v1/app-instances', undefined, 200],
  ['Read Tags', 'GET', '/tags/v1/tags?fqdn=wix.ecom.v1.order', undefined, 200],
  [
    'Manage Media Manager',
    'POST',
    '/site-media/v1/files/generate-upload-url',
    { mimeType: 'image/png' },
    200,
  ],
  ['Read Media Manager', 'GET', '/site-media/v1/files?paging.limit=1', undefined, 200],
  ['Read site, business, and email details', 'GET', '/site-properties/v4/properties', undefined, 200],
]

describe('permissions', () => {
  it.each(probes)('%s decides about %s %s', async (permission, method, path, body, granted) => {
    expect((await withKey([permission])(method, path, body)).status).toBe(granted)
    const refused = await withKey(['Something Else'])(method, path, body)
    expect(refused.status).toBe(403)
    expect(refused.body).toEqual({
      message: '',
      details: { applicationError: { code: 'PERMISSION_DENIED', description: '' } },
    })
  })

  it('lets bigger permissions cover smaller ones, and not the other way round', async () => {
    expect((await withKey(['Manage Blog'])('GET', '/blog/v3/posts')).status).toBe(200)
    expect((await withKey(['Manage Blog'])('GET', '/tags/v1/tags')).status).toBe(200)
    expect(
      (await withKey(['Manage Products'])('POST', '/categories/v1/categories/query', { treeReference }))
        .status,
    ).toBe(200)
    expect((await withKey(['Read Blog'])('POST', '/blog/v3/tags', { label: 'x' })).status).toBe(403)
    expect((await withKey(['Read Draft Blog Posts'])('POST', '/blog/v3/tags', { label: 'x' })).status).toBe(
      403,
    )
  })
})

describe('identity', () => {
  const path = '/blog/v3/draft-posts'

  it('answers an empty envelope to no key, an unknown key, a revoked key and a key with Bearer', async () => {
    const { key } = test.simulator.control.createKey()
    const statuses = [
      await test.call('GET', path, undefined, { authorization: '' }),
      await test.call('GET', path, undefined, { authorization: 'IST.unknown' }),
      await test.call('GET', path, undefined, { authorization: `Bearer ${key}` }),
    ]
    test.simulator.control.changeKey({ key, revoked: true })
    statuses.push(await test.call('GET', path, undefined, { authorization: key }))
    expect(statuses.map(({ status, body }) => [status, body])).toEqual(
      Array(4).fill([403, { message: '', details: {} }]),
    )
  })

  it('refuses a call without a site, for a foreign site and for a site outside the key', async () => {
    const foreign = test.simulator.control.createSite({ accountId: 'another account' }).site
    const other = test.simulator.control.createSite().site
    const narrow = test.simulator.control.createKey({ sites: [test.site.id] }).key
    const missing = await fetch(test.simulator.url + path, { headers: { authorization: narrow } })
    expect([missing.status, at(await missing.json(), 'message')]).toEqual([
      403,
      'No Metasite Context in identity.',
    ])
    for (const id of [foreign.id, other.id, 'not-a-guid']) {
      const reply = await caller(test.simulator.url, narrow, id)('GET', path)
      expect([reply.status, at(reply.body, 'details.applicationError.description')]).toEqual([403, ''])
    }
    expect((await caller(test.simulator.url, narrow, test.site.id)('GET', path)).status).toBe(200)
  })

  it('puts a request id on every answer, refused or not', async () => {
    for (const route of [path, '/nowhere'])
      expect((await test.call('GET', route)).headers.get('x-wix-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('apps and switches', () => {
  it('answers 428 for a missing app after the permission, or before it where the site does so', async () => {
    const bare = test.simulator.control.createSite({ installedApps: [] }).site
    const none = test.simulator.control.createKey({ permissions: [] }).key
    const all = caller(test.simulator.url, test.key.key, bare.id)
    const reply = await all('GET', '/blog/v3/draft-posts')
    expect([reply.status, at(reply.body, 'details.applicationError.code')]).toEqual([
      428,
      'REQUIRED_APP_NOT_INSTALLED',
    ])
    expect(at((await all('GET', '/wix-data/v2/collections')).body, 'details.applicationError.code')).toBe(
      'WDE0110',
    )
    const blind = caller(test.simulator.url, none, bare.id)
    expect((await blind('GET', '/blog/v3/draft-posts')).status).toBe(403)
    test.simulator.control.changeSite({ id: bare.id, switches: { appCheckBeforePermission: true } })
    expect((await blind('GET', '/blog/v3/draft-posts')).status).toBe(428)
  })

  it('names the wrong catalog version', async () => {
    const reply = await test.call('POST', '/stores/v1/products/query', {})
    expect(at(reply.body, 'details.applicationError.code')).toBe('CATALOG_V3_CALLING_CATALOG_V1_API')
  })

  it('swaps 401 and 403 for identity alone', () =>
    switched({ swap401and403: true }, async () => {
      expect((await test.call('GET', '/blog/v3/posts', undefined, { authorization: 'IST.x' })).status).toBe(
        401,
      )
      expect((await withKey([])('GET', '/blog/v3/posts')).status).toBe(403)
    }))

  it('empties the body of every error', () =>
    switched({ emptyBodies: true }, async () => {
      const reply = await withKey([])('GET', '/blog/v3/posts')
      expect([reply.status, reply.text]).toEqual([403, ''])
    }))

  it('checks permission before the body, and the body before the business', async () => {
    const path = `/blog/v3/draft-posts/${zero}`
    expect((await withKey(['Read Blog'])('PATCH', path, { draftPost: { title: 7 } })).status).toBe(403)
    expect((await test.call('PATCH', path, { draftPost: { title: 7 } })).status).toBe(400)
    expect((await test.call('PATCH', path, { draftPost: { title: 'x' } })).status).toBe(404)
  })
})

describe('unknown routes', () => {
  it.each([
    ['POST', '/blog/v3/draft-posts/bulk-create', 'POST /blog/v3/draft-posts'],
    ['POST', '/blog/v3/draft-posts/bulk/create', 'POST /blog/v3/bulk/draft-posts/create'],
    ['POST', '/blog/v3/draft-post', 'POST /blog/v3/draft-posts'],
    ['GET', '/blog/v3/category', 'GET /blog/v3/categories'],
  ])('answers 404 to %s %s and names the nearest', async (method, path, nearest) => {
    const reply = await test.call(method, path, method === 'POST' ? {} : undefined)
    expect(reply.status).toBe(404)
    expect(String(reply.body['message']).endsWith(`knows is ${nearest}`)).toBe(true)
  })
})
