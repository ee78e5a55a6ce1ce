// Finding posts whose create was lost. Wix gives no key of ours back, so two kinds of evidence are read.

import { inBatches } from '../../../batches.ts'
import { documentSeedMark } from '../../../ricos/index.ts'
import type { DraftPost } from '../../../wix/index.ts'
import type { OutgoingItem, RemoteRef, TargetContext } from '../../target.ts'
import { documentWords, nodeIds } from '../document.ts'
import { canonicalSlug, isSlugOrSuffixed } from './canonical.ts'
import type { BlogPayload } from './post.ts'
import { draftsById, mostPerQuery } from './read.ts'

/** A title has up to 200 characters, so fewer of them go into one query. */
const titlesPerQuery = 25
/** What Wix appends to a taken slug; a lost create can hardly have met more neighbours. */
const suffixes = ['', '-1', '-2', '-3']

interface Candidate {
  id: string
  title: string
  slug: string
  /** The first characters of its node ids, where ours carry the mark of the page. */
  marks: Set<string>
  words: string
}

/**
 * All posts that are certainly one of `items`: node ids with the page's mark, or its slug (also with a suffix)
 * together with the same title and words. Asks for drafts and posts with these titles, and for posts with these
 * slugs; drafts cannot be asked for by slug.
 */
export async function findPosts(
  ctx: TargetContext,
  items: OutgoingItem<BlogPayload>[],
): Promise<Map<string, RemoteRef[]>> {
  const candidates = await readCandidates(ctx, items)
  const byTitle = Map.groupBy(candidates.values(), (one) => one.title)
  const bySlug = Map.groupBy(candidates.values(), (one) => one.slug)
  const matches = new Map<string, Candidate[]>()
  for (const item of items) {
    const { title, seoSlug } = item.payload.post
    const near = [
      ...(byTitle.get(fold(title)) ?? []),
      ...suffixes.flatMap((suffix) => bySlug.get(`${canonicalSlug(seoSlug)}${suffix}`) ?? []),
    ]
    const own = [...new Set(near)].filter((candidate) => isOurs(item, candidate))
    if (own.length > 0) matches.set(item.rowKey, own)
  }
  const drafts = await readDrafts(
    ctx,
    [...matches.values()].flat().map((candidate) => candidate.id),
  )
  return new Map(
    [...matches].map(([rowKey, own]) => [
      rowKey,
      own
        .filter(({ id }) => drafts.get(id)?.status !== 'DELETED')
        .map(({ id }) => ({ rowKey, remoteId: id, editedAt: drafts.get(id)?.editedDate ?? null })),
    ]),
  )
}

/** Which of these addresses live posts have. */
export async function takenSlugs(
  ctx: TargetContext,
  slugs: string[],
): Promise<Map<string, { remoteId: string; title: string }>> {
  const taken = new Map<string, { remoteId: string; title: string }>()
  for (const batch of inBatches([...new Set(slugs)], mostPerQuery)) {
    const filter = { slug: { $hasSome: batch } }
    for await (const post of ctx.client.posts.queryAll({ filter }, { signal: ctx.signal }))
      if (post.slug) taken.set(canonicalSlug(post.slug), { remoteId: post.id, title: post.title ?? '' })
  }
  return taken
}

function isOurs({ seed, payload: { post } }: OutgoingItem<BlogPayload>, candidate: Candidate): boolean {
  if (candidate.marks.has(documentSeedMark(seed))) return true
  return (
    isSlugOrSuffixed(candidate.slug, post.seoSlug) &&
    candidate.title === fold(post.title) &&
    candidate.words === fold(documentWords(post.richContent))
  )
}

async function readCandidates(
  ctx: TargetContext,
  items: OutgoingItem<BlogPayload>[],
): Promise<Map<string, Candidate>> {
  const candidates = new Map<string, Candidate>()
  const { draftPosts, posts } = ctx.client
  const options = { signal: ctx.signal }
  const fieldsets = ['RICH_CONTENT' as const]
  const add = (
    id: string,
    title: string | null | undefined,
    slug: string | null | undefined,
    document: unknown,
  ) => {
    const known = candidates.get(id)
    // A post is read as a draft too; the live one knows the real slug and the draft may have been edited.
    const marks = new Set(known?.marks)
    for (const nodeId of nodeIds(document)) marks.add(nodeId.slice(0, documentSeedMark('').length))
    candidates.set(id, {
      id,
      title: fold(title ?? ''),
      slug: canonicalSlug(slug) || (known?.slug ?? ''),
      marks,
      words: fold(documentWords(document)),
    })
  }
  const titles = [...new Set(items.map((item) => item.payload.post.title))]
  for (const batch of inBatches(titles, titlesPerQuery)) {
    const filter = { title: { $in: batch } }
    for await (const draft of draftPosts.queryAll({ filter, fieldsets }, options))
      add(draft.id, draft.title, draft.seoSlug, draft.richContent)
    for await (const post of posts.queryAll({ filter, fieldsets }, options))
      add(post.id, post.title, post.slug, post.richContent)
  }
  const slugs = [
    ...new Set(items.flatMap(({ payload }) => suffixes.map((suffix) => payload.post.seoSlug + suffix))),
  ]
  for (const batch of inBatches(slugs, mostPerQuery)) {
    const filter = { slug: { $hasSome: batch } }
    for await (const post of posts.queryAll({ filter, fieldsets }, options))
      add(post.id, post.title, post.slug, post.richContent)
  }
  return candidates
}

/** For their edit dates, which only drafts have. A live post whose draft does not show yet is found all the same. */
async function readDrafts(ctx: TargetContext, ids: string[]): Promise<Map<string, DraftPost>> {
  const drafts = new Map<string, DraftPost>()
  for (const batch of inBatches([...new Set(ids)], mostPerQuery))
    for (const draft of await draftsById(ctx, batch)) drafts.set(draft.id, draft)
  return drafts
}

function fold(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ')
}
