// Categories of stores with Catalog V3. Needs "Manage Products" or the category permissions; "Read Products" reads.
// All writes share one revision of the whole tree: two at a time fail with `INVALID_REVISION`, so send one by one.
import type { CategoryOriginal } from '@wix/auto_sdk_categories_categories/meta'
import { type BulkResult, readBulk } from '../bulk.ts'
import { isJsonObject, type Jsonify, type JsonObject, type Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'

export type StoreCategory = Jsonify<CategoryOriginal>

export interface StoreCategoryQuery extends Omit<PageQuery, 'offset'> {
  returnNonVisibleCategories?: boolean
  fields?: readonly ('BREADCRUMBS_INFO' | 'DESCRIPTION' | 'RICH_CONTENT_DESCRIPTION')[]
}

/** The tree of the store among all trees of a site. It stands beside what it belongs to, never inside. */
const treeReference = { appNamespace: '@wix/stores', treeKey: null }

/** The app that products belong to. */
const storesAppId = '215238eb-22a5-4c36-9e7b-e7c08025e04e'

export type StoreCategories = ReturnType<typeof createStoreCategories>

export function createStoreCategories(request: WixRequest) {
  async function queryPage(query: StoreCategoryQuery, options?: CallOptions) {
    const { returnNonVisibleCategories, fields } = query
    const body = {
      query: toQueryBody(query),
      treeReference,
      ...(returnNonVisibleCategories === undefined ? {} : { returnNonVisibleCategories }),
      ...(fields ? { fields } : {}),
    }
    const path = '/categories/v1/categories/query'
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    return { answer, page: readPage<StoreCategory>(answer, 'categories', 'pagingMetadata') }
  }

  async function sendMembers(
    path: string,
    productIds: readonly string[],
    options?: CallOptions,
  ): Promise<BulkResult<never>> {
    const items = productIds.map((catalogItemId) => ({ catalogItemId, appId: storesAppId }))
    const body = { items, treeReference }
    const answer = await request({ method: 'POST', path, body, isWrite: true, isSlow: true }, options)
    return readBulk<never>(answer, { count: productIds.length, ids: productIds, idOf: productOf })
  }

  return {
    /**
     * One page; it may be shorter than asked for and is not the last as long as it has a cursor.
     * POST /categories/v1/categories/query
     * https://dev.wix.com/docs/rest/business-management/categories/query-categories
     */
    async query(query: StoreCategoryQuery = {}, options?: CallOptions): Promise<Page<StoreCategory>> {
      return (await queryPage(query, options)).page
    },

    /** Every category of a query, page by page (100 a call unless `limit` says otherwise, up to 1000). */
    queryAll(
      query: Omit<StoreCategoryQuery, 'cursor'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<StoreCategory>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * GET /categories/v1/categories/{id}
     * https://dev.wix.com/docs/rest/business-management/categories/get-category
     */
    async get(id: string, options?: CallOptions): Promise<Saved<StoreCategory>> {
      const path = route`/categories/v1/categories/${id}`
      return readEntity<StoreCategory>(
        await request({ method: 'GET', path, query: { treeReference }, isWrite: false }, options),
        'category',
      )
    },

    /**
     * Slugs are unique (`DUPLICATE_SLUG`), names are not: query first. POST /categories/v1/categories
     * https://dev.wix.com/docs/rest/business-management/categories/create-category
     */
    async create(
      category: StoreCategory & { name: string },
      options?: CallOptions,
    ): Promise<Saved<StoreCategory>> {
      const body = { category, treeReference }
      const path = '/categories/v1/categories'
      return readEntity<StoreCategory>(
        await request({ method: 'POST', path, body, isWrite: true }, options),
        'category',
      )
    },

    /**
     * For good; its products stay. What becomes of categories below it is not documented.
     * DELETE /categories/v1/categories/{id}
     * https://dev.wix.com/docs/rest/business-management/categories/delete-category
     */
    async remove(id: string, options?: CallOptions): Promise<void> {
      const path = route`/categories/v1/categories/${id}`
      await request({ method: 'DELETE', path, query: { treeReference }, isWrite: true }, options)
    },

    /**
     * Ids of all products of a category, hidden ones too, page by page, without those of categories below it.
     * GET /categories/v1/categories/{id}/list-items
     * https://dev.wix.com/docs/rest/business-management/categories/list-items-in-category
     */
    async *listItems(id: string, options?: CallOptions): AsyncGenerator<string, void, undefined> {
      const path = route`/categories/v1/categories/${id}/list-items`
      const walk = walkPages(async (cursor) => {
        const query = { treeReference, cursorPaging: { limit: 100, ...(cursor && { cursor }) } }
        const answer = await request({ method: 'GET', path, query, isWrite: false }, options)
        const items = answer.body['items'] ?? []
        if (!Array.isArray(items)) throw answer.malformed('items is not a list.')
        const ids = items.map((item: unknown) => (isJsonObject(item) ? item['catalogItemId'] : undefined))
        if (!ids.every((one) => typeof one === 'string'))
          throw answer.malformed('items holds something that is no product.')
        const { nextCursor, hasMore } = readPage(answer, 'none', 'pagingMetadata')
        return {
          page: { items: ids.map((one) => ({ id: one })), nextCursor, hasMore, total: undefined },
          answer,
        }
      })
      for await (const one of walk) yield one.id
    },

    /**
     * Puts 1-100 products into a category. POST /categories/v1/bulk/categories/{id}/add-items
     * https://dev.wix.com/docs/rest/business-management/categories/bulk-add-items-to-category
     */
    addItems(
      categoryId: string,
      productIds: readonly string[],
      options?: CallOptions,
    ): Promise<BulkResult<never>> {
      return sendMembers(route`/categories/v1/bulk/categories/${categoryId}/add-items`, productIds, options)
    },

    /**
     * Takes 1-100 products out of a category. POST /categories/v1/bulk/categories/{id}/remove-items
     * https://dev.wix.com/docs/rest/business-management/categories/bulk-remove-items-from-category
     */
    removeItems(
      categoryId: string,
      productIds: readonly string[],
      options?: CallOptions,
    ): Promise<BulkResult<never>> {
      return sendMembers(
        route`/categories/v1/bulk/categories/${categoryId}/remove-items`,
        productIds,
        options,
      )
    },

    /**
     * Puts one product into up to 100 categories. POST /categories/v1/bulk/categories/add-item
     * https://dev.wix.com/docs/rest/business-management/categories/bulk-add-item-to-categories
     */
    async addItemToMany(
      productId: string,
      categoryIds: readonly string[],
      options?: CallOptions,
    ): Promise<BulkResult<never>> {
      const item = { catalogItemId: productId, appId: storesAppId }
      const body = { item, categoryIds, treeReference }
      const path = '/categories/v1/bulk/categories/add-item'
      const answer = await request({ method: 'POST', path, body, isWrite: true, isSlow: true }, options)
      return readBulk<never>(answer, { count: categoryIds.length, ids: categoryIds })
    },
  }
}

function productOf(metadata: JsonObject): unknown {
  const item = metadata['item']
  return isJsonObject(item) ? item['catalogItemId'] : undefined
}
