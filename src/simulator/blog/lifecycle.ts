// A post's life: draft, live, changed while live, scheduled, in the trash. Each step returns a new record.

import { applicationError, invalidArgument } from '../errors.ts'
import type { Call } from '../route.ts'
import type { PostContent, PostRecord } from '../types.ts'
import type { Action } from './shapes.ts'
import { assignSlug, type SlugIndex } from './slugs.ts'

export interface Blog {
  slugs: SlugIndex
}

export function newPost(
  call: Call,
  draft: PostContent,
  at: string,
  firstPublishedDate: string | null,
): PostRecord {
  return {
    id: call.newId(),
    siteId: call.site.id,
    status: 'UNPUBLISHED',
    draft,
    published: null,
    slug: null,
    slugs: [],
    hasUnpublishedChanges: false,
    createdDate: at,
    editedDate: at,
    firstPublishedDate,
    lastPublishedDate: null,
    scheduledPublishDate: null,
    translationId: null,
    createdBy: call.n,
    lastWrittenBy: call.n,
  }
}

export function publish(call: Call, blog: Blog, post: PostRecord, at: string): PostRecord {
  if (post.status === 'DELETED') throw precondition('The post is in the trash')
  const hasNewSlug = post.published !== null && post.published.seoSlug !== post.draft.seoSlug
  const keepsSlug = post.slug !== null && post.published !== null && !hasNewSlug && !call.effects.rejectSlug
  const slug = keepsSlug ? post.slug! : assignSlug(blog.slugs, call.site, post, call.effects.rejectSlug)
  if (post.published && post.slug && post.slug !== slug) recordRedirect(call, post, slug)
  return {
    ...post,
    status: 'PUBLISHED',
    published: post.draft,
    slug,
    slugs: [slug, ...post.slugs.filter((old) => old !== slug)],
    hasUnpublishedChanges: false,
    editedDate: at,
    firstPublishedDate: post.firstPublishedDate ?? at,
    lastPublishedDate: at,
    scheduledPublishDate: null,
    lastWrittenBy: call.n,
  }
}

function recordRedirect(call: Call, post: PostRecord, slug: string): void {
  const settings = post.draft.seoData['settings'] as { preventAutoRedirect?: boolean } | undefined
  if (settings?.preventAutoRedirect) return
  const id = call.newId()
  call.store.put('redirect', post.siteId, id, {
    id,
    siteId: post.siteId,
    postId: post.id,
    from: `/post/${post.slug}`,
    to: `/post/${slug}`,
  })
}

export interface Change {
  content: PostContent
  firstPublishedDate?: string | undefined
  action: Action
  scheduledPublishDate?: string | undefined
}

/** An update with its action; throws before anything has changed. */
export function update(call: Call, blog: Blog, post: PostRecord, change: Change, at: string): PostRecord {
  const isLive = post.published !== null
  const saved: PostRecord = {
    ...post,
    draft: change.content,
    hasUnpublishedChanges: isLive,
    editedDate: at,
    lastWrittenBy: call.n,
    ...(change.firstPublishedDate && !isLive && { firstPublishedDate: change.firstPublishedDate }),
  }
  switch (change.action) {
    case 'UPDATE':
      return saved
    case 'UPDATE_PUBLISH':
      return publish(call, blog, withFirstDate(saved, change), at)
    case 'UPDATE_PUBLICATION':
      if (!isLive) throw precondition('UPDATE_PUBLICATION needs a published post')
      return withFirstDate(saved, change)
    case 'UPDATE_SCHEDULE':
      if (!change.scheduledPublishDate) throw invalidArgument('scheduledPublishDate must not be empty')
      if (Date.parse(change.scheduledPublishDate) <= call.now())
        throw invalidArgument('scheduledPublishDate must be in the future')
      if (isLive) throw precondition('A published post can not be scheduled')
      return { ...saved, status: 'SCHEDULED', scheduledPublishDate: iso(change.scheduledPublishDate) }
    case 'UPDATE_CANCEL_SCHEDULE':
      if (post.status !== 'SCHEDULED') throw precondition('The post is not scheduled')
      return { ...saved, status: 'UNPUBLISHED', scheduledPublishDate: null }
    case 'UPDATE_REVERT_TO_DRAFT':
      return unpublished(saved)
    case 'UPDATE_REJECT':
      throw precondition('The post is not in review')
  }
}

function withFirstDate(post: PostRecord, change: Change): PostRecord {
  return change.firstPublishedDate ? { ...post, firstPublishedDate: change.firstPublishedDate } : post
}

function unpublished(post: PostRecord): PostRecord {
  return {
    ...post,
    status: 'UNPUBLISHED',
    published: null,
    hasUnpublishedChanges: false,
    scheduledPublishDate: null,
  }
}

export function trashed(call: Call, post: PostRecord, at: string): PostRecord {
  return { ...unpublished(post), status: 'DELETED', editedDate: at, lastWrittenBy: call.n }
}

export function restored(call: Call, post: PostRecord, at: string): PostRecord {
  return { ...post, status: 'UNPUBLISHED', editedDate: at, lastWrittenBy: call.n }
}

export function iso(date: string): string {
  return new Date(date).toISOString()
}

function precondition(description: string) {
  return applicationError(428, 'FAILED_PRECONDITION', description)
}
