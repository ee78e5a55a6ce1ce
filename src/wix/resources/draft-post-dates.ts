// When drafts go live by themselves, and how live posts become drafts again. Needs "Manage Blog".
import type { BulkResult } from '../bulk.ts'
import type { Saved } from '../json.ts'
import type { CallOptions } from '../send.ts'
import type { DraftPost, DraftPosts } from './draft-posts.ts'

/** A post by its id, and the title that it has: it is sent again, and so changes nothing. */
export interface TitledPost {
  id: string
  title: string
}

interface Answering {
  /** With `returnFullEntity` the answer holds each post, and so the state and the date that it has now. */
  returnFullEntity?: boolean
}

/**
 * The date belongs to the call: all posts of one call get the same, in ISO 8601. What Wix does with a date that has
 * passed, and with cancelling what is not scheduled, nobody has documented. All of them can be repeated; after a
 * failure whose `delivered` is not `no`, read `status` and `scheduledPublishDate` of the posts.
 *
 * Bulk calls take 1-20 posts. Whether they take an empty mask is not documented either, so they name the title.
 */
export function createDraftPostDates({ update, bulkUpdate }: Pick<DraftPosts, 'update' | 'bulkUpdate'>) {
  const inBulk = (
    posts: readonly TitledPost[],
    settings: NonNullable<Parameters<DraftPosts['bulkUpdate']>[1]>,
    options?: CallOptions,
  ): Promise<BulkResult<DraftPost>> =>
    bulkUpdate(
      posts.map(({ id, title }) => ({ draftPost: { id, title }, fieldMask: ['title'] })),
      settings,
      options,
    )

  return {
    /**
     * Gives a draft a date, or another one: `SCHEDULED` until then. A live post has none.
     * PATCH /blog/v3/draft-posts/{id}, UPDATE_SCHEDULE
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/update-draft-post
     */
    schedule: (id: string, at: string, options?: CallOptions): Promise<Saved<DraftPost>> =>
      update(id, {}, { action: 'UPDATE_SCHEDULE', scheduledPublishDate: at }, options),

    /** A draft again, without a date. UPDATE_CANCEL_SCHEDULE of the same call. */
    cancelSchedule: (id: string, options?: CallOptions): Promise<Saved<DraftPost>> =>
      update(id, {}, { action: 'UPDATE_CANCEL_SCHEDULE' }, options),

    /** Takes a post off the site; it keeps its id. UPDATE_REVERT_TO_DRAFT of the same call. */
    revertToDraft: (id: string, options?: CallOptions): Promise<Saved<DraftPost>> =>
      update(id, {}, { action: 'UPDATE_REVERT_TO_DRAFT' }, options),

    /**
     * `schedule` for 1-20 posts and one date. PATCH /blog/v3/draft-posts/update
     * https://dev.wix.com/docs/rest/business-solutions/blog/draft-posts/bulk-update-draft-posts
     */
    bulkSchedule: (
      posts: readonly TitledPost[],
      at: string,
      settings: Answering = {},
      options?: CallOptions,
    ): Promise<BulkResult<DraftPost>> =>
      inBulk(posts, { action: 'UPDATE_SCHEDULE', scheduledPublishDate: at, ...settings }, options),

    /** `cancelSchedule` for 1-20 posts, by the same call. */
    bulkCancelSchedule: (
      posts: readonly TitledPost[],
      settings: Answering = {},
      options?: CallOptions,
    ): Promise<BulkResult<DraftPost>> =>
      inBulk(posts, { action: 'UPDATE_CANCEL_SCHEDULE', ...settings }, options),

    /** `revertToDraft` for 1-20 posts, by the same call. */
    bulkRevertToDraft: (
      posts: readonly TitledPost[],
      settings: Answering = {},
      options?: CallOptions,
    ): Promise<BulkResult<DraftPost>> =>
      inBulk(posts, { action: 'UPDATE_REVERT_TO_DRAFT', ...settings }, options),
  }
}
