// Multi-references between items of Wix CMS, which writes of items cannot set. Needs "Manage Data Items".
import { type BulkResult, readBulk } from '../bulk.ts'
import { isJsonObject, type JsonObject, type Saved } from '../json.ts'
import { type Page, readPage } from '../paging.ts'
import { hasId } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import type { DataItem } from './data-item.ts'

/** One link: the item that refers, its field, the item referred to. */
export interface DataItemReference {
  referringItemId: string
  referringItemFieldName: string
  referencedItemId: string
}

export interface ReferencedQuery {
  referringItemIds: readonly string[]
  referringItemFieldName: string
  consistentRead?: boolean
  fields?: readonly string[]
  order?: 'ASC' | 'DESC'
  paging?: { limit?: number; offset?: number }
  returnTotalCount?: boolean
}

export type DataReferences = ReturnType<typeof createDataReferences>

export function createDataReferences(request: WixRequest) {
  async function sendLinks(
    operation: 'insert-references' | 'remove-references',
    dataCollectionId: string,
    dataItemReferences: readonly DataItemReference[],
    options?: CallOptions,
  ): Promise<BulkResult<never>> {
    const path = `/wix-data/v2/bulk/items/${operation}`
    const body = { dataCollectionId, dataItemReferences }
    const answer = await request({ method: 'POST', path, body, isWrite: true, isSlow: true }, options)
    return readBulk<never>(answer, {
      count: dataItemReferences.length,
      ids: dataItemReferences.map((reference) => reference.referencedItemId),
      metadataKey: 'referenceMetadata',
      byPlace: true,
    })
  }

  return {
    /**
     * Adds links; one that exists fails with `WDE0029`. The results carry the id referred to.
     * POST /wix-data/v2/bulk/items/insert-references
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-insert-data-item-references
     */
    insert(
      dataCollectionId: string,
      references: readonly DataItemReference[],
      options?: CallOptions,
    ): Promise<BulkResult<never>> {
      return sendLinks('insert-references', dataCollectionId, references, options)
    },

    /**
     * Takes links away; one that does not exist fails with `WDE0153`.
     * POST /wix-data/v2/bulk/items/remove-references
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-remove-data-item-references
     */
    remove(
      dataCollectionId: string,
      references: readonly DataItemReference[],
      options?: CallOptions,
    ): Promise<BulkResult<never>> {
      return sendLinks('remove-references', dataCollectionId, references, options)
    },

    /**
     * Sets all links of one field of one item; none clears it. Can be repeated.
     * POST /wix-data/v2/items/replace-references
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/replace-data-item-references
     */
    async replace(
      dataCollectionId: string,
      link: {
        referringItemId: string
        referringItemFieldName: string
        newReferencedItemIds: readonly string[]
      },
      options?: CallOptions,
    ): Promise<void> {
      const body = { dataCollectionId, ...link }
      const path = '/wix-data/v2/items/replace-references'
      await request({ method: 'POST', path, body, isWrite: true }, options)
    },

    /**
     * One page of the items one field of one item refers to; those that are gone come in `unresolved`.
     * POST /wix-data/v2/items/query-referenced
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/query-referenced-data-items
     */
    async query(
      dataCollectionId: string,
      query: ReferencedQuery,
      options?: CallOptions,
    ): Promise<Page<DataItem> & { unresolved: number }> {
      const body = { dataCollectionId, ...query }
      const path = '/wix-data/v2/items/query-referenced'
      const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
      const results = answer.body['results'] ?? []
      if (!Array.isArray(results)) throw answer.malformed('results is not a list.')
      const found = results.map((entry: unknown): JsonObject => (isJsonObject(entry) ? entry : {}))
      const items = found.map((entry) => entry['dataItem']).filter(hasId) as Saved<DataItem>[]
      const unresolved = found.filter((entry) => isJsonObject(entry['unresolvedReference'])).length
      if (items.length + unresolved !== results.length)
        throw answer.malformed('results holds something that is no item.')
      const { nextCursor, total, hasMore } = readPage(answer, 'none', 'pagingMetadata')
      return { items, unresolved, nextCursor, total, hasMore }
    },
  }
}
