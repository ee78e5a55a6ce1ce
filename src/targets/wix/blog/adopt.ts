// Posts that exist on the blog already and that rows take over.

import { inBatches } from '../../../batches.ts'
import {
  type Adoption,
  foldName,
  type OutgoingItem,
  type RemoteRef,
  type TargetContext,
} from '../../target.ts'
import { canonicalSlug } from './canonical.ts'
import type { BlogOptions } from './options.ts'
import type { BlogPayload } from './post.ts'
import { draftsById, mostPerQuery } from './read.ts'

/** A title has up to 200 characters, so fewer of them go into one query. */
const titlesPerQuery = 25

type Item = OutgoingItem<BlogPayload>

export const blogAdoption: Adoption<BlogOptions, BlogPayload> = {
  isChosen: ({ adopt }) => adopt === 'slug' || adopt === 'title',
  match: (ctx, items, { adopt }) => (adopt === 'title' ? matchTitles(ctx, items) : matchSlugs(ctx, items)),
  unmatched: () => null,
}

/** Among live posts: Wix cannot be asked for drafts by their address. */
async function matchSlugs(ctx: TargetContext, items: Item[]): Promise<Map<string, RemoteRef[]>> {
  const ids = new Map<string, Set<string>>()
  const slugs = [...new Set(items.map(({ payload }) => payload.post.seoSlug))].filter(Boolean)
  for (const batch of inBatches(slugs, mostPerQuery)) {
    const filter = { slug: { $hasSome: batch } }
    for await (const post of ctx.client.posts.queryAll({ filter }, { signal: ctx.signal }))
      add(ids, canonicalSlug(post.slug), post.id)
  }
  return toRefs(ctx, items, ids, ({ payload }) => canonicalSlug(payload.post.seoSlug))
}

/** Among live posts and drafts with just this title. */
async function matchTitles(ctx: TargetContext, items: Item[]): Promise<Map<string, RemoteRef[]>> {
  const ids = new Map<string, Set<string>>()
  const titles = [...new Set(items.map(({ payload }) => payload.post.title))].filter(Boolean)
  for (const batch of inBatches(titles, titlesPerQuery)) {
    const filter = { title: { $in: batch } }
    for await (const draft of ctx.client.draftPosts.queryAll({ filter }, { signal: ctx.signal }))
      add(ids, foldName(draft.title ?? ''), draft.id)
    for await (const post of ctx.client.posts.queryAll({ filter }, { signal: ctx.signal }))
      add(ids, foldName(post.title ?? ''), post.id)
  }
  return toRefs(ctx, items, ids, ({ payload }) => foldName(payload.post.title))
}

function add(ids: Map<string, Set<string>>, key: string, id: string): void {
  ids.set(key, (ids.get(key) ?? new Set()).add(id))
}

/** Edit dates are those of drafts, and what lies in the trash is nobody's page. */
async function toRefs(
  ctx: TargetContext,
  items: Item[],
  ids: ReadonlyMap<string, ReadonlySet<string>>,
  keyOf: (item: Item) => string,
): Promise<Map<string, RemoteRef[]>> {
  const found = [...new Set(items.flatMap((item) => [...(ids.get(keyOf(item)) ?? [])]))]
  const drafts = new Map<string, { status?: string | undefined; editedDate?: string | null | undefined }>()
  for (const batch of inBatches(found, mostPerQuery))
    for (const draft of await draftsById(ctx, batch)) drafts.set(draft.id, draft)
  return new Map(
    items.flatMap((item): [string, RemoteRef[]][] => {
      const refs = [...(ids.get(keyOf(item)) ?? [])]
        .filter((id) => drafts.get(id)?.status !== 'DELETED')
        .map((remoteId) => ({
          rowKey: item.rowKey,
          remoteId,
          editedAt: drafts.get(remoteId)?.editedDate ?? null,
        }))
      return refs.length > 0 ? [[item.rowKey, refs]] : []
    }),
  )
}
