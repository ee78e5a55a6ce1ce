// Members of the site: the possible authors of posts. Needs "Read Members".
import type { MemberOriginal, SetWithLiteralsOriginal } from '@wix/auto_sdk_members_members/meta'
import type { Jsonify, JsonObject, Saved } from '../json.ts'
import { type Page, readPage, type SortEntry } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'

export type Member = Jsonify<MemberOriginal>
/** `PUBLIC` is the default and shows `status` as `UNKNOWN`. */
export type MemberFieldset = `${SetWithLiteralsOriginal}`

interface Fieldsets {
  fieldsets?: MemberFieldset[]
}

type Paging = {
  /** Wix names no maximum; 100 is safe. */
  limit?: number
  offset?: number
}

export type Members = ReturnType<typeof createMembers>

export function createMembers(request: WixRequest) {
  return {
    /**
     * One page by offset. GET /members/v1/members
     * https://dev.wix.com/docs/rest/crm/members-contacts/members/members/list-members
     */
    async list(listing: { paging?: Paging } & Fieldsets = {}, options?: CallOptions): Promise<Page<Member>> {
      const path = '/members/v1/members'
      const answer = await request({ method: 'GET', path, query: { ...listing }, isWrite: false }, options)
      return readPage<Member>(answer, 'members', 'metadata')
    },

    /**
     * One page by offset. This API calls it `sorting` where others say `sort`. POST /members/v1/members/query
     * https://dev.wix.com/docs/rest/crm/members-contacts/members/members/query-members
     */
    async query(
      query: {
        filter?: JsonObject
        paging?: Paging
        sorting?: SortEntry[]
        search?: { expression: string; fields?: string[] }
      } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<Page<Member>> {
      const { fieldsets, search, ...inner } = query
      const body = { query: inner, ...(fieldsets ? { fieldsets } : {}), ...(search ? { search } : {}) }
      const path = '/members/v1/members/query'
      const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
      return readPage<Member>(answer, 'members', 'metadata')
    },

    /**
     * GET /members/v1/members/{id}
     * https://dev.wix.com/docs/rest/crm/members-contacts/members/members/get-member
     */
    async get(id: string, settings: Fieldsets = {}, options?: CallOptions): Promise<Saved<Member>> {
      const path = route`/members/v1/members/${id}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<Member>(answer, 'member')
    },
  }
}
