// Info sections of Catalog V3: entities of their own, shared by products. Needs "Manage Products"; reading also goes
// with "Read Products".
import type { InfoSectionOriginal } from '@wix/auto_sdk_stores_info-sections-v-3/meta'
import { type BulkResult, readBulk } from '../bulk.ts'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'
import type { RicosInput } from './store-product-types.ts'

export type InfoSection = Jsonify<InfoSectionOriginal>

/** A section to send: `plainDescription` is HTML, `description` a Ricos document. */
export type InfoSectionInput = Omit<InfoSection, 'description'> & { description?: RicosInput }
export type NewInfoSection = InfoSectionInput & { uniqueName: string; title: string }
/** Every update names the revision it is based on; another one is a `conflict` (`INVALID_REVISION`). */
export type InfoSectionChanges = InfoSectionInput & { revision: string }

export type InfoSections = ReturnType<typeof createInfoSections>

export function createInfoSections(request: WixRequest) {
  async function queryPage(query: Omit<PageQuery, 'offset'>, options?: CallOptions) {
    const path = '/stores/v3/info-sections/query'
    const body = { query: toQueryBody(query) }
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    return { answer, page: readPage<InfoSection>(answer, 'infoSections', 'pagingMetadata') }
  }

  async function sendBulk(
    operation: 'create' | 'get-or-create' | 'update' | 'delete',
    body: object,
    sent: { count: number; ids?: readonly string[] },
    options?: CallOptions,
  ): Promise<BulkResult<InfoSection>> {
    const path = `/stores/v3/bulk/info-sections/${operation}`
    const answer = await request({ method: 'POST', path, body, isWrite: true, isSlow: true }, options)
    return readBulk<InfoSection>(answer, sent)
  }

  return {
    /**
     * POST /stores/v3/info-sections
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/create-info-section
     */
    async create(infoSection: NewInfoSection, options?: CallOptions): Promise<Saved<InfoSection>> {
      const path = '/stores/v3/info-sections'
      return readEntity<InfoSection>(
        await request({ method: 'POST', path, body: { infoSection }, isWrite: true }, options),
        'infoSection',
      )
    },

    /**
     * 1-100 new sections. POST /stores/v3/bulk/info-sections/create
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/bulk-create-info-sections
     */
    bulkCreate(
      infoSections: readonly NewInfoSection[],
      settings: { returnEntity?: boolean } = {},
      options?: CallOptions,
    ): Promise<BulkResult<InfoSection>> {
      return sendBulk('create', { infoSections, ...settings }, { count: infoSections.length }, options)
    },

    /**
     * The section of this `uniqueName`, made if there is none. One that exists comes back as it is, whatever its
     * content: compare and update. Can be repeated. POST /stores/v3/info-sections/get-or-create
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/get-or-create-info-section
     */
    async getOrCreate(infoSection: NewInfoSection, options?: CallOptions): Promise<Saved<InfoSection>> {
      const path = '/stores/v3/info-sections/get-or-create'
      return readEntity<InfoSection>(
        await request({ method: 'POST', path, body: { infoSection }, isWrite: true }, options),
        'infoSection',
      )
    },

    /**
     * The same for 1-100. POST /stores/v3/bulk/info-sections/get-or-create
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/bulk-get-or-create-info-sections
     */
    bulkGetOrCreate(
      infoSections: readonly NewInfoSection[],
      options?: CallOptions,
    ): Promise<BulkResult<InfoSection>> {
      return sendBulk('get-or-create', { infoSections }, { count: infoSections.length }, options)
    },

    /**
     * GET /stores/v3/info-sections/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/get-info-section
     */
    async get(id: string, options?: CallOptions): Promise<Saved<InfoSection>> {
      const path = route`/stores/v3/info-sections/${id}`
      return readEntity<InfoSection>(
        await request({ method: 'GET', path, isWrite: false }, options),
        'infoSection',
      )
    },

    /**
     * One page. Filters by uniqueName, title, dates and id. POST /stores/v3/info-sections/query
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/query-info-sections
     */
    async query(query: Omit<PageQuery, 'offset'> = {}, options?: CallOptions): Promise<Page<InfoSection>> {
      return (await queryPage(query, options)).page
    },

    /** Every section of a query, page by page (100 a call unless `limit` says otherwise). */
    queryAll(
      query: Omit<PageQuery, 'cursor' | 'offset'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<InfoSection>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * Changes the fields given, for every product the section is assigned to. PATCH /stores/v3/info-sections/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/update-info-section
     */
    async update(
      id: string,
      changes: InfoSectionChanges,
      options?: CallOptions,
    ): Promise<Saved<InfoSection>> {
      const path = route`/stores/v3/info-sections/${id}`
      const body = { infoSection: { ...changes, id } }
      return readEntity<InfoSection>(
        await request({ method: 'PATCH', path, body, isWrite: true }, options),
        'infoSection',
      )
    },

    /**
     * The same for 1-100. POST /stores/v3/bulk/info-sections/update
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/bulk-update-info-sections
     */
    bulkUpdate(
      infoSections: readonly (InfoSectionChanges & { id: string })[],
      settings: { returnEntity?: boolean } = {},
      options?: CallOptions,
    ): Promise<BulkResult<InfoSection>> {
      const body = { infoSections: infoSections.map((infoSection) => ({ infoSection })), ...settings }
      const ids = infoSections.map((infoSection) => infoSection.id)
      return sendBulk('update', body, { count: ids.length, ids }, options)
    },

    /**
     * Also takes it off every product. DELETE /stores/v3/info-sections/{id}
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/delete-info-section
     */
    async remove(id: string, options?: CallOptions): Promise<void> {
      const path = route`/stores/v3/info-sections/${id}`
      await request({ method: 'DELETE', path, isWrite: true }, options)
    },

    /**
     * The same for 1-100. POST /stores/v3/bulk/info-sections/delete
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v3/info-sections-v3/bulk-delete-info-sections
     */
    bulkRemove(infoSectionIds: readonly string[], options?: CallOptions): Promise<BulkResult<InfoSection>> {
      const sent = { count: infoSectionIds.length, ids: infoSectionIds }
      return sendBulk('delete', { infoSectionIds }, sent, options)
    },
  }
}
