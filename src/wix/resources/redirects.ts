// Redirects of a site, from one of its addresses to another. Needs "Manage SEO Settings". Wix marks the whole family as a
// preview: https://dev.wix.com/docs/api-reference/business-management/seo/redirects/redirect-v1/introduction
import type { RedirectOriginal } from '@wix/auto_sdk_seo_redirects/meta'
import { type BulkResult, readBulk } from '../bulk.ts'
import type { Jsonify, Saved } from '../json.ts'
import { readEntities } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

/** Live at once, and before a page at the same path. `from` and `to` are URL-encoded. */
export type Redirect = Jsonify<RedirectOriginal>

/** With an id of our own, and every field: what is left out becomes Wix's default and not what stood there before. */
export type NewRedirect = Pick<Redirect, 'language'> & {
  id: string
  from: string
  to: string
  options: { groupRedirect: boolean }
}

export type Redirects = ReturnType<typeof createRedirects>

export function createRedirects(request: WixRequest) {
  return {
    /**
     * All of them, in one answer and without a filter, those that Wix made itself included. One that is scoped to a
     * language may stay listed after it was deleted. GET /seo-redirects-service/v1/redirects
     * https://dev.wix.com/docs/api-reference/business-management/seo/redirects/redirect-v1/list-redirects
     */
    async list(options?: CallOptions): Promise<Saved<Redirect>[]> {
      const path = '/seo-redirects-service/v1/redirects'
      return readEntities<Redirect>(
        await request({ method: 'GET', path, isWrite: false }, options),
        'redirects',
      )
    },

    /**
     * 1-100 new ones (the types of the package; the page says 500). An entry fails by itself: `FROM_URL_EXISTS` where
     * another starts there, `REDIRECT_LOOP` within the call. One that starts at the `to` of a new one is deleted for
     * good. An identical one succeeds and nothing is written: it keeps an id of its own, whatever the entry says here.
     * Entries without an outcome (`missing`) have to be looked up. POST /seo-redirects-service/v1/bulk/redirects/create
     * https://dev.wix.com/docs/api-reference/business-management/seo/redirects/redirect-v1/bulk-create-redirects
     */
    async bulkCreate(
      redirects: readonly NewRedirect[],
      options?: CallOptions,
    ): Promise<BulkResult<Redirect>> {
      const path = '/seo-redirects-service/v1/bulk/redirects/create'
      const call = { method: 'POST', path, body: { redirects }, isWrite: true, isSlow: true } as const
      const answer = await request(call, options)
      const sent = { count: redirects.length, ids: redirects.map(({ id }) => id), byPlace: true }
      return readBulk<Redirect>(answer, sent)
    },

    /**
     * 1-500. Success says that it was found and its deletion sent, not that it is gone; one that is not there fails with
     * `REDIRECT_NOT_FOUND`. POST /seo-redirects-service/v1/bulk/redirects/delete
     * https://dev.wix.com/docs/api-reference/business-management/seo/redirects/redirect-v1/bulk-delete-redirects
     */
    async bulkRemove(redirectIds: readonly string[], options?: CallOptions): Promise<BulkResult<Redirect>> {
      const path = '/seo-redirects-service/v1/bulk/redirects/delete'
      const call = { method: 'POST', path, body: { redirectIds }, isWrite: true, isSlow: true } as const
      const answer = await request(call, options)
      return readBulk<Redirect>(answer, { count: redirectIds.length, ids: redirectIds })
    },
  }
}
