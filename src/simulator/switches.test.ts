// Each switch of the CMS, the media manager and the stores, in its other position.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NewCollection } from './control/collections.ts'
import type { NewSite } from './control/control.ts'
import { at, caller, openTestSite, paragraphs, type Reply, type TestSite } from './test-client.ts'
import type { Obj, Switches } from './types.ts'

let test: TestSite
let n = 0
beforeAll(async () => {
  test = await openTestSite()
})
beforeEach(() => {
  n += 1
})
afterAll(() => test.simulator.close())

/** A site of its own, since a switch must not reach the next test. */
function site(switches: Partial<Switches>, given: NewSite = {}, collection: Partial<NewCollection> = {}) {
  const { site: made } = test.simulator.control.createSite({
    installedApps: ['cms', 'stores'],
    switches: { dataLagMs: 0, searchLagMs: 0, ...switches },
    ...given,
  })
  test.simulator.control.createCollection({ siteId: made.id, id: 'Pages', ...collection })
  const call = caller(test.simulator.url, test.key.key, made.id)
  const data = (path: string, body: Obj) =>
    call('POST', `/wix-data/v2/${path}`, { dataCollectionId: 'Pages', ...body })
  return { site: made, call, data }
}
const code = (reply: Reply) => at(reply.body, 'details.applicationError.code')
const item = (id: string, data: Obj = {}) => ({ id, data: { _id: id, ...data } })
const product = (extra: Obj = {}, variant: Obj = {}) => ({
  product: {
    name: `P${n}`,
    productType: 'PHYSICAL',
    physicalProperties: {},
    variantsInfo: {
      variants: [{ price: { actualPrice: { amount: '1' } }, physicalProperties: {}, ...variant }],
    },
    ...extra,
  },
})

describe('permissions', () => {
  /** Statuses and codes that a key with these permissions gets. */
  async function refusals(
    switches: Partial<Switches>,
    permissions: string[],
    calls: [string, string, Obj?][],
  ) {
    const { site: made } = site(switches)
    const { key } = test.simulator.control.createKey({ permissions })
    const call = caller(test.simulator.url, key, made.id)
    const replies: Reply[] = []
    // One after the other: writes to a category tree at once are a conflict.
    for (const one of calls) replies.push(await call(...one))
    return replies.map((reply) => [reply.status, code(reply)])
  }
  const treeReference = { appNamespace: '@wix/stores', treeKey: null }
  const zero = '00000000-0000-0000-0000-000000000000'

  it('of the CMS are missing with the code of Wix Data, beside collections that are not there', async () => {
    const calls: [string, string, Obj?][] = [
      ['GET', '/wix-data/v2/collections'],
      ['PUT', `/wix-data/v2/items/${zero}`, { dataCollectionId: 'none', dataItem: { id: zero } }],
    ]
    expect(await refusals({ dataDenied: 'WDE0027' }, ['Manage Blog'], calls)).toEqual([
      [403, 'WDE0027'],
      [403, 'WDE0027'],
    ])
  })

  it('of categories, their items and the version of the catalog may be scopes of their own', async () => {
    const own: Partial<Switches> = { manageProductsCovers: [], catalogVersionScope: 'own' }
    const category = { id: zero, revision: '1' }
    const items = [{ catalogItemId: zero, appId: zero }]
    const calls: [string, string, Obj?][] = [
      ['PATCH', `/categories/v1/categories/${zero}`, { category, treeReference }],
      ['POST', `/categories/v1/bulk/categories/${zero}/remove-items`, { items, treeReference }],
      ['GET', '/stores/v3/provision/version'],
    ]
    const denied = [403, 'PERMISSION_DENIED']
    expect(await refusals(own, ['Manage Products'], calls)).toEqual([denied, denied, denied])
    expect((await refusals({}, ['Manage Products'], calls)).map(([status]) => status)).toEqual([
      404, 404, 200,
    ])
    const scopes = ['SCOPE.CATEGORIES.CATEGORY_WRITE', 'SCOPE.STORES.CATALOG_READ_LIMITED']
    expect((await refusals(own, scopes, calls)).map(([status]) => status)).toEqual([404, 403, 200])
  })
})

describe('the CMS', () => {
  it('refuses a large body without a code', async () => {
    const { data } = site({ bareTooLarge: true, maxDataBodyBytes: 500 })
    const reply = await data('bulk/items/insert', { dataItems: [item('a', { text: 'x'.repeat(600) })] })
    expect([reply.status, reply.text]).toEqual([413, '{}'])
  })

  it('refuses a second change of an item within the time it sets, and takes another item', async () => {
    const { data } = site({ itemUpdateEveryMs: 60_000 })
    await data('bulk/items/insert', { dataItems: [item('a')] })
    const patches = [{ dataItemId: 'a', fieldModifications: [] }]
    const reply = await data('bulk/items/patch', { patches })
    expect(at(reply.body, 'results.0.itemMetadata.error.code')).toBe('WDE0014')
    expect((await data('items', { dataItem: item('b') })).status).toBe(200)
  })

  it('lets an update publish', async () => {
    const { data } = site({ publishStatusByUpdate: 'applied' }, {}, { publish: 'DRAFT' })
    await data('items', { dataItem: item('a') })
    const reply = await data('items/update', {
      dataItem: item('a', { _publishStatus: 'PUBLISHED' }),
      publishPluginOptions: { includeDraftItems: true },
    })
    expect(at(reply.body, 'dataItem.data._publishStatus')).toBe('PUBLISHED')
  })

  it('stores what is sent for a deleted field', async () => {
    const { data, site: made } = site(
      { deletedField: 'store' },
      {},
      { fields: [{ key: 'old', type: 'TEXT' }] },
    )
    test.simulator.control.changeCollection({ siteId: made.id, id: 'Pages', removeFields: ['old'] })
    expect(at((await data('items', { dataItem: item('a', { old: 1 }) })).body, 'dataItem.data.old')).toBe(1)
  })

  it('keeps written page links of the editable kind, and refuses bad ones', async () => {
    const plugins = [
      { type: 'EDITABLE_PAGE_LINK', editablePageLinkOptions: { isPersisted: true, isMutable: true } },
    ]
    const { data } = site({}, {}, { plugins, pageLinks: ['/pages/{title}'] })
    const key = 'link-pages-title'
    const kept = await data('items', { dataItem: item('a', { title: 'A', [key]: '/mine' }) })
    expect(at(kept.body, `dataItem.data.${key}`)).toBe('/mine')
    expect(code(await data('items', { dataItem: item('b', { [key]: 'no path' }) }))).toBe('WDE0163')
    const replaced = await data('items/update', { dataItem: item('a', { title: 'B' }) })
    expect(at(replaced.body, `dataItem.data.${key}`)).toBe('/mine')
  })

  it('forces one id on a collection of a single item, and takes it in no bulk call', async () => {
    const { data } = site(
      {},
      {},
      { plugins: [{ type: 'SINGLE_ITEM', singleItemOptions: { singleItemId: 'SINGLE' } }] },
    )
    const reply = await data('items/save', { dataItem: item('a', { title: 'A' }) })
    expect(at(reply.body, 'dataItem.id')).toBe('SINGLE')
    expect(code(await data('bulk/items/save', { dataItems: [item('a')] }))).toBe('WDE0079')
  })
})

describe('what the contract leaves open', () => {
  const settings = (switches: Partial<Switches>) => test.simulator.control.changeSettings({ switches })

  it('an unknown site is denied everywhere, or unknown to the CMS', async () => {
    const call = caller(test.simulator.url, test.key.key, '0f1e2d3c-4b5a-4697-8899-aabbccddeeff')
    const ask = async () => {
      const replies = [await call('GET', '/wix-data/v2/collections'), await call('GET', '/blog/v3/posts')]
      return replies.map((reply) => [reply.status, code(reply)])
    }
    const denied = [403, 'PERMISSION_DENIED']
    expect(await ask()).toEqual([denied, denied])
    settings({ unknownSite: 'WDE0117' })
    expect(await ask()).toEqual([[400, 'WDE0117'], denied])
    settings({ unknownSite: 'denied' })
  })

  it('a single insert drops a multi-reference or refuses it, a bulk insert drops it', async () => {
    const fields = [{ key: 'tags', type: 'MULTI_REFERENCE' }]
    const { data } = site({ multiReferenceOnInsert: 'reject' }, {}, { fields })
    expect(code(await data('items', { dataItem: item('a', { tags: ['x'] }) }))).toBe('WDE0303')
    const bulk = await data('bulk/items/insert', { dataItems: [item('b', { tags: ['x'] })] })
    expect(at(bulk.body, 'results.0.itemMetadata.success')).toBe(true)
    const { data: lenient } = site({}, {}, { fields })
    expect((await lenient('items', { dataItem: item('a', { tags: ['x'] }) })).status).toBe(200)
  })

  it('hashtags of a new post are kept, or read from its text', async () => {
    const draftPost = { title: 'A', hashtags: ['mine'], richContent: paragraphs('about #rye') }
    for (const [hashtags, expected] of [
      ['kept', ['mine']],
      ['dropped', ['rye']],
    ] as const) {
      const { site: made, call } = site({ hashtags }, { installedApps: ['blog'] })
      const memberId = test.simulator.control.items(made.id, 'members')[0]!['id']
      const { body } = await call('POST', '/blog/v3/draft-posts', { draftPost: { ...draftPost, memberId } })
      expect(at(body, 'draftPost.hashtags')).toEqual(expected)
    }
  })

  it('members come one a second where the site says so', async () => {
    const { call } = site({ memberEveryMs: 60_000 })
    const create = (loginEmail: string) => call('POST', '/members/v1/members', { member: { loginEmail } })
    const replies = [await create('a@example.com'), await create('b@example.com')]
    // The first is too soon after those the site was made with.
    expect(replies.map(({ status }) => status)).toEqual([429, 429])
    const { call: patient } = site({})
    expect(
      (await patient('POST', '/members/v1/members', { member: { loginEmail: 'a@example.com' } })).status,
    ).toBe(200)
  })

  it('headings have the levels 1 to 6', async () => {
    const { site: made, call } = site({}, { installedApps: ['blog'] })
    const memberId = test.simulator.control.items(made.id, 'members')[0]!['id']
    const post = async (level: unknown) => {
      const heading = { type: 'HEADING', id: 'h', nodes: [], headingData: { level } }
      const draftPost = { title: 'A', memberId, richContent: { nodes: [heading] } }
      const { body, status } = await call('POST', '/blog/v3/draft-posts', { draftPost })
      return [status, at(body, 'details.validationError.fieldViolations.0.violatedRule')]
    }
    expect([await post(0), await post(7), await post(1.5)]).toEqual([
      [400, 'MIN'],
      [400, 'MAX'],
      [400, undefined],
    ])
    expect([await post(1), await post(6)]).toEqual(Array(2).fill([200, undefined]))
  })
})

describe('media', () => {
  it('is ready at once', async () => {
    const { call } = site({ mediaPolls: 0 })
    const { body } = await call('POST', '/site-media/v1/files/import', { url: 'https://a.test/1.png' })
    expect(at(body, 'file.operationStatus')).toBe('READY')
  })
})

describe('the stores', () => {
  it('write handles', async () => {
    const fixed = site({})
    const free = site({ handleIsWritable: true })
    const handle = async ({ call }: ReturnType<typeof site>) =>
      at((await call('POST', '/stores/v3/products', product({ handle: 'mine' }))).body, 'product.handle')
    expect([await handle(fixed), await handle(free)]).toEqual([`p${n}`, 'mine'])
  })

  it('keep SKUs unique', async () => {
    const { call } = site({ duplicateSku: 'reject' })
    await call('POST', '/stores/v3/products', product({}, { sku: 'S' }))
    const again = await call('POST', '/stores/v3/products', product({}, { sku: 'S' }))
    expect([again.status, code(again)]).toEqual([409, 'SKU_ALREADY_EXIST_ERROR'])
  })

  it('show new media late', async () => {
    const { call } = site({ productMediaLagMs: 60_000 })
    const media = { itemsInfo: { items: [{ url: 'https://a.test/1.jpg', altText: 'One' }] } }
    const made = await call('POST', '/stores/v3/products', {
      ...product({ media }),
      fields: ['MEDIA_ITEMS_INFO'],
    })
    expect(at(made.body, 'product.media')).toBeUndefined()
  })

  it('show hidden products to readers', async () => {
    const { call, site: made } = site({ readProductsSeesHidden: true })
    await call('POST', '/stores/v3/products', product({ visible: false }))
    const { key } = test.simulator.control.createKey({ permissions: ['Read Products'] })
    const { body } = await caller(test.simulator.url, key, made.id)('POST', '/stores/v3/products/query', {})
    expect(body['products']).toHaveLength(1)
  })

  it('make the slug of a V1 product from its name, whatever was sent', async () => {
    const { call } = site({ slugOnV1Create: 'ignored' }, { catalogVersion: 'V1' })
    const given = { product: { name: 'Blue Mug', slug: 'wanted', priceData: { price: 1 } } }
    expect(at((await call('POST', '/stores/v1/products', given)).body, 'product.slug')).toBe('blue-mug')
  })
})
