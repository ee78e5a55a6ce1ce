// Items of a collection of Wix CMS. Needs "Manage Data Items"; reading also goes with "Read Data Items".
import type { JsonObject, Saved } from '../json.ts'
import { dataLimits } from '../limits.ts'
import { type Page, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'
import {
  type DataItem,
  type DataItemInput,
  type DataItemPatch,
  type DataQuery,
  type DataReading,
  type DraftVisibility,
  drafts,
  toWire,
} from './data-item.ts'
import { createDataItemsBulk } from './data-items-bulk.ts'

export type DataItems = ReturnType<typeof createDataItems>

const items = '/wix-data/v2/items'

export function createDataItems(request: WixRequest) {
  async function queryPage(dataCollectionId: string, query: DataQuery, options?: CallOptions) {
    const { fields, consistentRead, includeReferences, returnTotalCount } = query
    const body = {
      dataCollectionId,
      query: { ...toQueryBody(query), ...(fields ? { fields } : {}) },
      ...(query.cursor === undefined && returnTotalCount !== undefined ? { returnTotalCount } : {}),
      ...(consistentRead === undefined ? {} : { consistentRead }),
      ...(includeReferences ? { includeReferences } : {}),
      ...drafts(query),
    }
    const answer = await request({ method: 'POST', path: `${items}/query`, body, isWrite: false }, options)
    return { answer, page: readPage<DataItem>(answer, 'dataItems', 'pagingMetadata') }
  }

  return {
    /**
     * One page; by cursor unless `offset` is given. Cursor pages take 100, offset pages as many as `maxPageSize` of
     * the collection. POST /wix-data/v2/items/query
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/query-data-items
     */
    async query(
      dataCollectionId: string,
      query: DataQuery = {},
      options?: CallOptions,
    ): Promise<Page<DataItem>> {
      return (await queryPage(dataCollectionId, query, options)).page
    },

    /** Every item of a query by cursor, 100 a call unless `limit` says otherwise. */
    queryAll(
      dataCollectionId: string,
      query: Omit<DataQuery, 'cursor' | 'offset' | 'returnTotalCount'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<DataItem>, void, undefined> {
      return walkPages((cursor) =>
        queryPage(
          dataCollectionId,
          { limit: dataLimits.cursorPage, ...query, ...(cursor ? { cursor } : {}) },
          options,
        ),
      )
    },

    /**
     * Those of the given items that exist, in any order, in one call: at most as many ids as `maxPageSize` of the
     * collection (1000 in those people made). POST /wix-data/v2/items/query
     */
    async getMany(
      dataCollectionId: string,
      ids: readonly string[],
      settings: DataReading = {},
      options?: CallOptions,
    ): Promise<Saved<DataItem>[]> {
      if (ids.length === 0) return []
      const query = { ...settings, filter: { _id: { $in: ids } }, limit: ids.length, offset: 0 }
      const { page, answer } = await queryPage(dataCollectionId, query, options)
      // An item missing here is one the caller may create again.
      if (page.hasMore === true || (page.total ?? 0) > page.items.length)
        throw answer.malformed(`Only ${page.items.length} items came, and more were said to exist.`)
      return page.items
    },

    /**
     * GET /wix-data/v2/items/{id}
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/get-data-item
     */
    async get(
      dataCollectionId: string,
      id: string,
      settings: DataReading = {},
      options?: CallOptions,
    ): Promise<Saved<DataItem>> {
      const { includeDraftItems: _, ...reading } = settings
      const query = { dataCollectionId, ...reading, ...drafts(settings) }
      const path = route`/wix-data/v2/items/${id}`
      return readEntity<DataItem>(
        await request({ method: 'GET', path, query, isWrite: false }, options),
        'dataItem',
      )
    },

    /**
     * How many items there are. POST /wix-data/v2/items/count
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/count-data-items
     */
    async count(
      dataCollectionId: string,
      settings: { filter?: JsonObject; consistentRead?: boolean } & DraftVisibility = {},
      options?: CallOptions,
    ): Promise<number> {
      const { includeDraftItems: _, ...reading } = settings
      const body = { dataCollectionId, ...reading, ...drafts(settings) }
      const answer = await request({ method: 'POST', path: `${items}/count`, body, isWrite: false }, options)
      const count = answer.body['totalCount'] ?? 0
      if (typeof count !== 'number') throw answer.malformed('The answer holds no totalCount.')
      return count
    },

    /**
     * Creates one item; an id that exists is a `conflict` (`WDE0074`). Multi-references in `data` are dropped in
     * silence. POST /wix-data/v2/items
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/insert-data-item
     */
    async insert(
      dataCollectionId: string,
      item: DataItemInput,
      options?: CallOptions,
    ): Promise<Saved<DataItem>> {
      const body = { dataCollectionId, dataItem: toWire(item) }
      const answer = await request({ method: 'POST', path: items, body, isWrite: true }, options)
      return readEntity<DataItem>(answer, 'dataItem')
    },

    /**
     * Replaces the whole content: fields that are left out are gone. Never creates. PUT /wix-data/v2/items/{id}
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/update-data-item
     */
    async update(
      dataCollectionId: string,
      item: Required<DataItemInput>,
      settings: DraftVisibility = {},
      options?: CallOptions,
    ): Promise<Saved<DataItem>> {
      const body = { dataCollectionId, dataItem: toWire(item), ...drafts(settings) }
      const path = route`/wix-data/v2/items/${item.id}`
      return readEntity<DataItem>(
        await request({ method: 'PUT', path, body, isWrite: true }, options),
        'dataItem',
      )
    },

    /**
     * Changes the fields named and no others. PATCH /wix-data/v2/items/{id}
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/patch-data-item
     */
    async patch(
      dataCollectionId: string,
      patch: DataItemPatch,
      settings: DraftVisibility = {},
      options?: CallOptions,
    ): Promise<Saved<DataItem>> {
      const body = { dataCollectionId, patch, ...drafts(settings) }
      const path = route`/wix-data/v2/items/${patch.dataItemId}`
      return readEntity<DataItem>(
        await request({ method: 'PATCH', path, body, isWrite: true }, options),
        'dataItem',
      )
    },

    /**
     * Deletes for good. DELETE /wix-data/v2/items/{id}
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/remove-data-item
     */
    async remove(
      dataCollectionId: string,
      id: string,
      settings: DraftVisibility = {},
      options?: CallOptions,
    ): Promise<void> {
      const query = { dataCollectionId, ...drafts(settings) }
      await request(
        { method: 'DELETE', path: route`/wix-data/v2/items/${id}`, query, isWrite: true },
        options,
      )
    },

    ...createDataItemsBulk(request),
  }
}
