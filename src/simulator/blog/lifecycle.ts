// A post's life: draft, live, changed while live, scheduled, in the trash. Each step returns a new record.

import { applicationError, invalidArgument } from '../errors.ts'
import { redirectSlug } from '../redirects/rules.ts'
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
  if (post.published && post.slug && post.slug !== slug) redirectSlug(call, post, slug)
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
      return call.site.switches.saveOfScheduled === 'drops' ? unscheduled(saved) : saved
    case 'UPDATE_PUBLISH':
      return publish(call, blog, withFirstDate(saved, change), at)
    case 'UPDATE_PUBLICATION':
      if (!isLive) throw precondition('UPDATE_PUBLICATION needs a published post')
      return withFirstDate(saved, change)
    case 'UPDATE_SCHEDULE':
      return scheduled(call, blog, saved, change, at)
    case 'UPDATE_CANCEL_SCHEDULE':
      if (post.status === 'SCHEDULED') return unscheduled(saved)
      if (call.site.switches.cancelUnscheduled === 'ignore') return saved
      throw precondition('The post is not scheduled')
    case 'UPDATE_REVERT_TO_DRAFT':
      if (post.status === 'UNPUBLISHED' && call.site.switches.revertOfDraft === 'reject')
        throw precondition('The post is a draft already')
      return unpublished(saved)
    case 'UPDATE_REJECT':
      throw precondition('The post is not in review')
  }
}

function scheduled(call: Call, blog: Blog, post: PostRecord, change: Change, at: string): PostRecord {
  const date = change.scheduledPublishDate
  if (!date) throw invalidArgument('scheduledPublishDate must not be empty')
  if (post.published !== null) throw precondition('A published post can not be scheduled')
  if (Date.parse(date) > call.now()) return { ...post, status: 'SCHEDULED', scheduledPublishDate: iso(date) }
  if (call.site.switches.scheduledInPast === 'publish') return publish(call, blog, post, at)
  throw invalidArgument('scheduledPublishDate must be in the future')
}

function unscheduled(post: PostRecord): PostRecord {
  return post.status === 'SCHEDULED' ? { ...post, status: 'UNPUBLISHED', scheduledPublishDate: null } : post
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
  const before = post.published === null ? {} : { wasLive: true as const }
  return { ...unpublished(post), ...before, status: 'DELETED', editedDate: at, lastWrittenBy: call.n }
}

/** Out of the trash: a draft, without what visitors left on the page. Its slug is found anew when it goes live. */
export function restored(call: Call, blog: Blog, post: PostRecord, at: string): PostRecord {
  const { metrics, wasLive, ...rest } = post
  const { restoreLosesMetrics, restoreOf } = call.site.switches
  const draft: PostRecord = {
    ...rest,
    ...(metrics && !restoreLosesMetrics && { metrics }),
    status: 'UNPUBLISHED',
    editedDate: at,
    lastWrittenBy: call.n,
  }
  return wasLive && restoreOf === 'before' ? publish(call, blog, draft, at) : draft
}

export function iso(date: string): string {
  return new Date(date).toISOString()
}

function precondition(description: string) {
  return applicationError(428, 'FAILED_PRECONDITION', description)
}
