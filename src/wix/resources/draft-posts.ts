// Draft posts of Wix Blog: what is written and edited. Needs "Manage Blog".
import type {
  ActionWithLiteralsOriginal,
  DraftPostOriginal,
  FieldWithLiteralsOriginal,
  StatusWithLiteralsOriginal,
} from '@wix/auto_sdk_blog_draft-posts/meta'
import { type BulkResult, readBulk } from '../bulk.ts'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
import { readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import { type CallOptions, largestRead } from '../send.ts'
import { route } from '../url.ts'

/** A draft post in REST spelling. Wix may leave out any field, and adds some it does not document. */
export type DraftPost = Jsonify<DraftPostOriginal>

/** A draft post to send; the document may come from any builder of Ricos documents. */
export type DraftPostInput = Omit<DraftPost, 'richContent'> & {
  richContent?: { nodes: readonly object[]; metadata?: object; documentStyle?: object }
}

export type DraftPostAction = `${ActionWithLiteralsOriginal}`
export type DraftPostStatus = `${StatusWithLiteralsOriginal}`
/** Without `RICH_CONTENT` Wix returns no document, without `URL` no address. */
export type DraftPostFieldset = `${FieldWithLiteralsOriginal}`

interface Fieldsets {
  fieldsets?: DraftPostFieldset[]
}

export interface DraftPostListing extends Fieldsets {
  status?: DraftPostStatus
  language?: string
  sort?: 'EDITING_DATE_ASC' | 'EDITING_DATE_DESC'
  paging?: { limit?: number; offset?: number; cursor?: string }
}

export type DraftPosts = ReturnType<typeof createDraftPosts>

export function createDraftPosts(request: WixRequest) {
  async function queryPage(query: PageQuery & Fieldsets, options?: CallOptions) {
    const { fieldsets } = query
    const body = { query: toQueryBody(query), ...(fieldsets ? { fieldsets } : {}) }
    const answer = await request(
      { method: 'POST', path: '/blog/v3/draft-posts/query', body, isWrite: false },
      options,
    )
    return { answer, page: readPage<DraftPost>(answer, 'draftPosts', 'pagingMetadata') }
  }

  return {
    /**
     * Creates one post, and publishes it with `publish`. Not idempotent: after a failure whose `delivered` is not
     * `no`, look for the post first. POST /blog/v3/draft-posts
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/create-draft-post
     */
    async create(
      draftPost: DraftPostInput,
      settings: { publish?: boolean } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<Saved<DraftPost>> {
      const answer = await request(
        {
          method: 'POST',
          path: '/blog/v3/draft-posts',
          body: { draftPost, ...settings },
          isWrite: true,
          isSlow: settings.publish === true,
          createsDraft: true,
        },
        options,
      )
      return readEntity<DraftPost>(answer, 'draftPost')
    },

    /**
     * Creates 1-20 posts. A post of the wrong form fails the whole call with `validation`.
     * POST /blog/v3/bulk/draft-posts/create
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/bulk-create-draft-posts
     */
    async bulkCreate(
      draftPosts: readonly DraftPostInput[],
      settings: { publish?: boolean; returnFullEntity?: boolean } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<BulkResult<DraftPost>> {
      const answer = await request(
        {
          method: 'POST',
          path: '/blog/v3/bulk/draft-posts/create',
          body: { draftPosts, ...settings },
          isWrite: true,
          isSlow: true,
          createsDraft: true,
          ...bulkSize(settings),
        },
        options,
      )
      return readBulk<DraftPost>(answer, { count: draftPosts.length })
    },

    /**
     * GET /blog/v3/draft-posts/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/get-draft-post
     */
    async get(id: string, settings: Fieldsets = {}, options?: CallOptions): Promise<Saved<DraftPost>> {
      const path = route`/blog/v3/draft-posts/${id}`
      const answer = await request({ method: 'GET', path, query: { ...settings }, isWrite: false }, options)
      return readEntity<DraftPost>(answer, 'draftPost')
    },

    /**
     * One page in order of editing. Posts edited meanwhile move, so a walk by offset may skip some: walk with
     * `queryAll`. GET /blog/v3/draft-posts
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/list-draft-posts
     */
    async list(listing: DraftPostListing = {}, options?: CallOptions): Promise<Page<DraftPost>> {
      const path = '/blog/v3/draft-posts'
      const answer = await request({ method: 'GET', path, query: { ...listing }, isWrite: false }, options)
      return readPage<DraftPost>(answer, 'draftPosts', 'metaData')
    },

    /**
     * One page. `seoSlug` and `memberId` cannot be filtered by. POST /blog/v3/draft-posts/query
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/query-draft-posts
     */
    async query(query: PageQuery & Fieldsets = {}, options?: CallOptions): Promise<Page<DraftPost>> {
      return (await queryPage(query, options)).page
    },

    /** Every post of a query, page by page (100 a call unless `limit` says otherwise). */
    queryAll(
      query: Omit<PageQuery, 'cursor' | 'offset'> & Fieldsets = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<DraftPost>, void, undefined> {
      return walkPages((cursor) =>
        queryPage({ limit: 100, ...query, ...(cursor ? { cursor } : {}) }, options),
      )
    },

    /**
     * Changes the fields given and no others; without `action: 'UPDATE_PUBLISH'` visitors keep the old version.
     * There is no revision: the last write wins. PATCH /blog/v3/draft-posts/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/update-draft-post
     */
    async update(
      id: string,
      changes: DraftPostInput,
      settings: { action?: DraftPostAction; scheduledPublishDate?: string } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<Saved<DraftPost>> {
      const answer = await request(
        {
          method: 'PATCH',
          path: route`/blog/v3/draft-posts/${id}`,
          body: { draftPost: { ...changes, id }, ...settings },
          isWrite: true,
          isSlow: settings.action === 'UPDATE_PUBLISH',
        },
        options,
      )
      return readEntity<DraftPost>(answer, 'draftPost')
    },

    /**
     * Changes 1-20 posts, in each the fields of its own mask; the action is the same for all.
     * PATCH /blog/v3/draft-posts/update
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/bulk-update-draft-posts
     */
    async bulkUpdate(
      changes: readonly { draftPost: DraftPostInput & { id: string }; fieldMask: readonly string[] }[],
      settings: {
        action?: DraftPostAction
        scheduledPublishDate?: string
        returnFullEntity?: boolean
      } & Fieldsets = {},
      options?: CallOptions,
    ): Promise<BulkResult<DraftPost>> {
      const answer = await request(
        {
          method: 'PATCH',
          path: '/blog/v3/draft-posts/update',
          body: {
            // On the wire a mask is one string.
            draftPosts: changes.map(({ draftPost, fieldMask }) => ({
              draftPost,
              fieldMask: fieldMask.join(','),
            })),
            ...settings,
          },
          isWrite: true,
          isSlow: true,
          ...bulkSize(settings),
        },
        options,
      )
      return readBulk<DraftPost>(answer, {
        count: changes.length,
        ids: changes.map(({ draftPost }) => draftPost.id),
      })
    },

    /**
     * POST /blog/v3/draft-posts/{id}/publish
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/publish-draft-post
     */
    async publish(id: string, options?: CallOptions): Promise<{ postId: string }> {
      const path = route`/blog/v3/draft-posts/${id}/publish`
      const answer = await request({ method: 'POST', path, body: {}, isWrite: true, isSlow: true }, options)
      const postId = answer.body['postId']
      if (typeof postId !== 'string' || postId === '') throw answer.malformed('The answer holds no postId.')
      return { postId }
    },

    /**
     * Moves a post, published or not, to the trash; `permanent` skips the trash. DELETE /blog/v3/draft-posts/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/delete-draft-post
     */
    async remove(id: string, settings: { permanent?: boolean } = {}, options?: CallOptions): Promise<void> {
      const path = route`/blog/v3/draft-posts/${id}`
      await request({ method: 'DELETE', path, query: { ...settings }, isWrite: true }, options)
    },

    /**
     * The same for 1-100 posts; the ids travel in the query. DELETE /blog/v3/bulk/draft-posts
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/bulk-delete-draft-posts
     */
    async bulkRemove(
      postIds: readonly string[],
      settings: { permanent?: boolean } = {},
      options?: CallOptions,
    ): Promise<BulkResult<never>> {
      const path = '/blog/v3/bulk/draft-posts'
      const query = { postIds, ...settings }
      const answer = await request({ method: 'DELETE', path, query, isWrite: true, isSlow: true }, options)
      return readBulk<never>(answer, { count: postIds.length, ids: postIds })
    },

    /**
     * One page of the trash, or the given posts of it (at most 100). GET /blog/v3/draft-posts/trash-bin
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/list-deleted-draft-posts
     */
    async listTrash(
      listing: Omit<DraftPostListing, 'status'> & { draftPostIds?: readonly string[] } = {},
      options?: CallOptions,
    ): Promise<Page<DraftPost>> {
      const path = '/blog/v3/draft-posts/trash-bin'
      const answer = await request({ method: 'GET', path, query: { ...listing }, isWrite: false }, options)
      return readPage<DraftPost>(answer, 'draftPosts', 'pagingMetadata')
    },

    /**
     * GET /blog/v3/draft-posts/trash-bin/{id}
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/get-deleted-draft-post
     */
    async getTrashed(id: string, options?: CallOptions): Promise<Saved<DraftPost>> {
      const path = route`/blog/v3/draft-posts/trash-bin/${id}`
      return readEntity<DraftPost>(
        await request({ method: 'GET', path, isWrite: false }, options),
        'draftPost',
      )
    },

    /**
     * Wix does not say in which state it comes back; read it. POST /blog/v3/draft-posts/trash-bin/{id}/restore
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/restore-from-trash-bin
     */
    async restoreTrashed(id: string, options?: CallOptions): Promise<Saved<DraftPost>> {
      const path = route`/blog/v3/draft-posts/trash-bin/${id}/restore`
      const answer = await request({ method: 'POST', path, body: {}, isWrite: true }, options)
      return readEntity<DraftPost>(answer, 'draftPost')
    },
  }
}

/** Twenty whole posts of up to 400 KB each are more than a write's answer may be otherwise. */
function bulkSize(settings: { returnFullEntity?: boolean }): { maxBytes?: number } {
  return settings.returnFullEntity === true ? { maxBytes: largestRead } : {}
}
