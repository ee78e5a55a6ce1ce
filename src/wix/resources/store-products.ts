// Products of Catalog V3. Needs "Manage Products"; reading also goes with "Read Products".
import { type BulkResult, readBulk } from '../bulk.ts'
import type { JsonObject, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity, readObject } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import { type Call, type CallOptions, largestRead } from '../send.ts'
import { route } from '../url.ts'
import {
  readStock,
  type StoreProduct,
  type StoreProductBulkSettings,
  type StoreProductChanges,
  type StoreProductFields,
  type StoreProductInput,
  type StoreProductSearch,
  type StoreProductsWithStock,
  type StoreProductWithStock,
  type StoreProductWithStockResult,
} from './store-product-types.ts'

export type StoreProducts = ReturnType<typeof createStoreProducts>

export function createStoreProducts(request: WixRequest) {
  async function queryPage(query: Omit<PageQuery, 'offset'> & StoreProductFields, options?: CallOptions) {
    const { fields } = query
    const body = { query: toQueryBody(query), ...(fields ? { fields } : {}) }
    const path = '/stores/v3/products/query'
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    return { answer, page: readPage<StoreProduct>(answer, 'products', 'pagingMetadata') }
  }

  async function searchPage(query: StoreProductSearch, options?: CallOptions) {
    const { fields, search, cursor } = query
    const words = search && cursor === undefined ? { search } : {}
    const body = { search: { ...toQueryBody(query), ...words }, ...(fields ? { fields } : {}) }
    const path = '/stores/v3/products/search'
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    return { answer, page: readPage<StoreProduct>(answer, 'products', 'pagingMetadata') }
  }

  async function sendInfoSections(
    operation: 'add-info-sections' | 'remove-info-sections',
    products: readonly { productId: string; revision: string }[],
    infoSectionIds: readonly string[],
    settings: StoreProductBulkSettings,
    options?: CallOptions,
  ): Promise<BulkResult<StoreProduct>> {
    const body = { products, infoSectionIds, ...settings }
    const answer = await request(bulkCall(`/stores/v3/bulk/products/${operation}`, body), options)
    const ids = products.map((product) => product.productId)
    return readBulk<StoreProduct>(answer, { count: products.length, ids })
  }

  return {
    /**
     * Creates one product; a physical one without stock shows as sold out. Slugs are unique
     * (`DUPLICATE_SLUG_ERROR`). POST /stores/v3/products
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/create-product
     */
    async create(
      product: StoreProductInput,
      settings: StoreProductFields = {},
      options?: CallOptions,
    ): Promise<Saved<StoreProduct>> {
      const body = { product, ...settings }
      return readEntity<StoreProduct>(
        await request({ method: 'POST', path: '/stores/v3/products', body, isWrite: true }, options),
        'product',
      )
    },

    /**
     * The same with stock. POST /stores/v3/products-with-inventory
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/create-product-with-inventory
     */
    async createWithInventory(
      product: StoreProductWithStock,
      settings: StoreProductFields = {},
      options?: CallOptions,
    ): Promise<StoreProductWithStockResult> {
      const path = '/stores/v3/products-with-inventory'
      // Without it the new id would not come back.
      const body = { product, returnEntity: true, ...settings }
      const answer = await request({ method: 'POST', path, body, isWrite: true }, options)
      return {
        product: readEntity<StoreProduct>(answer, 'product'),
        stock: readStock(answer.body['inventoryResults']),
      }
    },

    /**
     * 1-100 products within the five totals of `storeLimits.bulk`. One bad slug fails the whole call.
     * POST /stores/v3/bulk/products/create
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/bulk-create-products
     */
    async bulkCreate(
      products: readonly StoreProductInput[],
      settings: StoreProductBulkSettings = {},
      options?: CallOptions,
    ): Promise<BulkResult<StoreProduct>> {
      const body = { products, ...settings }
      const answer = await request(bulkCall('/stores/v3/bulk/products/create', body), options)
      return readBulk<StoreProduct>(answer, { count: products.length })
    },

    /**
     * The same with stock. POST /stores/v3/bulk/products-with-inventory/create
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/bulk-create-products-with-inventory
     */
    async bulkCreateWithInventory(
      products: readonly StoreProductWithStock[],
      settings: StoreProductBulkSettings = {},
      options?: CallOptions,
    ): Promise<StoreProductsWithStock> {
      const body = { products, ...settings }
      const answer = await request(bulkCall('/stores/v3/bulk/products-with-inventory/create', body), options)
      const results = readObject(answer, 'productResults')
      return {
        products: readBulk<StoreProduct>(answer, { count: products.length }, results),
        stock: readStock(answer.body['inventoryResults']),
      }
    },

    /**
     * The only read that returns variants, with `getBySlug`. GET /stores/v3/products/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/get-product
     */
    async get(
      id: string,
      settings: StoreProductFields = {},
      options?: CallOptions,
    ): Promise<Saved<StoreProduct>> {
      const path = route`/stores/v3/products/${id}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<StoreProduct>(answer, 'product')
    },

    /**
     * Takes slugs of up to 100 characters. GET /stores/v3/products/slug/{slug}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/get-product-by-slug
     */
    async getBySlug(
      slug: string,
      settings: StoreProductFields = {},
      options?: CallOptions,
    ): Promise<Saved<StoreProduct>> {
      const path = route`/stores/v3/products/slug/${slug}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<StoreProduct>(answer, 'product')
    },

    /**
     * One page. Filters by id, handle, slug, dates, visible and option; hidden products only with enough permission.
     * POST /stores/v3/products/query
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/query-products
     */
    async query(
      query: Omit<PageQuery, 'offset'> & StoreProductFields = {},
      options?: CallOptions,
    ): Promise<Page<StoreProduct>> {
      return (await queryPage(query, options)).page
    },

    /** Every product of a query, page by page (100 a call unless `limit` says otherwise). */
    queryAll(
      query: Omit<PageQuery, 'cursor' | 'offset'> & StoreProductFields = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<StoreProduct>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * One page by an index, which may lag; it also knows names and SKUs
     * (`{ 'variantsInfo.variants': { $matchItems: [{ sku: { $eq } }] } }`). POST /stores/v3/products/search
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/search-products
     */
    async search(query: StoreProductSearch = {}, options?: CallOptions): Promise<Page<StoreProduct>> {
      return (await searchPage(query, options)).page
    },

    /** Every product of a search, page by page (100 a call unless `limit` says otherwise). */
    searchAll(
      query: Omit<StoreProductSearch, 'cursor'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<StoreProduct>, void, undefined> {
      return walkPages((cursor) =>
        searchPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * POST /stores/v3/products/count
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/count-products
     */
    async count(
      settings: { filter?: JsonObject; returnNonVisibleProducts?: boolean } = {},
      options?: CallOptions,
    ): Promise<number> {
      const path = '/stores/v3/products/count'
      const answer = await request({ method: 'POST', path, body: { ...settings }, isWrite: false }, options)
      const count = answer.body['count'] ?? 0
      if (typeof count !== 'number') throw answer.malformed('The answer holds no count.')
      return count
    },

    /**
     * Changes the fields given; arrays are replaced whole, options and variants go together, and a variant needs its
     * id and price. PATCH /stores/v3/products/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/update-product
     */
    async update(
      id: string,
      changes: StoreProductChanges,
      settings: StoreProductFields = {},
      options?: CallOptions,
    ): Promise<Saved<StoreProduct>> {
      const body = { product: { ...changes, id }, ...settings }
      const path = route`/stores/v3/products/${id}`
      return readEntity<StoreProduct>(
        await request({ method: 'PATCH', path, body, isWrite: true }, options),
        'product',
      )
    },

    /**
     * The same for 1-100 products within the five totals of `storeLimits.bulk`.
     * POST /stores/v3/bulk/products/update
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/bulk-update-products
     */
    async bulkUpdate(
      products: readonly (StoreProductChanges & { id: string })[],
      settings: StoreProductBulkSettings = {},
      options?: CallOptions,
    ): Promise<BulkResult<StoreProduct>> {
      const body = { products: products.map((product) => ({ product })), ...settings }
      const answer = await request(bulkCall('/stores/v3/bulk/products/update', body), options)
      const ids = products.map((product) => product.id)
      return readBulk<StoreProduct>(answer, { count: products.length, ids })
    },

    /**
     * DELETE /stores/v3/products/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/delete-product
     */
    async remove(id: string, options?: CallOptions): Promise<void> {
      await request({ method: 'DELETE', path: route`/stores/v3/products/${id}`, isWrite: true }, options)
    },

    /**
     * 1-100 products. POST /stores/v3/bulk/products/delete
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/bulk-delete-products
     */
    async bulkRemove(productIds: readonly string[], options?: CallOptions): Promise<BulkResult<never>> {
      const answer = await request(bulkCall('/stores/v3/bulk/products/delete', { productIds }), options)
      return readBulk<never>(answer, { count: productIds.length, ids: productIds })
    },

    /**
     * Adds up to 10 sections to each of up to 100 products and leaves the ones they have.
     * POST /stores/v3/bulk/products/add-info-sections
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/bulk-add-info-sections-to-products
     */
    bulkAddInfoSections(
      products: readonly { productId: string; revision: string }[],
      infoSectionIds: readonly string[],
      settings: StoreProductBulkSettings = {},
      options?: CallOptions,
    ): Promise<BulkResult<StoreProduct>> {
      return sendInfoSections('add-info-sections', products, infoSectionIds, settings, options)
    },

    /**
     * Takes up to 100 sections off each of up to 100 products; the sections stay.
     * POST /stores/v3/bulk/products/remove-info-sections
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/products-v3/bulk-remove-info-sections-from-products
     */
    bulkRemoveInfoSections(
      products: readonly { productId: string; revision: string }[],
      infoSectionIds: readonly string[],
      settings: StoreProductBulkSettings = {},
      options?: CallOptions,
    ): Promise<BulkResult<StoreProduct>> {
      return sendInfoSections('remove-info-sections', products, infoSectionIds, settings, options)
    },
  }
}

/** A hundred whole products are more than a write's answer may be otherwise. */
function bulkCall(path: string, body: JsonObject): Call {
  const size = body['returnEntity'] === true ? { maxBytes: largestRead } : {}
  return { method: 'POST', path, body, isWrite: true, isSlow: true, ...size }
}
