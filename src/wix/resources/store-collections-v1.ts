// Collections of Catalog V1, which group products. Needs "Manage Products"; reading also goes with "Read Products".
import type { CollectionOriginal } from '@wix/auto_sdk_stores_products/meta'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, readPage, walkOffsets } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'
import { readV1Total, toV1Query, type V1Query } from './store-v1-query.ts'

/** "All Products" is one too, but nothing can be put into or taken out of it. */
export type StoreCollectionV1 = Jsonify<CollectionOriginal>

export const allProductsCollectionV1 = '00000000-0000-0000-0000-000000000001'

export type StoreCollectionsV1 = ReturnType<typeof createStoreCollectionsV1>

export function createStoreCollectionsV1(request: WixRequest) {
  async function queryPage(query: V1Query, options?: CallOptions) {
    const path = '/stores-reader/v1/collections/query'
    const body = { query: toV1Query(query) }
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    const { items } = readPage<StoreCollectionV1>(answer, 'collections', 'metadata')
    return { answer, page: { items, nextCursor: undefined, total: readV1Total(answer) } }
  }

  return {
    /**
     * One page by offset. Filters by name and id. POST /stores-reader/v1/collections/query
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/query-collections
     */
    async query(query: V1Query = {}, options?: CallOptions): Promise<Page<StoreCollectionV1>> {
      return (await queryPage(query, options)).page
    },

    /** Every collection, 100 a call. */
    queryAll(
      query: Omit<V1Query, 'limit' | 'offset' | 'sort'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<StoreCollectionV1>, void, undefined> {
      return walkOffsets((offset) =>
        queryPage({ ...query, sort: [{ id: 'asc' }], limit: 100, offset }, options),
      )
    },

    /**
     * Nothing is unique: query first. POST /stores/v1/collections
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/create-collection
     */
    async create(
      collection: StoreCollectionV1 & { name: string },
      options?: CallOptions,
    ): Promise<Saved<StoreCollectionV1>> {
      const path = '/stores/v1/collections'
      return readEntity<StoreCollectionV1>(
        await request({ method: 'POST', path, body: { collection }, isWrite: true }, options),
        'collection',
      )
    },

    /**
     * For good; its products stay. DELETE /stores/v1/collections/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/delete-collection
     */
    async remove(id: string, options?: CallOptions): Promise<void> {
      await request({ method: 'DELETE', path: route`/stores/v1/collections/${id}`, isWrite: true }, options)
    },

    /**
     * Puts up to 1000 products into a collection. POST /stores/v1/collections/{id}/productIds
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/add-products-to-collection
     */
    async addProducts(id: string, productIds: readonly string[], options?: CallOptions): Promise<void> {
      const path = route`/stores/v1/collections/${id}/productIds`
      await request({ method: 'POST', path, body: { productIds }, isWrite: true }, options)
    },

    /**
     * Takes up to 1000 products out of a collection. POST /stores/v1/collections/{id}/productIds/delete
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/remove-products-from-collection
     */
    async removeProducts(id: string, productIds: readonly string[], options?: CallOptions): Promise<void> {
      const path = route`/stores/v1/collections/${id}/productIds/delete`
      await request({ method: 'POST', path, body: { productIds }, isWrite: true }, options)
    },
  }
}
