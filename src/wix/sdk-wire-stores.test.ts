// The same input through Wix's own SDK and through this client: products, info sections and categories.
import * as categories from '@wix/auto_sdk_categories_categories'
import * as catalog from '@wix/auto_sdk_stores_catalog-versioning'
import * as collectionsV1 from '@wix/auto_sdk_stores_collections'
import * as sections from '@wix/auto_sdk_stores_info-sections-v-3'
import * as inventory from '@wix/auto_sdk_stores_inventory-items-v-3'
import * as productsV1 from '@wix/auto_sdk_stores_products'
import * as products from '@wix/auto_sdk_stores_products-v-3'
import * as variants from '@wix/auto_sdk_stores_read-only-variants-v-3'
import { createClient } from '@wix/sdk'
import { expect } from 'vitest'
import { everywhere, type Sent, sdkAuth, testSameRequests, type WireCase } from './test-wire.ts'

function createSdk(fetch: typeof globalThis.fetch) {
  return createClient({
    modules: { catalog, products, variants, inventory, sections, categories, productsV1, collectionsV1 },
    auth: sdkAuth,
    fetch,
  })
}

type Sdk = ReturnType<typeof createSdk>

/** The named differences; each takes the SDK's request to the form of ours. */
const differences = {
  ...everywhere,
  /** The SDK repeats the id of the path in the body. */
  repeatsIdInBody: (sent: Sent): Sent => {
    const { id, categoryId, ...body } = sent.body as Record<string, unknown>
    expect(sent.path.split('/')).toContain(id ?? categoryId)
    return { ...sent, body }
  },
  /** ... and for V1 in the product. */
  repeatsIdInProduct: (sent: Sent): Sent => {
    const { product } = sent.body as { product: Record<string, unknown> }
    const { id, ...changes } = product
    expect(sent.path.split('/')).toContain(id)
    return { ...sent, body: { product: changes } }
  },
  /** The SDK queries V1 by twins of the documented queries, whose filter is no string. */
  platformized: (sent: Sent): Sent => {
    const { query } = sent.body as { query: { filter: object } }
    const path = sent.path
      .replace('/products/query-platformized', '/products/query')
      .replace(/^\/v2\/collections/, '/stores-reader/v1/collections')
    return { ...sent, path, body: { query: { ...query, filter: JSON.stringify(query.filter) } } }
  },
}

const product = {
  name: 'Chair',
  slug: 'chair',
  productType: 'PHYSICAL' as const,
  physicalProperties: {},
  visible: true,
  plainDescription: '<p>Good</p>',
  variantsInfo: { variants: [{ sku: 'c-1', price: { actualPrice: { amount: '9.99' } } }] },
}
const variantsWithStock = [{ price: { actualPrice: { amount: '9.99' } }, inventoryItem: { quantity: 3 } }]
const withStock = { ...product, variantsInfo: { variants: variantsWithStock } }
const section = { uniqueName: 'row-1-specs', title: 'Specs', plainDescription: '<p>Wood</p>' }
const stock = { productId: 'p1', variantId: 'v1', quantity: 3 }
const ids = [{ productId: 'p1', revision: '3' }]
const treeReference = { appNamespace: '@wix/stores', treeKey: null }
const appId = '215238eb-22a5-4c36-9e7b-e7c08025e04e'
const productV1 = { name: 'Chair', productType: 'physical', priceData: { price: 9.99 } } as const

const cases: WireCase<Sdk, keyof typeof differences>[] = [
  {
    name: 'catalog version',
    sdk: (sdk) => sdk.catalog.getCatalogVersion(),
    ours: (client) => client.storeCatalog.version(),
  },
  {
    name: 'create a product',
    sdk: (sdk) => sdk.products.createProduct(product, { fields: ['URL'] }),
    ours: (client) => client.storeProducts.create(product, { fields: ['URL'] }),
  },
  {
    name: 'create a product with stock',
    sdk: (sdk) => sdk.products.createProductWithInventory(withStock, { returnEntity: true }),
    ours: (client) => client.storeProducts.createWithInventory(withStock),
  },
  {
    name: 'create products in bulk',
    sdk: (sdk) => sdk.products.bulkCreateProducts([product], { returnEntity: true, fields: ['URL'] }),
    ours: (client) => client.storeProducts.bulkCreate([product], { returnEntity: true, fields: ['URL'] }),
  },
  {
    name: 'create products with stock in bulk',
    sdk: (sdk) => sdk.products.bulkCreateProductsWithInventory([withStock], { returnEntity: false }),
    ours: (client) => client.storeProducts.bulkCreateWithInventory([withStock], { returnEntity: false }),
  },
  {
    name: 'get a product',
    sdk: (sdk) => sdk.products.getProduct('p1', { fields: ['URL', 'MEDIA_ITEMS_INFO'] }),
    ours: (client) => client.storeProducts.get('p1', { fields: ['URL', 'MEDIA_ITEMS_INFO'] }),
    but: ['repeatsPathIds'],
  },
  {
    name: 'get a product by slug',
    sdk: (sdk) => sdk.products.getProductBySlug('chair', { fields: ['URL'] }),
    ours: (client) => client.storeProducts.getBySlug('chair', { fields: ['URL'] }),
    but: ['repeatsPathIds'],
  },
  {
    name: 'query products',
    sdk: (sdk) =>
      sdk.products
        .queryProducts({ fields: ['URL'] })
        .in('slug', ['a', 'b'])
        .limit(2)
        .find(),
    ours: (client) =>
      client.storeProducts.query({ filter: { slug: { $in: ['a', 'b'] } }, limit: 2, fields: ['URL'] }),
    but: ['packedBody'],
  },
  {
    name: 'search products',
    sdk: (sdk) =>
      sdk.products.searchProducts(
        { filter: { name: 'Chair' }, search: { expression: 'chair' }, cursorPaging: { limit: 2 } },
        { fields: ['URL'] },
      ),
    ours: (client) =>
      client.storeProducts.search({
        filter: { name: 'Chair' },
        search: { expression: 'chair' },
        limit: 2,
        fields: ['URL'],
      }),
    but: ['packedBody'],
  },
  {
    name: 'count products',
    sdk: (sdk) => sdk.products.countProducts({ filter: { visible: false }, returnNonVisibleProducts: true }),
    ours: (client) =>
      client.storeProducts.count({ filter: { visible: false }, returnNonVisibleProducts: true }),
    but: ['packedBody'],
  },
  {
    name: 'update a product',
    sdk: (sdk) => sdk.products.updateProduct('p1', { revision: '3', name: 'B' }, { fields: ['URL'] }),
    ours: (client) => client.storeProducts.update('p1', { revision: '3', name: 'B' }, { fields: ['URL'] }),
  },
  {
    name: 'update products in bulk',
    sdk: (sdk) =>
      sdk.products.bulkUpdateProducts([{ product: { _id: 'p1', revision: '3', name: 'B' } }], {
        returnEntity: true,
      }),
    ours: (client) =>
      client.storeProducts.bulkUpdate([{ id: 'p1', revision: '3', name: 'B' }], { returnEntity: true }),
  },
  {
    name: 'delete a product',
    sdk: (sdk) => sdk.products.deleteProduct('p1'),
    ours: (client) => client.storeProducts.remove('p1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'delete products in bulk',
    sdk: (sdk) => sdk.products.bulkDeleteProducts(['p1', 'p2']),
    ours: (client) => client.storeProducts.bulkRemove(['p1', 'p2']),
  },
  {
    name: 'add info sections to products',
    sdk: (sdk) =>
      sdk.products.bulkAddInfoSectionsToProducts(ids, { infoSectionIds: ['s1'], returnEntity: true }),
    ours: (client) => client.storeProducts.bulkAddInfoSections(ids, ['s1'], { returnEntity: true }),
  },
  {
    name: 'remove info sections from products',
    sdk: (sdk) => sdk.products.bulkRemoveInfoSectionsFromProducts(ids, { infoSectionIds: ['s1'] }),
    ours: (client) => client.storeProducts.bulkRemoveInfoSections(ids, ['s1']),
  },
  {
    name: 'query variants',
    sdk: (sdk) => sdk.variants.queryVariants().eq('productData.productId', 'p1').limit(2).find(),
    ours: (client) => client.storeVariants.query({ filter: { 'productData.productId': 'p1' }, limit: 2 }),
  },
  {
    name: 'search variants',
    sdk: (sdk) =>
      sdk.variants.searchVariants({ filter: { sku: { $in: ['a', 'b'] } }, cursorPaging: { limit: 2 } }),
    ours: (client) => client.storeVariants.search({ filter: { sku: { $in: ['a', 'b'] } }, limit: 2 }),
  },
  {
    name: 'query stock',
    sdk: (sdk) => sdk.inventory.queryInventoryItems().in('productId', ['p1']).limit(2).find(),
    ours: (client) => client.inventoryItems.query({ filter: { productId: { $in: ['p1'] } }, limit: 2 }),
    but: ['packedBody'],
  },
  {
    name: 'create stock in bulk',
    sdk: (sdk) => sdk.inventory.bulkCreateInventoryItems([stock], { returnEntity: true }),
    ours: (client) => client.inventoryItems.bulkCreate([stock], { returnEntity: true }),
  },
  {
    name: 'update stock in bulk',
    sdk: (sdk) =>
      sdk.inventory.bulkUpdateInventoryItems([
        { inventoryItem: { _id: 'i1', revision: '2', trackQuantity: true, quantity: 4 } },
      ]),
    ours: (client) =>
      client.inventoryItems.bulkUpdate([{ id: 'i1', revision: '2', trackQuantity: true, quantity: 4 }]),
  },
  {
    name: 'create an info section',
    sdk: (sdk) => sdk.sections.createInfoSection(section),
    ours: (client) => client.infoSections.create(section),
  },
  {
    name: 'create info sections in bulk',
    sdk: (sdk) => sdk.sections.bulkCreateInfoSections([section], { returnEntity: true }),
    ours: (client) => client.infoSections.bulkCreate([section], { returnEntity: true }),
  },
  {
    name: 'get or create an info section',
    sdk: (sdk) => sdk.sections.getOrCreateInfoSection({ infoSection: section }),
    ours: (client) => client.infoSections.getOrCreate(section),
  },
  {
    name: 'get or create info sections in bulk',
    sdk: (sdk) => sdk.sections.bulkGetOrCreateInfoSections({ infoSections: [section] }),
    ours: (client) => client.infoSections.bulkGetOrCreate([section]),
  },
  {
    name: 'get an info section',
    sdk: (sdk) => sdk.sections.getInfoSection('s1'),
    ours: (client) => client.infoSections.get('s1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'query info sections',
    sdk: (sdk) => sdk.sections.queryInfoSections().in('uniqueName', ['a', 'b']).limit(2).find(),
    ours: (client) => client.infoSections.query({ filter: { uniqueName: { $in: ['a', 'b'] } }, limit: 2 }),
    but: ['packedBody'],
  },
  {
    name: 'update an info section',
    sdk: (sdk) => sdk.sections.updateInfoSection('s1', { revision: '2', title: 'B' }),
    ours: (client) => client.infoSections.update('s1', { revision: '2', title: 'B' }),
  },
  {
    name: 'update info sections in bulk',
    sdk: (sdk) =>
      sdk.sections.bulkUpdateInfoSections([{ infoSection: { _id: 's1', revision: '2', title: 'B' } }]),
    ours: (client) => client.infoSections.bulkUpdate([{ id: 's1', revision: '2', title: 'B' }]),
  },
  {
    name: 'delete an info section',
    sdk: (sdk) => sdk.sections.deleteInfoSection('s1'),
    ours: (client) => client.infoSections.remove('s1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'delete info sections in bulk',
    sdk: (sdk) => sdk.sections.bulkDeleteInfoSections(['s1']),
    ours: (client) => client.infoSections.bulkRemove(['s1']),
  },
  {
    name: 'query categories',
    sdk: (sdk) =>
      sdk.categories
        .queryCategories({ treeReference, returnNonVisibleCategories: true, fields: ['DESCRIPTION'] })
        .eq('name', 'N')
        .limit(2)
        .find(),
    ours: (client) =>
      client.storeCategories.query({
        filter: { name: 'N' },
        limit: 2,
        returnNonVisibleCategories: true,
        fields: ['DESCRIPTION'],
      }),
  },
  {
    name: 'get a category',
    sdk: (sdk) => sdk.categories.getCategory('c1', treeReference),
    ours: (client) => client.storeCategories.get('c1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'delete a category',
    sdk: (sdk) => sdk.categories.deleteCategory('c1', treeReference),
    ours: (client) => client.storeCategories.remove('c1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'list the products of a category',
    sdk: (sdk) => sdk.categories.listItemsInCategory('c1', treeReference, { cursorPaging: { limit: 100 } }),
    ours: (client) => client.storeCategories.listItems('c1').next(),
    but: ['repeatsPathIds'],
  },
  {
    name: 'create a category',
    sdk: (sdk) => sdk.categories.createCategory({ name: 'N', slug: 'n' }, { treeReference }),
    ours: (client) => client.storeCategories.create({ name: 'N', slug: 'n' }),
  },
  {
    name: 'add products to a category',
    sdk: (sdk) =>
      sdk.categories.bulkAddItemsToCategory('c1', [{ catalogItemId: 'p1', appId }], { treeReference }),
    ours: (client) => client.storeCategories.addItems('c1', ['p1']),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'remove products from a category',
    sdk: (sdk) =>
      sdk.categories.bulkRemoveItemsFromCategory('c1', [{ catalogItemId: 'p1', appId }], { treeReference }),
    ours: (client) => client.storeCategories.removeItems('c1', ['p1']),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'add a product to categories',
    sdk: (sdk) =>
      sdk.categories.bulkAddItemToCategories(
        { catalogItemId: 'p1', appId },
        {
          categoryIds: ['c1', 'c2'],
          treeReference,
        },
      ),
    ours: (client) => client.storeCategories.addItemToMany('p1', ['c1', 'c2']),
  },
  {
    name: 'create a V1 product',
    sdk: (sdk) => sdk.productsV1.createProduct(productV1),
    ours: (client) => client.storeProductsV1.create(productV1),
  },
  {
    name: 'get a V1 product',
    sdk: (sdk) => sdk.productsV1.getProduct('p1', { includeMerchantSpecificData: true }),
    ours: (client) => client.storeProductsV1.get('p1', { includeMerchantSpecificData: true }),
    but: ['repeatsPathIds'],
  },
  {
    name: 'query V1 products',
    sdk: (sdk) => sdk.productsV1.queryProducts().hasSome('collectionIds', ['a', 'b']).limit(2).find(),
    ours: (client) =>
      client.storeProductsV1.query({ filter: { collectionIds: { $hasSome: ['a', 'b'] } }, limit: 2 }),
    but: ['packedBody', 'platformized'],
  },
  {
    name: 'update a V1 product',
    sdk: (sdk) => sdk.productsV1.updateProduct('p1', { name: 'B' }),
    ours: (client) => client.storeProductsV1.update('p1', { name: 'B' }),
    but: ['repeatsIdInProduct'],
  },
  {
    name: 'delete a V1 product',
    sdk: (sdk) => sdk.productsV1.deleteProduct('p1'),
    ours: (client) => client.storeProductsV1.remove('p1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'add media to a V1 product',
    sdk: (sdk) => sdk.productsV1.addProductMedia('p1', [{ url: 'https://a.test/x.jpg' }]),
    ours: (client) => client.storeProductsV1.addMedia('p1', [{ url: 'https://a.test/x.jpg' }]),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'remove media from a V1 product',
    sdk: (sdk) => sdk.productsV1.removeProductMedia('p1', ['m1']),
    ours: (client) => client.storeProductsV1.removeMedia('p1', ['m1']),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'remove the brand of a V1 product',
    sdk: (sdk) => sdk.productsV1.removeBrand('p1'),
    ours: (client) => client.storeProductsV1.removeBrand('p1'),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'remove the ribbon of a V1 product',
    sdk: (sdk) => sdk.productsV1.removeRibbon('p1'),
    ours: (client) => client.storeProductsV1.removeRibbon('p1'),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'query V1 collections',
    sdk: (sdk) => sdk.collectionsV1.queryCollections().eq('name', 'N').limit(2).find(),
    ours: (client) => client.storeCollectionsV1.query({ filter: { name: 'N' }, limit: 2 }),
    but: ['packedBody', 'platformized'],
  },
  {
    name: 'create a V1 collection',
    sdk: (sdk) => sdk.productsV1.createCollection({ name: 'N' }),
    ours: (client) => client.storeCollectionsV1.create({ name: 'N' }),
  },
  {
    name: 'delete a V1 collection',
    sdk: (sdk) => sdk.productsV1.deleteCollection('c1'),
    ours: (client) => client.storeCollectionsV1.remove('c1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'add products to a V1 collection',
    sdk: (sdk) => sdk.productsV1.addProductsToCollection('c1', ['p1']),
    ours: (client) => client.storeCollectionsV1.addProducts('c1', ['p1']),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'remove products from a V1 collection',
    sdk: (sdk) => sdk.productsV1.removeProductsFromCollection('c1', ['p1']),
    ours: (client) => client.storeCollectionsV1.removeProducts('c1', ['p1']),
    but: ['repeatsIdInBody'],
  },
]

testSameRequests(createSdk, differences, cases)
