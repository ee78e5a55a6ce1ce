// Wix's own SDK for the stores, of both catalogs, talks to the simulator.

import * as categories from '@wix/auto_sdk_categories_categories'
import * as versioning from '@wix/auto_sdk_stores_catalog-versioning'
import * as infoSections from '@wix/auto_sdk_stores_info-sections-v-3'
import * as productsV1 from '@wix/auto_sdk_stores_products'
import * as products from '@wix/auto_sdk_stores_products-v-3'
import { createClient } from '@wix/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestSite, type TestSite } from './test-client.ts'

let test: TestSite

function sdk(siteId: string) {
  const headers = { Authorization: test.key.key, 'wix-site-id': siteId }
  return createClient({
    modules: { categories, versioning, infoSections, productsV1, products },
    auth: { getAuthHeaders: async () => ({ headers }) },
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      fetch(String(input).replace('https://www.wixapis.com', test.simulator.url), init),
  })
}
let wix: ReturnType<typeof sdk>
let old: ReturnType<typeof sdk>

beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['stores'], switches: { searchLagMs: 0 } } })
  const { site } = test.simulator.control.createSite({ installedApps: ['stores'], catalogVersion: 'V1' })
  wix = sdk(test.site.id)
  old = sdk(site.id)
})
afterAll(() => test.simulator.close())

const product = (name: string, extra: object = {}): products.V3Product => ({
  name,
  productType: 'PHYSICAL',
  physicalProperties: {},
  visible: true,
  variantsInfo: {
    variants: [
      { choices: [], physicalProperties: {}, price: { actualPrice: { amount: '9.99' } }, sku: `sku-${name}` },
    ],
  },
  ...extra,
})

describe('Catalog V3 through the SDK', () => {
  it('names the catalog version', async () => {
    expect(await wix.versioning.getCatalogVersion()).toEqual({ catalogVersion: 'V3_CATALOG' })
    expect(await old.versioning.getCatalogVersion()).toEqual({ catalogVersion: 'V1_CATALOG' })
  })

  it('creates, reads, changes and deletes a product', async () => {
    const made = await wix.products.createProduct(product('One', { plainDescription: '<p>Hi</p>' }), {
      fields: ['PLAIN_DESCRIPTION', 'URL'],
    })
    expect(made).toMatchObject({ slug: 'one', revision: '1', plainDescription: '<p>Hi</p>' })
    expect((await wix.products.getProductBySlug('one')).product?._id).toBe(made._id)
    const changed = await wix.products.updateProduct(made._id!, { revision: '1', name: 'Renamed' })
    expect(changed).toMatchObject({ name: 'Renamed', revision: '2' })
    await expect(wix.products.updateProduct(made._id!, { revision: '1' })).rejects.toMatchObject({
      status: 409,
      details: { applicationError: { code: 'INVALID_REVISION' } },
    })
    await wix.products.deleteProduct(made._id!)
    await expect(wix.products.getProduct(made._id!)).rejects.toMatchObject({ status: 404 })
  })

  it('creates, updates and deletes in bulk, with stock', async () => {
    const made = await wix.products.bulkCreateProducts([product('A'), product('B')], { returnEntity: true })
    expect(made.results?.map((result) => result.item?.slug)).toEqual(['a', 'b'])
    const ids = made.results!.map((result) => result.itemMetadata!._id!)
    const updated = await wix.products.bulkUpdateProducts(
      ids.map((_id) => ({ product: { _id, revision: '1', visible: false } })),
      { returnEntity: true },
    )
    expect(updated.results?.map((result) => result.item?.revision)).toEqual(['2', '2'])
    const stocked = await wix.products.bulkCreateProductsWithInventory([
      {
        ...product('C'),
        variantsInfo: {
          variants: [
            {
              physicalProperties: {},
              price: { actualPrice: { amount: '1' } },
              inventoryItem: { inStock: true },
            },
          ],
        },
      } as products.ProductWithInventory,
    ])
    expect(stocked.inventoryResults?.bulkActionMetadata?.totalSuccesses).toBe(1)
    const removed = await wix.products.bulkDeleteProducts(ids)
    expect(removed.bulkActionMetadata?.totalSuccesses).toBe(2)
  })

  it('queries by slug, walks pages and searches', async () => {
    await wix.products.bulkCreateProducts(['Q1', 'Q2', 'Q3'].map((name) => product(name)))
    const found = await wix.products.queryProducts().in('slug', ['q1', 'q3']).find()
    expect(found.items.map((item) => item.slug).sort()).toEqual(['q1', 'q3'])
    let page = await wix.products.queryProducts().startsWith('slug', 'q').limit(2).find()
    const slugs = page.items.map((item) => item.slug)
    while (page.hasNext()) {
      page = await page.next()
      slugs.push(...page.items.map((item) => item.slug))
    }
    expect(slugs.sort()).toEqual(['q1', 'q2', 'q3'])
    const searched = await wix.products.searchProducts({ search: { expression: 'q2' } })
    expect(searched.products?.map((item) => item.slug)).toEqual(['q2'])
    expect((await wix.products.countProducts({ filter: { slug: 'q1' } })).count).toBe(1)
  })

  it('gets or creates info sections, changes and assigns them', async () => {
    const wanted = ['s1', 's2'].map((uniqueName) => ({
      uniqueName,
      title: 'Specs',
      plainDescription: '<p>x</p>',
    }))
    const made = await wix.infoSections.bulkGetOrCreateInfoSections({ infoSections: wanted })
    const ids = made.results!.map((result) => result.item!._id!)
    const one = await wix.infoSections.getOrCreateInfoSection({ infoSection: wanted[0]! })
    expect(one.infoSection?._id).toBe(ids[0])
    const found = await wix.infoSections.queryInfoSections().in('uniqueName', ['s1', 's2']).find()
    expect(found.items).toHaveLength(2)
    const changed = await wix.infoSections.updateInfoSection(ids[0]!, {
      revision: '1',
      plainDescription: '<p>y</p>',
    })
    expect(changed).toMatchObject({ revision: '2', plainDescription: '<p>y</p>' })
    const bulk = await wix.infoSections.bulkUpdateInfoSections([
      { infoSection: { _id: ids[1]!, revision: '1', plainDescription: '<p>z</p>' } },
    ])
    expect(bulk.bulkActionMetadata?.totalSuccesses).toBe(1)
    const target = await wix.products.createProduct(product('With sections'))
    const assigned = await wix.products.bulkAddInfoSectionsToProducts(
      [{ productId: target._id!, revision: '1' }],
      {
        infoSectionIds: ids,
      },
    )
    expect(assigned.bulkActionMetadata?.totalSuccesses).toBe(1)
    const read = await wix.products.getProduct(target._id!, { fields: ['INFO_SECTION_PLAIN_DESCRIPTION'] })
    expect(read.infoSections?.map((section) => section.plainDescription)).toEqual(['<p>y</p>', '<p>z</p>'])
  })

  it('makes categories and puts products into them', async () => {
    const treeReference = { appNamespace: '@wix/stores' }
    const category = await wix.categories.createCategory({ name: 'Sale', visible: true }, { treeReference })
    const target = await wix.products.createProduct(product('For sale'))
    const item = { catalogItemId: target._id!, appId: '215238eb-22a5-4c36-9e7b-e7c08025e04e' }
    const added = await wix.categories.bulkAddItemsToCategory(category._id!, [item], { treeReference })
    expect(added.bulkActionMetadata?.totalSuccesses).toBe(1)
    const listed = await wix.categories.listItemsInCategory(category._id!, treeReference)
    expect(listed.items?.map((entry) => entry.catalogItemId)).toEqual([target._id])
    const found = await wix.categories.queryCategories({ treeReference }).eq('slug', 'sale').find()
    expect(found.items.map((entry) => entry._id)).toEqual([category._id])
  })
})

describe('Catalog V1 through the SDK', () => {
  it('creates, reads, queries, changes and deletes', async () => {
    const { product: made } = await old.productsV1.createProduct({
      name: 'Mug',
      productType: 'physical',
      priceData: { price: 9.5 },
      sku: 'M-1',
    })
    expect(made).toMatchObject({ name: 'Mug', slug: 'mug', sku: 'M-1' })
    const id = made!._id!
    await old.productsV1.updateProduct(id, {
      additionalInfoSections: [{ title: 'Care', description: 'Wash' }],
    })
    await old.productsV1.addProductMedia(id, [{ url: 'https://a.test/1.jpg' }])
    const { product: read } = await old.productsV1.getProduct(id)
    expect(read?.additionalInfoSections).toEqual([{ title: 'Care', description: 'Wash' }])
    expect(read?.media?.items).toHaveLength(1)
    const found = await old.productsV1.queryProducts().eq('slug', 'mug').find()
    expect(found.items.map((item) => item._id)).toEqual([id])
    const bulk = await old.productsV1.bulkUpdateProductsProperty([id], { price: 12 })
    expect(bulk.bulkActionMetadata?.totalSuccesses).toBe(1)
    const { collection } = await old.productsV1.createCollection({ name: 'Cups' })
    await old.productsV1.addProductsToCollection(collection!._id!, [id])
    expect((await old.productsV1.getCollectionBySlug('cups')).collection?._id).toBe(collection!._id)
    await old.productsV1.deleteProduct(id)
    await expect(old.productsV1.getProduct(id)).rejects.toMatchObject({ status: 404 })
  })

  it('refuses the calls of the other catalog', async () => {
    await expect(wix.productsV1.createProduct({ name: 'X', priceData: { price: 1 } })).rejects.toMatchObject({
      status: 428,
      details: { applicationError: { code: 'CATALOG_V3_CALLING_CATALOG_V1_API' } },
    })
  })
})

it('sends nothing that the simulator would have to ignore', () => {
  const requests = test.simulator.control.requests()
  expect(new Set(requests.flatMap((request) => request['ignoredKeys'] as string[]))).toEqual(new Set())
})
