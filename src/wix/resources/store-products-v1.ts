// Products of Catalog V1. Needs "Manage Products"; reading also goes with "Read Products", without hidden ones.
// There is no revision and no bulk creation, and nothing is unique: look up by SKU before every create.
import type { MediaDataForWriteOriginal, ProductOriginal } from '@wix/auto_sdk_stores_products/meta'
import type { Jsonify, JsonObject, Saved } from '../json.ts'
import { type Page, readPage } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'
import { readV1Total, toV1Query, type V1Query, type V1Visibility } from './store-v1-query.ts'

/** A product of Catalog V1. Money is a number; `additionalInfoSections` stand in it and are replaced as a whole. */
export type StoreProductV1 = Jsonify<ProductOriginal>
export type StoreMediaV1 = Jsonify<MediaDataForWriteOriginal>

export type StoreProductsV1 = ReturnType<typeof createStoreProductsV1>

export function createStoreProductsV1(request: WixRequest) {
  async function queryPage(query: V1Query & V1Visibility, options?: CallOptions) {
    const { includeVariants, includeHiddenProducts, includeMerchantSpecificData, ...inner } = query
    const flags = { includeVariants, includeHiddenProducts, includeMerchantSpecificData }
    const body = { query: toV1Query(inner), ...flags }
    const path = '/stores-reader/v1/products/query'
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    const { items } = readPage<StoreProductV1>(answer, 'products', 'metadata')
    return { answer, page: { items, nextCursor: undefined, total: readV1Total(answer) } }
  }

  return {
    /**
     * Creates one; `name` and `priceData.price` are required, media and collections follow in calls of their own.
     * POST /stores/v1/products
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/create-product
     */
    async create(product: StoreProductV1, options?: CallOptions): Promise<Saved<StoreProductV1>> {
      const path = '/stores/v1/products'
      return readEntity<StoreProductV1>(
        await request({ method: 'POST', path, body: { product }, isWrite: true }, options),
        'product',
      )
    },

    /**
     * GET /stores-reader/v1/products/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/get-product
     */
    async get(
      id: string,
      settings: { includeMerchantSpecificData?: boolean } = {},
      options?: CallOptions,
    ): Promise<Saved<StoreProductV1>> {
      const path = route`/stores-reader/v1/products/${id}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<StoreProductV1>(answer, 'product')
    },

    /**
     * One page by offset. Without `includeHiddenProducts` hidden ones are missing in silence, from the total too. Also
     * answers on a site with Catalog V3. POST /stores-reader/v1/products/query
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/query-products
     */
    async query(query: V1Query & V1Visibility = {}, options?: CallOptions): Promise<Page<StoreProductV1>> {
      return (await queryPage(query, options)).page
    },

    /**
     * Every product, 100 a call in the order they were made: each page starts after the number of the last, or after
     * so many where Wix gives none.
     */
    async *queryAll(
      query: { filter?: JsonObject } & V1Visibility = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<StoreProductV1>, void, undefined> {
      const seen = new Set<string>()
      let after: JsonObject = {}
      let offset = 0
      for (;;) {
        const filter = { ...query.filter, ...after }
        const { page, answer } = await queryPage(
          { ...query, filter, sort: [{ numericId: 'asc' }], limit: 100, offset },
          options,
        )
        const [first] = page.items
        if (!first && (page.total ?? 0) > offset)
          throw answer.malformed(`None of ${page.total} products came.`)
        if (first && seen.has(first.id))
          throw answer.malformed('The walk does not move: the same products came again.')
        for (const { id } of page.items) seen.add(id)
        yield* page.items
        if (!first || page.total === offset + page.items.length) return
        const last = highestNumber(page.items)
        if (last === undefined) {
          offset += page.items.length
        } else {
          after = { numericId: { $gt: last } }
          offset = 0
        }
      }
    },

    /**
     * Changes the fields given; the last write wins. PATCH /stores/v1/products/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/update-product
     */
    async update(id: string, changes: StoreProductV1, options?: CallOptions): Promise<Saved<StoreProductV1>> {
      const path = route`/stores/v1/products/${id}`
      return readEntity<StoreProductV1>(
        await request({ method: 'PATCH', path, body: { product: changes }, isWrite: true }, options),
        'product',
      )
    },

    /**
     * DELETE /stores/v1/products/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/delete-product
     */
    async remove(id: string, options?: CallOptions): Promise<void> {
      await request({ method: 'DELETE', path: route`/stores/v1/products/${id}`, isWrite: true }, options)
    },

    /**
     * Adds 1-50 pictures by address or file id; a bad address is dropped in silence, so read the product again.
     * POST /stores/v1/products/{id}/media
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/add-product-media
     */
    async addMedia(id: string, media: readonly StoreMediaV1[], options?: CallOptions): Promise<void> {
      const path = route`/stores/v1/products/${id}/media`
      await request({ method: 'POST', path, body: { media }, isWrite: true }, options)
    },

    /**
     * Takes these pictures off; there must be one, since Wix takes none for all.
     * POST /stores/v1/products/{id}/media/delete
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/remove-product-media
     */
    async removeMedia(
      id: string,
      mediaIds: readonly [string, ...string[]],
      options?: CallOptions,
    ): Promise<void> {
      const path = route`/stores/v1/products/${id}/media/delete`
      await request({ method: 'POST', path, body: { mediaIds }, isWrite: true }, options)
    },

    /**
     * A change with a blank brand is no way to do it. POST /stores/v1/products/{id}/remove-brand
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/remove-product-brand
     */
    async removeBrand(id: string, options?: CallOptions): Promise<void> {
      const path = route`/stores/v1/products/${id}/remove-brand`
      await request({ method: 'POST', path, body: {}, isWrite: true }, options)
    },

    /**
     * POST /stores/v1/products/{id}/remove-ribbon
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/remove-product-ribbon
     */
    async removeRibbon(id: string, options?: CallOptions): Promise<void> {
      const path = route`/stores/v1/products/${id}/remove-ribbon`
      await request({ method: 'POST', path, body: {}, isWrite: true }, options)
    },
  }
}

/** Undefined where one of them has none. A whole number of 64 bits may come as a text or as a number. */
function highestNumber(products: readonly StoreProductV1[]): string | undefined {
  const numbers = products.map(({ numericId }) => numericId ?? undefined)
  if (numbers.includes(undefined)) return undefined
  return String(numbers.reduce((high, one) => (Number(one) > Number(high) ? one : high)))
}
