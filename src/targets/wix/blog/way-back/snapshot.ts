// A post as it stood before: what is compared of it, and what is sent to put it back. Pure.
import type { Problem } from '../../../../api/problem.ts'
import { type DraftPost, type DraftPostInput, isJsonObject, type Post } from '../../../../wix/index.ts'
import type { From } from '../../../way-back.ts'
import { remoteFields, remoteSlug, remoteStatus } from '../canonical.ts'
import type { BlogPayload } from '../post.ts'

/** As `readPosts` keeps it. */
export interface BlogSnapshot {
  draft: DraftPost
  /** What visitors saw; null: it was not live. */
  post: Post | null
}

/** Null: nothing that a version of this product has kept. */
export function readSnapshot(raw: unknown): BlogSnapshot | null {
  if (!isJsonObject(raw) || !isJsonObject(raw['draft'])) return null
  return { draft: raw['draft'], post: isJsonObject(raw['post']) ? raw['post'] : null }
}

export function snapshotFields(raw: unknown): Record<string, string> | null {
  const snapshot = readSnapshot(raw)
  return snapshot && remoteFields(snapshot.draft, snapshot.post)
}

/** The same post under another address. */
export function atAddress(raw: unknown, slug: string): unknown {
  const snapshot = readSnapshot(raw)
  if (!snapshot) return raw
  const { draft, post } = snapshot
  return { draft: { ...draft, seoSlug: slug }, post: post && { ...post, slug } }
}

/** A post as an update may send it. Every key of it is compared. */
export type Content = Pick<
  DraftPostInput,
  | 'title'
  | 'seoSlug'
  | 'excerpt'
  | 'richContent'
  | 'media'
  | 'categoryIds'
  | 'tagIds'
  | 'memberId'
  | 'language'
  | 'seoData'
>

/** The newest version, which is what is compared: the live one, or the draft behind it that nobody had published. */
export function newestContent({ draft, post }: BlogSnapshot): Content {
  const newest = post && !draft.hasUnpublishedChanges ? post : draft
  return contentOf(newest, draft, remoteSlug(draft, post))
}

/** What visitors saw while somebody had unpublished changes; null: they saw the newest version, or nothing. */
export function liveContent({ draft, post }: BlogSnapshot): Content | null {
  return post && draft.hasUnpublishedChanges ? contentOf(post, draft, post.slug ?? null) : null
}

function contentOf(version: DraftPost | Post, draft: DraftPost, slug: string | null): Content {
  return {
    title: version.title ?? '',
    ...(slug !== null && { seoSlug: slug }),
    // Published posts show a generated one where none was written.
    excerpt: draft.excerpt ?? '',
    richContent: (version.richContent as Content['richContent']) ?? { nodes: [] },
    media: coverOf(version.media),
    categoryIds: version.categoryIds ?? [],
    tagIds: version.tagIds ?? [],
    ...(version.memberId && { memberId: version.memberId }),
    ...(version.language && { language: version.language }),
    seoData: { tags: version.seoData?.tags ?? [] },
  }
}

type Media = NonNullable<DraftPost['media']>

/** Without what Wix adds by itself. Without the two flags it drops a cover and says nothing. */
function coverOf(media: DraftPost['media']): Media {
  const { displayed, custom, altText, wixMedia, embedMedia } = media ?? {}
  const flags = { displayed: displayed === true, custom: custom === true }
  if (!flags.custom) return flags
  const image = wixMedia?.image?.id
  const video = wixMedia?.videoV2?.id
  return {
    ...flags,
    ...(altText && { altText }),
    ...(image
      ? { wixMedia: { image: { id: image } } }
      : video
        ? { wixMedia: { videoV2: { id: video } } }
        : embedMedia && { embedMedia }),
  }
}

/**
 * Everything of a post that a create may send: beside what is compared what its owner chose by hand, since nothing of
 * it is on the site any more.
 */
export function wholeContent({ draft, post }: BlogSnapshot): DraftPostInput {
  const content = liveContent({ draft, post }) ?? newestContent({ draft, post })
  const { featured, commentingEnabled, relatedPostIds, pricingPlanIds, translationId, heroImage } = draft
  const settings = (post?.seoData ?? draft.seoData)?.settings ?? draft.seoData?.settings
  const firstPublishedDate = post?.firstPublishedDate ?? draft.firstPublishedDate
  return {
    ...content,
    seoData: { ...content.seoData, ...(settings && { settings }) },
    ...(typeof featured === 'boolean' && { featured }),
    ...(typeof commentingEnabled === 'boolean' && { commentingEnabled }),
    ...(relatedPostIds?.length && { relatedPostIds }),
    ...(pricingPlanIds?.length && { pricingPlanIds }),
    ...(translationId && { translationId }),
    ...(heroImage?.id && { heroImage: { id: heroImage.id } }),
    ...(firstPublishedDate && { firstPublishedDate }),
  }
}

/** Enough of a payload to find a post by that was made of it. */
export function payloadOf({ draft, post }: BlogSnapshot): BlogPayload {
  const { title, seoSlug, memberId, richContent } = wholeContent({ draft, post })
  return {
    post: {
      title: title ?? '',
      seoSlug: seoSlug ?? '',
      memberId: memberId ?? '',
      richContent: richContent as BlogPayload['post']['richContent'],
    },
  }
}

export function wasLive({ draft }: BlogSnapshot): boolean {
  return remoteStatus(draft) === 'live'
}

export function losses(_raw: unknown, from: From): Problem[] {
  switch (from) {
    case 'there':
      return []
    case 'trashed':
      return [
        {
          code: 'restore_loses_likes',
          severity: 'note',
          message: 'Wix gives a post back from its trash without its likes, comments and views.',
        },
      ]
    case 'gone':
      return [
        {
          code: 'made_again',
          severity: 'note',
          message:
            'It is no longer in Wix, not in the trash either, so it is made again: a new post with an ID of its own, without likes, comments and views. Its first publication date is kept where Wix takes it.',
        },
      ]
  }
}
