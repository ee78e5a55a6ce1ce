// Writes of many items of Wix CMS in one call: a result for each. Needs "Manage Data Items".
import { type BulkResult, readBulk } from '../bulk.ts'
import { type JsonObject, stringOrUndefined } from '../json.ts'
import type { WixRequest } from '../request.ts'
import { type CallOptions, largestRead } from '../send.ts'
import {
  type DataItem,
  type DataItemInput,
  type DataItemPatch,
  type DraftVisibility,
  drafts,
  toWire,
} from './data-item.ts'

const bulk = '/wix-data/v2/bulk/items'

/** The bulk calls of `DataItems`. */
export function createDataItemsBulk(request: WixRequest) {
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
     * Creates 1-1000 items: those whose id exists fail with `WDE0074`, the others are made. With own ids it can
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
     * `update` of 1-1000 items. POST /wix-data/v2/bulk/items/update
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
     * `patch` of up to 1000 items, each with its own changes. POST /wix-data/v2/bulk/items/patch
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
     * Deletes 1-1000 items for good. POST /wix-data/v2/bulk/items/remove
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

/** Undefined when Wix makes up one of them: then results are matched by their place alone. */
function idsOf(dataItems: readonly DataItemInput[]): string[] | undefined {
  const ids = dataItems.map((item) => stringOrUndefined(toWire(item)['id']))
  return ids.every((id) => id !== undefined) ? ids : undefined
}
