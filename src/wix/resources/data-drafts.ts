// Drafts of Wix CMS by the Draft Items plugin: each draft is an item of a second collection. Needs "Manage Data Items".
import type { Saved } from '../json.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import type { DataItem } from './data-item.ts'

export type DataDrafts = ReturnType<typeof createDataDrafts>

/** `dataCollectionId` is the published collection everywhere. A move is not atomic: read again, consistently. */
export function createDataDrafts(request: WixRequest) {
  return {
    /**
     * Copies a live item to the drafts. POST /wix-data/v2/items/create-draft
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/create-data-item-draft
     */
    async create(dataCollectionId: string, id: string, options?: CallOptions): Promise<Saved<DataItem>> {
      const body = { dataCollectionId, dataItemId: id }
      const path = '/wix-data/v2/items/create-draft'
      return readEntity<DataItem>(
        await request({ method: 'POST', path, body, isWrite: true }, options),
        'dataItem',
      )
    },

    /**
     * Puts a draft in the place of the live item and deletes the draft. POST /wix-data/v2/items/publish-draft
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/publish-data-item-draft
     */
    async publish(dataCollectionId: string, id: string, options?: CallOptions): Promise<Saved<DataItem>> {
      const body = { dataCollectionId, dataItemId: id }
      const path = '/wix-data/v2/items/publish-draft'
      return readEntity<DataItem>(
        await request({ method: 'POST', path, body, isWrite: true }, options),
        'dataItem',
      )
    },

    /**
     * Takes an item off the site. Wix's texts contradict each other about `copyToDraft`, so it always travels.
     * POST /wix-data/v2/items/unpublish
     * https://dev.wix.com/docs/rest/business-solutions/cms/data-items/unpublish-data-item
     */
    async unpublish(
      dataCollectionId: string,
      id: string,
      settings: { copyToDraft: boolean },
      options?: CallOptions,
    ): Promise<void> {
      const body = { dataCollectionId, dataItemId: id, ...settings }
      await request({ method: 'POST', path: '/wix-data/v2/items/unpublish', body, isWrite: true }, options)
    },
  }
}
