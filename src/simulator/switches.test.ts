// Each switch of the CMS, the media manager and the stores, in its other position.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NewCollection } from './control/collections.ts'
import type { NewSite } from './control/control.ts'
import { at, caller, openTestSite, type Reply, type TestSite } from './test-client.ts'
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
