// Items of a collection of Wix CMS. Needs "Manage Data Items"; reading also goes with "Read Data Items".
import { type BulkResult, readBulk } from '../bulk.ts'
import { type JsonObject, type Saved, stringOrUndefined } from '../json.ts'
import { dataLimits } from '../limits.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import { type CallOptions, largestRead } from '../send.ts'
import { route } from '../url.ts'

/** An item as Wix returns it. System fields stand in `data` with an underscore; dates are `{ $date }`. */
export interface DataItem {
  id?: string
  dataCollectionId?: string
  data?: JsonObject
}

/** An item to send. Without an id Wix makes one up; with one it also travels as `data._id`, or Wix would refuse it. */
export interface DataItemInput {
  id?: string
  data: JsonObject
}

/** One change of one field; other fields keep their value. `fieldPath` may be dotted. */
export type FieldModification = { fieldPath: string } & (
  | { action: 'SET_FIELD'; setFieldOptions: { value: unknown } }
  | { action: 'REMOVE_FIELD' }
  | { action: 'INCREMENT_FIELD'; incrementFieldOptions: { value: number } }
  | { action: 'APPEND_TO_ARRAY'; appendToArrayOptions: { value: unknown } }
  | { action: 'REMOVE_FROM_ARRAY'; removeFromArrayOptions: { value: unknown } }
)

export interface DataItemPatch {
  dataItemId: string
  fieldModifications: readonly FieldModification[]
}

/** Drafts of the PUBLISH plugin are invisible to reads and writes unless they are asked for. */
export interface DraftVisibility {
  includeDraftItems?: boolean
}

export interface DataReading extends DraftVisibility {
  /** Past the mirrors, which lag by seconds. Every read that decides about a write needs it. */
  consistentRead?: boolean
  /** Keys to return; `_id` always comes. */
  fields?: readonly string[]
  /** Referenced items in place of their ids. */
  includeReferences?: readonly { field: string; limit?: number }[]
}

export interface DataQuery extends PageQuery, DataReading {
  /** Counts with offset paging only. */
  returnTotalCount?: boolean
}

export type DataItems = ReturnType<typeof createDataItems>

const items = '/wix-data/v2/items'
const bulk = '/wix-data/v2/bulk/items'

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

  async function sendBulk(
    operation: 'insert' | 'update' | 'save' | 'patch' | 'remove',
    body: JsonObject,
    sent: { count: number; ids: readonly string[] | undefined },
    options?: CallOptions,
  ): Promise<BulkResult<DataItem>> {
    const answer = await request(
      {
        method: 'POST',
        path: `${bulk}/${operation}`,
        body,
        isWrite: true,
        isSlow: true,
        ...(body['returnEntity'] === true ? { maxBytes: largestRead } : {}),
      },
      options,
    )
    return readBulk<DataItem>(answer, { ...sent, itemKey: 'dataItem' })
  }

  function sendItems(
    kind: 'insert' | 'update' | 'save',
    dataCollectionId: string,
    dataItems: readonly DataItemInput[],
    settings: { returnEntity?: boolean } & DraftVisibility,
    options?: CallOptions,
  ): Promise<BulkResult<DataItem>> {
    const { includeDraftItems: _, ...rest } = settings
    const body = { dataCollectionId, dataItems: dataItems.map(toWire), ...rest, ...drafts(settings) }
    return sendBulk(kind, body, { count: dataItems.length, ids: idsOf(dataItems) }, options)
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
     * The same for 1-1000 items: those whose id exists fail with `WDE0074`, the others are made. With own ids it can
     * be repeated. POST /wix-data/v2/bulk/items/insert
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-insert-data-items
     */
    async bulkInsert(
      dataCollectionId: string,
      dataItems: readonly DataItemInput[],
      settings: { returnEntity?: boolean } = {},
      options?: CallOptions,
    ): Promise<BulkResult<DataItem>> {
      return sendItems('insert', dataCollectionId, dataItems, settings, options)
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
     * The same for 1-1000 items. POST /wix-data/v2/bulk/items/update
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-update-data-items
     */
    async bulkUpdate(
      dataCollectionId: string,
      dataItems: readonly Required<DataItemInput>[],
      settings: { returnEntity?: boolean } & DraftVisibility = {},
      options?: CallOptions,
    ): Promise<BulkResult<DataItem>> {
      return sendItems('update', dataCollectionId, dataItems, settings, options)
    },

    /**
     * Makes 1-1000 items, or replaces all that they hold: what is left out is gone, but for links and stored addresses.
     * With drafts included it is what was seen to change `_publishStatus`, which updates and patches may ignore.
     * POST /wix-data/v2/bulk/items/save
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-save-data-items
     */
    async bulkSave(
      dataCollectionId: string,
      dataItems: readonly Required<DataItemInput>[],
      settings: { returnEntity?: boolean } & DraftVisibility = {},
      options?: CallOptions,
    ): Promise<BulkResult<DataItem>> {
      return sendItems('save', dataCollectionId, dataItems, settings, options)
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
     * The same for up to 1000 items, each with its own changes. POST /wix-data/v2/bulk/items/patch
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-patch-data-items
     */
    async bulkPatch(
      dataCollectionId: string,
      patches: readonly DataItemPatch[],
      settings: { returnEntity?: boolean } & DraftVisibility = {},
      options?: CallOptions,
    ): Promise<BulkResult<DataItem>> {
      const { includeDraftItems: _, ...rest } = settings
      const body = { dataCollectionId, patches, ...rest, ...drafts(settings) }
      const ids = patches.map((patch) => patch.dataItemId)
      return sendBulk('patch', body, { count: patches.length, ids }, options)
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

    /**
     * The same for 1-1000 items. POST /wix-data/v2/bulk/items/remove
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/bulk-remove-data-items
     */
    async bulkRemove(
      dataCollectionId: string,
      dataItemIds: readonly string[],
      settings: DraftVisibility = {},
      options?: CallOptions,
    ): Promise<BulkResult<DataItem>> {
      const body = { dataCollectionId, dataItemIds, ...drafts(settings) }
      return sendBulk('remove', body, { count: dataItemIds.length, ids: dataItemIds }, options)
    },
  }
}

function toWire(item: DataItemInput): JsonObject {
  const id = item.id ?? stringOrUndefined(item.data['_id'])
  return id === undefined ? { data: item.data } : { id, data: { ...item.data, _id: id } }
}

/** Undefined when Wix makes up one of them: then results are matched by their place alone. */
function idsOf(dataItems: readonly DataItemInput[]): string[] | undefined {
  const ids = dataItems.map((item) => stringOrUndefined(toWire(item)['id']))
  return ids.every((id) => id !== undefined) ? ids : undefined
}

function drafts({ includeDraftItems }: DraftVisibility): JsonObject & {
  publishPluginOptions?: { includeDraftItems: boolean }
} {
  return includeDraftItems === undefined ? {} : { publishPluginOptions: { includeDraftItems } }
}
