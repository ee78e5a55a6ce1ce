// What is compared between our payload and the post in Wix, field by field as text. Pure.

import type { DraftPost, Post } from '../../../wix/index.ts'
import { type AssetIds, assetKey } from '../../target.ts'
import { canonicalDocument } from '../document.ts'
import { withImageFiles } from '../document-images.ts'
import { canonicalSeo } from '../seo-tags.ts'
import { canonicalCover, canonicalRemoteCover } from './cover.ts'
import type { BlogPayload } from './post.ts'

/** Fields that a template left out are absent, so that they are never compared. */
export function payloadFields(payload: BlogPayload, assets: AssetIds): Record<string, string> {
  const { post, categories, tags } = payload
  return {
    title: canonicalLine(post.title),
    slug: canonicalSlug(post.seoSlug),
    ...(post.excerpt !== undefined && { excerpt: canonicalLine(post.excerpt) }),
    body: canonicalDocument(withImageFiles(post.richContent, assets)),
    ...(post.media && { cover: canonicalCover(post.media, assets) }),
    ...(categories && { categories: names('category', categories, assets) }),
    ...(tags && { tags: names('tag', tags, assets) }),
    author: post.memberId,
    ...(post.language !== undefined && { language: post.language }),
    ...(post.seoData && { seo: canonicalSeo(post.seoData.tags) }),
  }
}

/**
 * The newest version Wix has: the live post, or the draft behind it when someone has saved changes without
 * publishing them, because those are what an update would overwrite. `post` is null for what is not live.
 */
export function newestOf(draft: DraftPost, post: Post | null): DraftPost | Post {
  return post && !draft.hasUnpublishedChanges ? post : draft
}

export function remoteFields(draft: DraftPost, post: Post | null): Record<string, string> {
  const newest = newestOf(draft, post)
  return {
    title: canonicalLine(newest.title),
    slug: canonicalSlug(remoteSlug(draft, post)),
    // Published posts show a generated excerpt where none was written; drafts do not.
    excerpt: canonicalLine(draft.excerpt),
    body: canonicalDocument(newest.richContent),
    cover: canonicalRemoteCover(newest.media),
    categories: [...(newest.categoryIds ?? [])].sort().join('\n'),
    tags: [...(newest.tagIds ?? [])].sort().join('\n'),
    author: newest.memberId ?? '',
    language: newest.language ?? '',
    seo: canonicalSeo(newest.seoData?.tags),
  }
}

export function remoteStatus(draft: DraftPost): 'live' | 'draft' | 'scheduled' | 'trashed' {
  switch (draft.status) {
    case 'PUBLISHED':
      return 'live'
    case 'SCHEDULED':
      return 'scheduled'
    case 'DELETED':
      return 'trashed'
    default:
      return 'draft'
  }
}

/** The address in force; a slug that Wix gave a suffix (`name-1` for `name`) is not an edit. */
export function remoteSlug(draft: DraftPost, post: Post | null): string | null {
  const requested = draft.seoSlug ?? null
  const live = post?.slug ?? null
  if (live === null) return requested
  if (!draft.hasUnpublishedChanges || requested === null) return live
  return isSlugOrSuffixed(live, requested) ? live : requested
}

/** `name`, `name-1`, `name-2`, ...: what Wix makes of a slug that is taken. */
export function isSlugOrSuffixed(slug: string, requested: string): boolean {
  const [found, wanted] = [canonicalSlug(slug), canonicalSlug(requested)]
  return (
    found === wanted || (found.startsWith(`${wanted}-`) && /^\d{1,3}$/.test(found.slice(wanted.length + 1)))
  )
}

/** Some answers carry slugs percent-encoded. */
export function canonicalSlug(slug: string | null | undefined): string {
  if (!slug) return ''
  try {
    return decodeURIComponent(slug).normalize('NFC')
  } catch {
    return slug.normalize('NFC')
  }
}

function canonicalLine(text: string | null | undefined): string {
  return (text ?? '').trim().replace(/\s+/g, ' ')
}

/** Ids in their order; a name that has none yet stands for itself and so differs from everything in Wix; one that is left out is none. */
function names(kind: string, list: string[], assets: AssetIds): string {
  const ids = list.map((name) => assets.get(assetKey({ kind, name })) ?? `new: ${name}`)
  return [...new Set(ids)]
    .filter((id) => id !== '')
    .sort()
    .join('\n')
}
