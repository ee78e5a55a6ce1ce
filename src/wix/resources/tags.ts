// Tags of Wix Blog (the "Read Tags" permission is about orders of a store). Needs "Manage Blog".
import type { BlogTagOriginal, FieldWithLiteralsOriginal } from '@wix/auto_sdk_blog_tags/meta'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'

export type Tag = Jsonify<BlogTagOriginal>
export type TagFieldset = `${FieldWithLiteralsOriginal}`

interface Fieldsets {
  fieldsets?: TagFieldset[]
}

export type Tags = ReturnType<typeof createTags>

export function createTags(request: WixRequest) {
  async function queryPage(query: PageQuery & Fieldsets, options?: CallOptions) {
    const { fieldsets } = query
    const body = { query: toQueryBody(query), ...(fieldsets ? { fieldsets } : {}) }
    const answer = await request(
      { method: 'POST', path: '/blog/v3/tags/query', body, isWrite: false },
      options,
    )
    return { answer, page: readPage<Tag>(answer, 'tags', 'pagingMetadata') }
  }

  return {
    /**
     * Labels are unique in a blog; keep them to 50 characters (the documents name 50, 100 and 200). The body is flat.
     * POST /blog/v3/tags
     * https://dev.wix.com/docs/rest/business-solutions/blog/tags/create-tag
     */
    async create(
      tag: { label: string; language?: string; slug?: string } & Fieldsets,
      options?: CallOptions,
    ): Promise<Saved<Tag>> {
      const answer = await request(
        { method: 'POST', path: '/blog/v3/tags', body: tag, isWrite: true },
        options,
      )
      return readEntity<Tag>(answer, 'tag')
    },

    /**
     * For good; posts lose it, and stay. DELETE /blog/v3/tags/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/tags/delete-tag
     */
    async remove(id: string, options?: CallOptions): Promise<void> {
      await request({ method: 'DELETE', path: route`/blog/v3/tags/${id}`, isWrite: true }, options)
    },

    /**
     * GET /blog/v3/tags/labels/{label}
     * https://dev.wix.com/docs/rest/business-solutions/blog/tags/get-tag-by-label
     */
    async getByLabel(
      label: string,
      settings: { language?: string } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<Saved<Tag>> {
      const path = route`/blog/v3/tags/labels/${label}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<Tag>(answer, 'tag')
    },

    /**
     * One page. POST /blog/v3/tags/query
     * https://dev.wix.com/docs/rest/business-solutions/blog/tags/query-tags
     */
    async query(query: PageQuery & Fieldsets = {}, options?: CallOptions): Promise<Page<Tag>> {
      return (await queryPage(query, options)).page
    },

    /** Every tag of a query, page by page. */
    queryAll(
      query: Omit<PageQuery, 'cursor' | 'offset'> & Fieldsets = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<Tag>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },
  }
}
