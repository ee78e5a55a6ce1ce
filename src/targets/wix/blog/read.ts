// Reading posts in bulk: 100 a call. The README says which copy is read when.

import { inBatches } from '../../../batches.ts'
import type { DraftPost, Post, Saved } from '../../../wix/index.ts'
import type { RemoteState, TargetContext } from '../../target.ts'
import { canonicalSlug, remoteFields, remoteSlug, remoteStatus } from './canonical.ts'

/** Wix's largest page, and the most ids the trash can be asked for. */
export const mostPerQuery = 100

export async function readPosts(
  ctx: TargetContext,
  remoteIds: string[],
  depth: 'light' | 'full',
): Promise<Map<string, RemoteState>> {
  const states = new Map<string, RemoteState>()
  for (const ids of inBatches([...new Set(remoteIds)], mostPerQuery)) {
    const drafts = await draftsById(ctx, ids)
    const found =
      depth === 'full' ? await readContent(ctx, drafts) : drafts.map((draft) => ({ draft, post: null }))
    for (const { draft, post } of found) states.set(draft.id, toState(draft, post, depth))
    const absent = ids.filter((id) => !states.has(id))
    for (const state of await readAbsent(ctx, absent)) states.set(state.remoteId, state)
  }
  return states
}

interface Found {
  draft: Saved<DraftPost>
  post: Saved<Post> | null
}

/** Live posts as visitors see them; everything else, and live posts with unpublished changes, from the draft. */
async function readContent(ctx: TargetContext, drafts: Saved<DraftPost>[]): Promise<Found[]> {
  const liveIds = drafts.filter((draft) => draft.status === 'PUBLISHED').map((draft) => draft.id)
  const posts = new Map((await postsById(ctx, liveIds)).map((post) => [post.id, post]))
  const fromDraft = drafts.filter((draft) => draft.hasUnpublishedChanges || !posts.has(draft.id))
  const documents = new Map(
    (
      await draftsById(
        ctx,
        fromDraft.map((draft) => draft.id),
        ['RICH_CONTENT'],
      )
    ).map((draft) => [draft.id, draft]),
  )
  return drafts.map((draft) => ({
    draft: documents.get(draft.id) ?? draft,
    post: posts.get(draft.id) ?? null,
  }))
}

async function readAbsent(ctx: TargetContext, ids: string[]): Promise<RemoteState[]> {
  if (ids.length === 0) return []
  const trash = await ctx.client.draftPosts.listTrash(
    { draftPostIds: ids, paging: { limit: mostPerQuery } },
    { signal: ctx.signal },
  )
  const trashed = new Map(trash.items.map((draft) => [draft.id, draft]))
  return ids.map((remoteId) => ({
    remoteId,
    exists: false,
    status: trashed.has(remoteId) ? 'trashed' : 'gone',
    editedAt: trashed.get(remoteId)?.editedDate ?? null,
    url: null,
    slug: null,
    fields: null,
    raw: null,
  }))
}

function toState(draft: Saved<DraftPost>, post: Saved<Post> | null, depth: 'light' | 'full'): RemoteState {
  const status = remoteStatus(draft)
  const slug = remoteSlug(draft, post)
  return {
    remoteId: draft.id,
    exists: status !== 'trashed',
    status,
    scheduledFor: draft.scheduledPublishDate ?? null,
    title: draft.title ?? undefined,
    editedAt: draft.editedDate ?? null,
    url: post ? addressOf(post.url) : null,
    slug: slug === null ? null : canonicalSlug(slug),
    fields: depth === 'full' ? remoteFields(draft, post) : null,
    raw: depth === 'full' ? { draft, post } : null,
  }
}

export function addressOf(
  url: { base?: string | null; path?: string | null } | undefined | null,
): string | null {
  return url?.base || url?.path ? `${url.base ?? ''}${url.path ?? ''}` : null
}

export async function draftsById(
  ctx: TargetContext,
  ids: string[],
  fieldsets?: 'RICH_CONTENT'[],
): Promise<Saved<DraftPost>[]> {
  if (ids.length === 0) return []
  const filter = { id: { $in: ids } }
  const query = { filter, limit: mostPerQuery, ...(fieldsets && { fieldsets }) }
  return collect(ctx.client.draftPosts.queryAll(query, { signal: ctx.signal }))
}

async function postsById(ctx: TargetContext, ids: string[]): Promise<Saved<Post>[]> {
  if (ids.length === 0) return []
  const query = {
    filter: { id: { $in: ids } },
    limit: mostPerQuery,
    fieldsets: ['URL' as const, 'RICH_CONTENT' as const, 'SEO' as const],
  }
  return collect(ctx.client.posts.queryAll(query, { signal: ctx.signal }))
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
