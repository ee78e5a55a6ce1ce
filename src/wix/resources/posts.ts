// Published posts of Wix Blog. Needs "Read Blog" or "Manage Blog".
import type { PostFieldFieldWithLiteralsOriginal, PostOriginal } from '@wix/auto_sdk_blog_posts/meta'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'
import { route } from '../url.ts'

export type Post = Jsonify<PostOriginal>
/** Without `URL`, `SEO` or `RICH_CONTENT` Wix leaves those parts out. */
export type PostFieldset = `${PostFieldFieldWithLiteralsOriginal}`

interface Fieldsets {
  fieldsets?: PostFieldset[]
}

export type Posts = ReturnType<typeof createPosts>

export function createPosts(request: WixRequest) {
  async function queryPage(query: PageQuery & Fieldsets, options?: CallOptions) {
    const { fieldsets } = query
    const body = { query: toQueryBody(query), ...(fieldsets ? { fieldsets } : {}) }
    const answer = await request(
      { method: 'POST', path: '/blog/v3/posts/query', body, isWrite: false },
      options,
    )
    return { answer, page: readPage<Post>(answer, 'posts', 'pagingMetadata') }
  }

  return {
    /**
     * A published post has the id of its draft. GET /blog/v3/posts/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/posts-stats/get-post
     */
    async get(id: string, settings: Fieldsets = {}, options?: CallOptions): Promise<Saved<Post>> {
      const path = route`/blog/v3/posts/${id}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<Post>(answer, 'post')
    },

    /**
     * `not_found` means that the slug is free among published posts. GET /blog/v3/posts/slugs/{slug}
     * https://dev.wix.com/docs/rest/business-solutions/blog/posts-stats/get-post-by-slug
     */
    async getBySlug(
      slug: string,
      settings: { language?: string } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<Saved<Post>> {
      const path = route`/blog/v3/posts/slugs/${slug}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<Post>(answer, 'post')
    },

    /**
     * One page. Many slugs at once: `{ filter: { slug: { $hasSome: [...] } } }`. POST /blog/v3/posts/query
     * https://dev.wix.com/docs/rest/business-solutions/blog/posts-stats/query-posts
     */
    async query(query: PageQuery & Fieldsets = {}, options?: CallOptions): Promise<Page<Post>> {
      return (await queryPage(query, options)).page
    },

    /** Every post of a query, page by page (100 a call unless `limit` says otherwise). */
    queryAll(
      query: Omit<PageQuery, 'cursor' | 'offset'> & Fieldsets = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<Post>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * How many posts are published: the cheapest read of a blog. GET /blog/v2/stats/posts/total
     * https://dev.wix.com/docs/rest/business-solutions/blog/posts-stats/get-total-posts
     */
    async totals(settings: { language?: string } = {}, options?: CallOptions): Promise<{ total: number }> {
      const path = '/blog/v2/stats/posts/total'
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      // Protobuf leaves out a zero.
      const total = answer.body['total'] ?? 0
      if (typeof total !== 'number') throw answer.malformed('total is not a number.')
      return { total }
    },
  }
}
