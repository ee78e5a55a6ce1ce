// What a caller gets to see of a post: base fields always, the rest only with its fieldset.

import { documentText } from '../ricos/document.ts'
import type { Obj, PostContent, PostMetrics, PostRecord, Site } from '../types.ts'

const wordsPerMinute = 200
const generatedExcerptLength = 140

/** A draft post as the Draft Posts API shows it. */
export function draftView(site: Site, post: PostRecord, fieldsets: readonly string[]): Obj {
  const { draft } = post
  const text = documentText(draft.richContent)
  const excerpt =
    draft.excerpt || (fieldsets.includes('GENERATED_EXCERPT') ? generatedExcerpt(text) : undefined)
  return {
    id: post.id,
    title: draft.title,
    ...(excerpt !== undefined && { excerpt }),
    featured: draft.featured,
    categoryIds: draft.categoryIds,
    memberId: draft.memberId,
    hashtags: draft.hashtags,
    commentingEnabled: draft.commentingEnabled,
    minutesToRead: minutesToRead(text),
    ...(draft.heroImage && { heroImage: draft.heroImage }),
    tagIds: draft.tagIds,
    relatedPostIds: draft.relatedPostIds,
    pricingPlanIds: draft.pricingPlanIds,
    ...(post.translationId && { translationId: post.translationId }),
    language: draft.language,
    status: post.status,
    hasUnpublishedChanges: post.hasUnpublishedChanges,
    editedDate: post.editedDate,
    createdDate: post.createdDate,
    ...(post.scheduledPublishDate && { scheduledPublishDate: post.scheduledPublishDate }),
    ...(post.firstPublishedDate && { firstPublishedDate: post.firstPublishedDate }),
    seoData: draft.seoData,
    ...(draft.seoSlug !== undefined && { seoSlug: draft.seoSlug }),
    media: draft.media,
    ...(draft.previewTextParagraph !== undefined && { previewTextParagraph: draft.previewTextParagraph }),
    // Undeclared in the documentation, yet sent by the live API.
    slugs: post.slugs,
    contentId: post.id.replaceAll('-', '').slice(0, 24),
    mostRecentContributorId: draft.memberId,
    translations: [],
    ...(fieldsets.includes('URL') && { url: { base: site.url, path: `/post/${previewSlug(post)}` } }),
    ...(fieldsets.includes('RICH_CONTENT') && { richContent: draft.richContent }),
    ...(fieldsets.includes('CONTENT') && { content: JSON.stringify({ blocks: [], entityMap: {} }) }),
  }
}

/** A live post as the Posts API shows it: the published copy, never the draft. */
export function postView(site: Site, post: PostRecord, live: PostContent, fieldsets: readonly string[]): Obj {
  const has = (fieldset: string) => fieldsets.includes(fieldset)
  const text = documentText(live.richContent)
  return {
    id: post.id,
    title: live.title,
    excerpt: live.excerpt || generatedExcerpt(text),
    firstPublishedDate: post.firstPublishedDate,
    lastPublishedDate: post.lastPublishedDate,
    slug: post.slug,
    featured: live.featured,
    pinned: false,
    categoryIds: live.categoryIds,
    memberId: live.memberId,
    hashtags: live.hashtags,
    commentingEnabled: live.commentingEnabled,
    minutesToRead: minutesToRead(text),
    ...(live.heroImage && { heroImage: live.heroImage }),
    tagIds: live.tagIds,
    relatedPostIds: live.relatedPostIds,
    pricingPlanIds: live.pricingPlanIds,
    ...(post.translationId && { translationId: post.translationId }),
    language: live.language,
    preview: false,
    media: live.media,
    hasUnpublishedChanges: post.hasUnpublishedChanges,
    ...(has('URL') && { url: { base: site.url, path: `/post/${post.slug}` } }),
    ...(has('CONTENT_TEXT') && { contentText: text.slice(0, 400_000) }),
    ...(has('SEO') && { seoData: live.seoData }),
    ...(has('RICH_CONTENT') && { richContent: live.richContent }),
    ...(has('CONTACT_ID') && { contactId: live.memberId }),
    ...(has('METRICS') && { metrics: metricsOf(post) }),
    ...(has('REFERENCE_ID') && { referenceId: post.id }),
  }
}

export function metricsOf({ metrics }: PostRecord): PostMetrics {
  return metrics ?? { comments: 0, likes: 0, views: 0 }
}

function previewSlug(post: PostRecord): string {
  return post.slug ?? post.draft.seoSlug ?? post.id
}

function minutesToRead(text: string): number {
  return Math.max(1, Math.ceil(text.split(/\s+/).length / wordsPerMinute))
}

function generatedExcerpt(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length <= generatedExcerptLength ? flat : `${flat.slice(0, generatedExcerptLength - 3)}...`
}

/** The fields filters and sorts look at, without the cost of a whole view. */
export function filterable(post: PostRecord, content: PostContent): Obj {
  return {
    ...content,
    id: post.id,
    status: post.status,
    slug: post.slug,
    pinned: false,
    hasUnpublishedChanges: post.hasUnpublishedChanges,
    editedDate: post.editedDate,
    scheduledPublishDate: post.scheduledPublishDate,
    firstPublishedDate: post.firstPublishedDate,
    lastPublishedDate: post.lastPublishedDate,
    translationId: post.translationId,
    metrics: metricsOf(post),
    get minutesToRead() {
      return minutesToRead(documentText(content.richContent))
    },
    record: post,
  }
}
