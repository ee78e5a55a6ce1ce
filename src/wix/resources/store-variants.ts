// Variants of all products of Catalog V3, read only: the way from many SKUs to their products in one call. Needs
// "Read Products" or "Manage Products".
import type { ReadOnlyVariantOriginal } from '@wix/auto_sdk_stores_read-only-variants-v-3/meta'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

/** `productData.productId` names its product. */
export type StoreVariant = Jsonify<ReadOnlyVariantOriginal>

type VariantQuery = Omit<PageQuery, 'offset'>

export type StoreVariants = ReturnType<typeof createStoreVariants>

export function createStoreVariants(request: WixRequest) {
  async function page(kind: 'query' | 'search', query: VariantQuery, options?: CallOptions) {
    const path = `/stores/v3/products/${kind}-variants`
    const body = { [kind]: toQueryBody(query) }
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    return { answer, page: readPage<StoreVariant>(answer, 'variants', 'pagingMetadata') }
  }

  return {
    /**
     * One page, by `productData.productId`. POST /stores/v3/products/query-variants
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/read-only-variants-v3/query-variants
     */
    async query(query: VariantQuery = {}, options?: CallOptions): Promise<Page<StoreVariant>> {
      return (await page('query', query, options)).page
    },

    /** Every variant of a query, page by page (100 a call unless `limit` says otherwise). */
    queryAll(
      query: Omit<VariantQuery, 'cursor'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<StoreVariant>, void, undefined> {
      return walkPages((cursor) =>
        page('query', { limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * One page by an index, which may lag; by `sku`, `productData.slug`, `productData.handle` and more.
     * POST /stores/v3/products/search-variants
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/read-only-variants-v3/search-variants
     */
    async search(query: VariantQuery = {}, options?: CallOptions): Promise<Page<StoreVariant>> {
      return (await page('search', query, options)).page
    },

    /** Every variant of a search, page by page (100 a call unless `limit` says otherwise). */
    searchAll(
      query: Omit<VariantQuery, 'cursor'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<StoreVariant>, void, undefined> {
      return walkPages((cursor) =>
        page('search', { limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },
  }
}
