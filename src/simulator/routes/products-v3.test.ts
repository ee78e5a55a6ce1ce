import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { at, caller, openTestSite, type Reply, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
let n = 0
beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['stores'], switches: { searchLagMs: 0 } } })
})
beforeEach(() => {
  n += 1
})
afterAll(() => test.simulator.close())

const variant = (extra: Obj = {}) => ({
  price: { actualPrice: { amount: '9.99' } },
  physicalProperties: {},
  ...extra,
})
const product = (extra: Obj = {}) => ({
  name: `Product ${n}`,
  productType: 'PHYSICAL',
  physicalProperties: {},
  variantsInfo: { variants: [variant()] },
  ...extra,
})
const base = '/stores/v3/products'
const create = (extra: Obj = {}, fields?: string[]) =>
  test.call('POST', base, { product: product(extra), ...(fields && { fields }) })
const bulk = (products: Obj[], more: Obj = {}) =>
  test.call('POST', '/stores/v3/bulk/products/create', { products, ...more })
const patch = (id: unknown, change: Obj) =>
  test.call('PATCH', `${base}/${id}`, { product: { id, ...change } })
const code = (reply: Reply) => at(reply.body, 'details.applicationError.code')
const rule = (reply: Reply) => {
  const violation = at(reply.body, 'details.validationError.fieldViolations.0') as Obj | undefined
  return violation?.['ruleName'] ?? violation?.['violatedRule']
}
const codes = (reply: Reply) =>
  (reply.body['results'] as Obj[]).map((result) => at(result, 'itemMetadata.error.code') ?? 'ok')

describe('creating', () => {
  it('takes the smallest product, gives it a slug, a revision and a variant, and hides what was not asked for', async () => {
    const reply = await create({ name: `Crème brûlée ${n}`, plainDescription: '<p>Sweet</p>' })
    expect(reply.body['product']).toMatchObject({
      slug: `creme-brulee-${n}`,
      revision: '1',
      visible: true,
      inventory: { availabilityStatus: 'OUT_OF_STOCK' },
      variantsInfo: {
        variants: [{ id: expect.any(String), visible: true, price: { actualPrice: { amount: '9.99' } } }],
      },
    })
    for (const key of ['url', 'plainDescription', 'description', 'infoSections'])
      expect(at(reply.body, `product.${key}`)).toBeUndefined()
    const id = at(reply.body, 'product.id')
    const full = await test.call(
      'GET',
      `${base}/${id}?fields=URL&fields=PLAIN_DESCRIPTION&fields=DESCRIPTION`,
    )
    expect(full.body['product']).toMatchObject({
      url: { url: `${test.site.url}/product-page/creme-brulee-${n}` },
      plainDescription: '<p>Sweet</p>',
      description: { nodes: [{ type: 'PARAGRAPH' }] },
    })
    expect((await test.call('GET', `${base}/${id}?fields=name`)).status).toBe(400)
  })

  it.each([
    ['a name over 80', { name: 'x'.repeat(81) }, 'MAX_LENGTH'],
    [
      'a physical product without its properties',
      { physicalProperties: undefined },
      'VARIANTS_TYPED_PROPERTIES_ARE_NOT_ALIGNED',
    ],
    [
      'a variant without its properties',
      { variantsInfo: { variants: [variant({ physicalProperties: undefined })] } },
      'VARIANTS_TYPED_PROPERTIES_ARE_NOT_ALIGNED',
    ],
    ['a slug with capitals', { slug: 'Not-Allowed' }, 'INVALID_SLUG_FORMAT'],
    ['an id', { id: 'mine' }, 'ID_NOT_ALLOWED_IN_REQUEST'],
    ['no price', { variantsInfo: { variants: [{ physicalProperties: {} }] } }, 'REQUIRED_FIELD'],
    ['an empty list of variants', { variantsInfo: { variants: [] } }, 'MIN_SIZE'],
    ['a description over 16000', { plainDescription: 'x'.repeat(16_001) }, 'MAX_LENGTH'],
  ])('refuses %s', async (_, extra, expected) => {
    const reply = await create(extra)
    expect([reply.status, rule(reply)]).toEqual([400, expected])
  })

  it('refuses prices that are no objects, a compare-at price below the price, and unaligned variants', async () => {
    const price = (value: unknown) => create({ variantsInfo: { variants: [variant({ price: value })] } })
    expect((await price({ actualPrice: 9.99 })).status).toBe(400)
    expect(code(await price({ actualPrice: { amount: '5' }, compareAtPrice: { amount: '4' } }))).toBe(
      'COMPARE_AT_PRICE_LOWER_THAN_ACTUAL_PRICE',
    )
    const option = { name: 'Size', optionRenderType: 'TEXT_CHOICES' }
    const unaligned = await create({ options: [option] })
    expect([unaligned.status, code(unaligned)]).toEqual([428, 'MISSING_VARIANT_OPTION_CHOICE'])
  })

  it('keeps slugs unique: a sent one is refused, one made from the name is numbered', async () => {
    expect((await create({ slug: `taken-${n}` })).status).toBe(200)
    const refused = await create({ slug: `taken-${n}` })
    expect([refused.status, code(refused)]).toEqual([409, 'DUPLICATE_SLUG_ERROR'])
    const made = await create({ name: `Taken ${n}` })
    expect(at(made.body, 'product.slug')).toBe(`taken-${n}-1`)
  })

  it('hosts media anew with another id, keeps alt texts and files of the site', async () => {
    const items = [{ url: 'https://a.test/1.jpg', altText: 'One' }]
    const made = await create({ media: { itemsInfo: { items } } }, ['MEDIA_ITEMS_INFO'])
    const item = at(made.body, 'product.media.itemsInfo.items.0') as Obj
    expect(item).toMatchObject({
      altText: 'One',
      image: { url: expect.stringContaining('static.wixstatic.com') },
    })
    const again = await create(
      { name: `Again ${n}`, media: { itemsInfo: { items: [{ id: item['id'] }] } } },
      ['MEDIA_ITEMS_INFO'],
    )
    expect(at(again.body, 'product.media.itemsInfo.items.0.id')).toBe(item['id'])
    const unknown = await create({
      name: `Unknown ${n}`,
      media: { itemsInfo: { items: [{ id: 'none~mv2.jpg' }] } },
    })
    expect(code(unknown)).toBe('PRODUCT_MEDIA_NOT_EXIST')
    expect(at(made.body, 'product.media.main.id')).toBe(item['id'])
  })

  it('makes brands and ribbons on the fly, once for each name', async () => {
    const first = await create({ brand: { name: 'Acme' }, ribbon: { name: 'New' } })
    const second = await create({ name: `Second ${n}`, brand: { name: 'acme' } })
    expect(at(second.body, 'product.brand.id')).toBe(at(first.body, 'product.brand.id'))
    expect(at(first.body, 'product.ribbon.name')).toBe('New')
  })

  it('puts products in stock only where the creation says so', async () => {
    const variants = [variant({ inventoryItem: { quantity: 3 } })]
    const reply = await test.call('POST', '/stores/v3/bulk/products-with-inventory/create', {
      products: [product({ variantsInfo: { variants } }), product({ name: `Without ${n}` })],
      returnEntity: true,
    })
    expect(at(reply.body, 'productResults.results.0.item.inventory.availabilityStatus')).toBe('IN_STOCK')
    expect(at(reply.body, 'productResults.results.1.item.inventory.availabilityStatus')).toBe('OUT_OF_STOCK')
    expect(at(reply.body, 'inventoryResults.results')).toHaveLength(1)
  })
})

describe('bulk calls', () => {
  it('fail whole for one bad slug and for totals, and entry by entry for the rest', async () => {
    const good = product({ slug: `good-${n}` })
    const bad = await bulk([good, product({ slug: 'bad slug' })])
    expect([bad.status, rule(bad)]).toEqual([400, 'INVALID_SLUG_FORMAT'])
    const sections = [1, 2].map((i) => ({ uniqueName: `${n}-${i}`, title: 'T', plainDescription: 'x' }))
    const many = await bulk(
      Array.from({ length: 51 }, (_, i) => product({ name: `P${n} ${i}`, infoSections: sections })),
    )
    expect([many.status, rule(many)]).toEqual([400, 'TOO_MANY_INFOSECTIONS_IN_REQUEST'])
    expect((await bulk(Array.from({ length: 101 }, () => product()))).status).toBe(400)
    const partly = await bulk([good, product({ slug: `good-${n}` }), product({ name: `Third ${n}` })], {
      returnEntity: true,
    })
    expect([partly.status, codes(partly)]).toEqual([200, ['ok', 'DUPLICATE_SLUG_ERROR', 'ok']])
    expect(partly.body['bulkActionMetadata']).toEqual({
      totalSuccesses: 2,
      totalFailures: 1,
      undetailedFailures: 0,
    })
  })

  it('update by revision, refuse masks and doubles, and delete', async () => {
    const made = await bulk([product(), product({ name: `Other ${n}` })])
    const [a, b] = (made.body['results'] as Obj[]).map((result) => at(result, 'itemMetadata.id'))
    const update = (products: Obj[]) => test.call('POST', '/stores/v3/bulk/products/update', { products })
    const changed = await update([
      { product: { id: a, revision: '1', name: 'A2' } },
      { product: { id: b, revision: '7', name: 'B2' } },
    ])
    expect(codes(changed)).toEqual(['ok', 'INVALID_REVISION'])
    const masked = await update([{ product: { id: a, revision: '2' }, fieldMask: 'name' }])
    expect([masked.status, code(masked)]).toEqual([428, 'FIELD_MASK_VALUE_NOT_SUPPORTED'])
    const twice = await update([{ product: { id: a, revision: '2' } }, { product: { id: a, revision: '2' } }])
    expect(rule(twice)).toBe('DUPLICATE_PRODUCT_IDS_REQUEST')
    const removed = await test.call('POST', '/stores/v3/bulk/products/delete', { productIds: [a, b, 'none'] })
    expect(codes(removed)).toEqual(['ok', 'ok', 'PRODUCT_NOT_FOUND'])
  })
})

describe('updating', () => {
  it('needs the current revision, changes only what is sent, and clears with null', async () => {
    const made = await create({
      brand: { name: 'Acme' },
      seoData: { tags: [{ type: 'title', children: 'T' }] },
    })
    const id = at(made.body, 'product.id')
    expect((await patch(id, { name: 'x' })).status).toBe(400)
    const stale = await patch(id, { revision: '9', name: 'x' })
    expect([stale.status, code(stale)]).toEqual([409, 'INVALID_REVISION'])
    const done = await patch(id, { revision: '1', name: 'Renamed', brand: null })
    expect(done.body['product']).toMatchObject({
      name: 'Renamed',
      revision: '2',
      slug: at(made.body, 'product.slug'),
      seoData: { tags: [{ children: 'T' }] },
    })
    expect(at(done.body, 'product.brand')).toBeUndefined()
    const missing = await patch('00000000-0000-0000-0000-000000000000', { revision: '1' })
    expect(missing.status).toBe(404)
  })

  it('wants existing variants with id and price', async () => {
    const made = await create()
    const id = at(made.body, 'product.id')
    const variantId = at(made.body, 'product.variantsInfo.variants.0.id')
    const set = (given: Obj) => patch(id, { revision: '1', variantsInfo: { variants: [given] } })
    expect((await set(variant())).status).toBe(400)
    expect((await set({ id: variantId, sku: 'S' })).status).toBe(400)
    const done = await set({ id: variantId, price: { actualPrice: { amount: '12.00' } } })
    expect(at(done.body, 'product.variantsInfo.variants.0')).toMatchObject({
      id: variantId,
      price: { actualPrice: { amount: '12.00' } },
      physicalProperties: {},
    })
  })
})

describe('reading', () => {
  it('finds by slug in bulk, pages by cursor only, and shows no variants', async () => {
    const site = test.simulator.control.createSite({
      installedApps: ['stores'],
      switches: { searchLagMs: 0 },
    }).site
    const call = caller(test.simulator.url, test.key.key, site.id)
    const products = Array.from({ length: 7 }, (_, i) =>
      product({ name: `P ${i}`, slug: `p-${i}`, variantsInfo: { variants: [variant({ sku: `S-${i}` })] } }),
    )
    await call('POST', '/stores/v3/bulk/products/create', { products })
    const query = async (given: Obj) => (await call('POST', `${base}/query`, { query: given })).body
    const slugs = (body: Obj) => (body['products'] as Obj[]).map((found) => found['slug']).sort()
    const some = await query({ filter: { slug: { $in: ['p-1', 'p-5', 'none'] } } })
    expect(slugs(some)).toEqual(['p-1', 'p-5'])
    expect(at(some, 'products.0.variantsInfo')).toBeUndefined()
    const first = await query({ cursorPaging: { limit: 4 } })
    const second = await query({
      cursorPaging: { limit: 4, cursor: at(first, 'pagingMetadata.cursors.next') },
    })
    expect([...slugs(first), ...slugs(second)].sort()).toEqual(products.map((_, i) => `p-${i}`))
    expect([at(first, 'pagingMetadata.hasNext'), at(second, 'pagingMetadata.hasNext')]).toEqual([true, false])
    const offset = await query({ paging: { limit: 4, offset: 4 } })
    expect(slugs(offset)).toEqual(slugs(first))
    expect(String((await query({ filter: { name: 'P 1' } }))['message'])).toBe(
      "Field 'name' is not declared as filterable",
    )
    const bySku = { filter: { 'variantsInfo.variants': { $matchItems: [{ sku: { $in: ['S-2', 'S-3'] } }] } } }
    const searched = await call('POST', `${base}/search`, { search: bySku })
    expect(slugs(searched.body)).toEqual(['p-2', 'p-3'])
    const variants = await call('POST', `${base}/query-variants`, {
      query: { filter: { sku: { $in: ['S-4'] } } },
    })
    expect(at(variants.body, 'variants.0')).toMatchObject({ sku: 'S-4', productData: { slug: 'p-4' } })
    expect((await call('POST', `${base}/count`, {})).body).toEqual({ count: 7 })
    expect(at((await call('GET', `${base}/slug/p-3`)).body, 'product.variantsInfo.variants.0.sku')).toBe(
      'S-3',
    )
  })

  it('lags in searches, as far as the site says', async () => {
    test.simulator.control.changeSite({ id: test.site.id, switches: { searchLagMs: 60_000 } })
    await create({ slug: `lagging-${n}` })
    const filter = { slug: `lagging-${n}` }
    const searched = await test.call('POST', `${base}/search`, { search: { filter } })
    const queried = await test.call('POST', `${base}/query`, { query: { filter } })
    test.simulator.control.changeSite({ id: test.site.id, switches: { searchLagMs: 0 } })
    expect([searched.body['products'], (queried.body['products'] as Obj[]).length]).toEqual([[], 1])
  })

  it('shows hidden products only to who may manage products', async () => {
    const made = await create({ slug: `hidden-${n}`, visible: false })
    const reader = caller(
      test.simulator.url,
      test.simulator.control.createKey({ permissions: ['Read Products'] }).key,
      test.site.id,
    )
    const query = { filter: { slug: `hidden-${n}` } }
    expect((await reader('POST', `${base}/query`, { query })).body['products']).toEqual([])
    expect((await test.call('POST', `${base}/query`, { query })).body['products']).toHaveLength(1)
    const asked = await reader('POST', `${base}/query`, { query: { filter: { visible: false } } })
    expect([asked.status, code(asked)]).toEqual([403, 'NO_PERMISSION_TO_INCLUDE_NOT_VISIBLE_PRODUCTS'])
    expect((await reader('GET', `${base}/${at(made.body, 'product.id')}`)).status).toBe(404)
  })
})
