import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, caller, openTestSite, type Reply, type TestSite } from '../test-client.ts'
import type { Obj, Site } from '../types.ts'

let test: TestSite
let old: Site
let v1: TestSite['call']
const treeReference = { appNamespace: '@wix/stores', treeKey: null }
const storesAppId = '215238eb-22a5-4c36-9e7b-e7c08025e04e'
const zero = '00000000-0000-0000-0000-000000000000'

beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['stores'] } })
  old = test.simulator.control.createSite({ installedApps: ['stores'], catalogVersion: 'V1' }).site
  v1 = caller(test.simulator.url, test.key.key, old.id)
})
afterAll(() => test.simulator.close())

const code = (reply: Reply) => at(reply.body, 'details.applicationError.code')
const limited = (permissions: string[], site = test.site) =>
  caller(test.simulator.url, test.simulator.control.createKey({ permissions }).key, site.id)
const minimal = (name: string, extra: Obj = {}) => ({
  product: { name, priceData: { price: 9.5 }, ...extra },
})

describe('catalogs', () => {
  it('answer 428 to the calls of the other, in both spellings, but the reader of V1 answers on both', async () => {
    const body = { query: {} }
    expect(code(await test.call('POST', '/stores/v1/products/query', body))).toBe(
      'CATALOG_V3_CALLING_CATALOG_V1_API',
    )
    expect(code(await v1('POST', '/stores/v3/products/query', body))).toBe(
      'CATALOG_V1_SITE_CALLING_CATALOG_V3_API',
    )
    test.simulator.control.changeSite({ id: test.site.id, switches: { catalogMismatchCode: 'long' } })
    expect(code(await test.call('POST', '/stores/v1/products/query', body))).toBe(
      'CATALOG_V3_SITE_CALLING_CATALOG_V1_API',
    )
    const { item } = {
      item: test.simulator.control.createItem({
        siteId: test.site.id,
        kind: 'product',
        fields: { name: 'Seen' },
      }),
    }
    const read = await test.call('POST', '/stores-reader/v1/products/query', body)
    expect(read.body['products']).toMatchObject([{ id: item['id'], name: 'Seen', priceData: { price: 10 } }])
  })

  it('name their version, also while it is being provisioned or absent', async () => {
    const version = async (call: TestSite['call']) => (await call('GET', '/stores/v3/provision/version')).body
    expect([await version(test.call), await version(v1)]).toEqual([
      { catalogVersion: 'V3_CATALOG' },
      { catalogVersion: 'V1_CATALOG' },
    ])
    const bare = test.simulator.control.createSite({ installedApps: [] }).site
    expect(await version(caller(test.simulator.url, test.key.key, bare.id))).toEqual({
      catalogVersion: 'STORES_NOT_INSTALLED',
    })
    const fresh = test.simulator.control.createSite({
      installedApps: ['stores'],
      provisioning: { readsMs: 0, writesMs: 60_000 },
    }).site
    const call = caller(test.simulator.url, test.key.key, fresh.id)
    expect((await call('POST', '/stores/v3/products/query', {})).status).toBe(200)
    const write = await call('DELETE', `/stores/v3/products/${zero}`)
    expect([write.status, code(write)]).toEqual([428, 'CATALOG_V3_SITE_PROVISIONING'])
    test.simulator.control.changeSite({ id: fresh.id, provisioning: { readsMs: 0 } })
    expect((await call('DELETE', `/stores/v3/products/${zero}`)).status).toBe(404)
  })
})

describe('permissions of the stores', () => {
  it('tell V1 writes from V3 writes where the site does', async () => {
    const manager = limited(['Manage Products'])
    const probe = () =>
      manager('PATCH', `/stores/v3/products/${zero}`, { product: { id: zero, revision: '1' } })
    expect((await probe()).status).toBe(404)
    test.simulator.control.changeSite({
      id: test.site.id,
      switches: { manageProductsCovers: ['infoSections'] },
    })
    expect((await probe()).status).toBe(403)
    const sections = await manager('PATCH', `/stores/v3/info-sections/${zero}`, {
      infoSection: { id: zero, revision: '1' },
    })
    expect(sections.status).toBe(404)
    const both = limited(['Manage Products', 'SCOPE.STORES.PRODUCT_WRITE'])
    expect(
      (await both('PATCH', `/stores/v3/products/${zero}`, { product: { id: zero, revision: '1' } })).status,
    ).toBe(404)
    test.simulator.control.changeSite({
      id: test.site.id,
      switches: { manageProductsCovers: ['products', 'infoSections', 'categories'] },
    })
  })
})

describe('categories', () => {
  const create = (name: string) =>
    test.call('POST', '/categories/v1/categories', { category: { name, visible: true }, treeReference })

  it('need their tree beside the entity, keep slugs unique and follow revisions', async () => {
    const nested = await test.call('POST', '/categories/v1/categories', {
      category: { name: 'A', treeReference },
    })
    expect(at(nested.body, 'details.validationError.fieldViolations.0.field')).toBe('treeReference')
    const made = await create('Bread & Rolls')
    expect(made.body['category']).toMatchObject({ slug: 'bread-rolls', revision: '1', itemCounter: 0 })
    const id = at(made.body, 'category.id')
    const slug = { category: { name: 'B', slug: 'bread-rolls' }, treeReference }
    expect(code(await test.call('POST', '/categories/v1/categories', slug))).toBe('DUPLICATE_SLUG')
    const change = { category: { id, revision: '5', name: 'C' }, treeReference }
    expect(code(await test.call('PATCH', `/categories/v1/categories/${id}`, change))).toBe('INVALID_REVISION')
    const found = await test.call('POST', '/categories/v1/categories/query', {
      query: { filter: { slug: 'bread-rolls' } },
      treeReference,
    })
    expect(found.body['categories']).toMatchObject([{ id, name: 'Bread & Rolls' }])
  })

  it('hold products one write at a time: two at once are a conflict', async () => {
    const { item } = {
      item: test.simulator.control.createItem({
        siteId: test.site.id,
        kind: 'product',
        fields: { name: 'Held' },
      }),
    }
    const ids = []
    for (const name of ['One', 'Two']) ids.push(at((await create(name)).body, 'category.id'))
    const items = [{ catalogItemId: item['id'], appId: storesAppId }]
    const add = (id: unknown) =>
      test.call('POST', `/categories/v1/bulk/categories/${id}/add-items`, { items, treeReference })
    const together = await Promise.all(ids.map(add))
    expect(together.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(together.map(code)).toContain('INVALID_REVISION')
    for (const id of ids) expect((await add(id)).status).toBe(200)
    const product = await test.call('GET', `/stores/v3/products/${item['id']}?fields=DIRECT_CATEGORIES_INFO`)
    const direct = at(product.body, 'product.directCategoriesInfo.categories') as Obj[]
    expect(direct.map((category) => category['id']).sort()).toEqual([...ids].sort())
    const wrong = await test.call('POST', `/categories/v1/bulk/categories/${ids[0]}/add-items`, {
      items: [{ catalogItemId: zero, appId: storesAppId }],
      treeReference,
    })
    expect(at(wrong.body, 'results.0.itemMetadata.error.code')).toBe('NOT_FOUND')
  })
})

describe('Catalog V1', () => {
  it('creates without a revision, twice if asked twice, and changes only what is sent', async () => {
    const first = await v1(
      'POST',
      '/stores/v1/products',
      minimal('Mug', { sku: 'M-1', slug: 'mug', brand: 'Acme' }),
    )
    const second = await v1('POST', '/stores/v1/products', minimal('Mug', { sku: 'M-1', slug: 'mug' }))
    expect(first.body['product']).toMatchObject({
      slug: 'mug',
      priceData: { price: 9.5 },
      numericId: '1',
      brand: 'Acme',
    })
    expect(second.body['product']).toMatchObject({ slug: 'mug-1', numericId: '2' })
    const id = at(first.body, 'product.id')
    const additionalInfoSections = [{ title: 'Care', description: '<p>Wash</p>' }]
    const changed = await v1('PATCH', `/stores/v1/products/${id}`, { product: { additionalInfoSections } })
    expect(changed.body['product']).toMatchObject({ name: 'Mug', sku: 'M-1', additionalInfoSections })
    expect((await v1('POST', '/stores/v1/products', { product: { name: 'No price' } })).status).toBe(400)
    expect((await v1('PATCH', `/stores/v1/products/${zero}`, { product: { name: 'probe' } })).status).toBe(
      404,
    )
    await v1('POST', `/stores/v1/products/${id}/remove-brand`, {})
    await v1('DELETE', `/stores/v1/products/${at(second.body, 'product.id')}`)
    const read = await v1('GET', `/stores-reader/v1/products/${id}`)
    expect(at(read.body, 'product.brand')).toBeUndefined()
  })

  it('takes filters and sorts as strings, and hides hidden products unless told otherwise', async () => {
    for (const [sku, visible] of [
      ['Q-1', true],
      ['Q-2', false],
      ['Q-3', true],
    ])
      await v1('POST', '/stores/v1/products', minimal(`Query ${sku}`, { sku, visible }))
    const query = async (filter: unknown, more: Obj = {}, call = v1) =>
      call('POST', '/stores-reader/v1/products/query', {
        query: { filter, sort: JSON.stringify([{ numericId: 'desc' }]) },
        ...more,
      })
    const bySku = JSON.stringify({ sku: { $hasSome: ['Q-1', 'Q-2', 'Q-3'] } })
    const skus = (reply: Reply) => (reply.body['products'] as Obj[]).map((product) => product['sku'])
    expect((await query({ sku: 'Q-1' })).status).toBe(400)
    const shown = await query(bySku)
    expect([skus(shown), shown.body['totalResults']]).toEqual([['Q-3', 'Q-1'], 2])
    const all = await query(bySku, { includeHiddenProducts: true })
    expect(skus(all)).toEqual(['Q-3', 'Q-2', 'Q-1'])
    expect(
      (await query(bySku, { includeHiddenProducts: true }, limited(['Read Products'], old))).status,
    ).toBe(403)
    const after = JSON.stringify({ numericId: { $gt: at(all.body, 'products.1.numericId') }, sku: 'Q-3' })
    expect(skus(await query(after))).toEqual(['Q-3'])
    expect((await query('{nonsense')).status).toBe(400)
  })

  it('adds media in silence, leaving out what cannot be fetched', async () => {
    const made = await v1('POST', '/stores/v1/products', minimal('Pictured'))
    const id = at(made.body, 'product.id')
    const media = [{ url: 'https://a.test/1.jpg' }, { url: 'https://b.fail.test/2.jpg' }]
    expect((await v1('POST', `/stores/v1/products/${id}/media`, { media })).body).toEqual({})
    const items = async () =>
      at((await v1('GET', `/stores-reader/v1/products/${id}`)).body, 'product.media.items') as Obj[]
    expect(await items()).toHaveLength(1)
    await v1('POST', `/stores/v1/products/${id}/media/delete`, { mediaIds: [] })
    expect(await items()).toEqual([])
  })

  it('has collections with members', async () => {
    const made = await v1('POST', '/stores/v1/collections', { collection: { name: 'Summer sale' } })
    const id = at(made.body, 'collection.id')
    const product = at((await v1('POST', '/stores/v1/products', minimal('Member'))).body, 'product.id')
    await v1('POST', `/stores/v1/collections/${id}/productIds`, { productIds: [product] })
    const filter = JSON.stringify({ name: 'Summer sale' })
    const found = await v1('POST', '/stores-reader/v1/collections/query', { query: { filter } })
    expect(found.body['collections']).toMatchObject([{ id, slug: 'summer-sale', numberOfProducts: 1 }])
    const read = await v1('GET', `/stores-reader/v1/products/${product}`)
    expect(at(read.body, 'product.collectionIds')).toEqual([id])
    await v1('POST', `/stores/v1/collections/${id}/productIds/delete`, { productIds: [product] })
    expect(
      at(
        (await v1('GET', `/stores-reader/v1/collections/slug/summer-sale`)).body,
        'collection.numberOfProducts',
      ),
    ).toBe(0)
  })
})
