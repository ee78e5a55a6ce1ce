// Stock of products of Catalog V3, one item for each variant and location. Needs "Manage Products".
import type { InventoryItemOriginal } from '@wix/auto_sdk_stores_inventory-items-v-3/meta'
import { type BulkResult, readBulk } from '../bulk.ts'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

/** Either `inStock` or `quantity`, for a `variantId` of a `productId`; without a location the default one. */
export type InventoryItem = Jsonify<InventoryItemOriginal>
export type NewInventoryItem = InventoryItem & { productId: string; variantId: string }
/** Every update names the revision it is based on; another one is a `conflict` (`INVALID_REVISION`). */
export type InventoryItemChanges = InventoryItem & { id: string; revision: string }

export type InventoryItems = ReturnType<typeof createInventoryItems>

export function createInventoryItems(request: WixRequest) {
  async function queryPage(query: Omit<PageQuery, 'offset'>, options?: CallOptions) {
    const path = '/stores/v3/inventory-items/query'
    const body = { query: toQueryBody(query) }
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    return { answer, page: readPage<InventoryItem>(answer, 'inventoryItems', 'pagingMetadata') }
  }

  async function sendBulk(
    operation: 'create' | 'update',
    body: object,
    sent: { count: number; ids?: readonly string[] },
    options?: CallOptions,
  ): Promise<BulkResult<InventoryItem>> {
    const path = `/stores/v3/bulk/inventory-items/${operation}`
    const answer = await request({ method: 'POST', path, body, isWrite: true, isSlow: true }, options)
    return readBulk<InventoryItem>(answer, sent)
  }

  return {
    /**
     * One page, by `productId` among others. POST /stores/v3/inventory-items/query
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/inventory-items-v3/query-inventory-items
     */
    async query(query: Omit<PageQuery, 'offset'> = {}, options?: CallOptions): Promise<Page<InventoryItem>> {
      return (await queryPage(query, options)).page
    },

    /** Every item of a query, page by page (100 a call unless `limit` says otherwise). */
    queryAll(
      query: Omit<PageQuery, 'cursor' | 'offset'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<InventoryItem>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * For products made without stock, which show as sold out. POST /stores/v3/bulk/inventory-items/create
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/inventory-items-v3/bulk-create-inventory-items
     */
    bulkCreate(
      inventoryItems: readonly NewInventoryItem[],
      settings: { returnEntity?: boolean } = {},
      options?: CallOptions,
    ): Promise<BulkResult<InventoryItem>> {
      return sendBulk('create', { inventoryItems, ...settings }, { count: inventoryItems.length }, options)
    },

    /**
     * POST /stores/v3/bulk/inventory-items/update
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/inventory-items-v3/bulk-update-inventory-items
     */
    bulkUpdate(
      inventoryItems: readonly InventoryItemChanges[],
      settings: { returnEntity?: boolean } = {},
      options?: CallOptions,
    ): Promise<BulkResult<InventoryItem>> {
      const body = { inventoryItems: inventoryItems.map((inventoryItem) => ({ inventoryItem })), ...settings }
      const ids = inventoryItems.map((item) => item.id)
      return sendBulk('update', body, { count: ids.length, ids }, options)
    },
  }
}
