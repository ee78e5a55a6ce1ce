// Which operators each field of each Blog entity allows.

import { withPackage } from '../packages/queries.ts'

const identity = ['$eq', '$in', '$ne', '$nin']
const comparison = ['$eq', '$gt', '$gte', '$in', '$lt', '$lte', '$ne']
const words = ['$eq', '$exists', '$gt', '$gte', '$in', '$lt', '$lte', '$ne', '$startsWith']
const membership = ['$hasAll', '$hasSome']
const flag = ['$eq', '$ne']
const all = [...words, '$nin', '$hasSome', '$hasAll', '$contains']

const sortable = (operators: readonly string[]) => ({ operators, canSort: true })
const unsortable = (operators: readonly string[]) => ({ operators, canSort: false })

export const draftFields = withPackage(['blog_draft-posts:DraftPostQuerySpec'], {
  id: sortable(identity),
  title: sortable(words),
  excerpt: sortable(words),
  status: sortable(identity),
  editedDate: sortable(comparison),
  scheduledPublishDate: sortable(comparison),
  categoryIds: unsortable(membership),
  tagIds: unsortable(membership),
  hashtags: unsortable(membership),
  pricingPlanIds: unsortable(membership),
  commentingEnabled: sortable(flag),
  featured: sortable(flag),
  hasUnpublishedChanges: sortable(flag),
  minutesToRead: unsortable(comparison),
  language: unsortable(['$eq', '$exists', '$in', '$ne', '$nin']),
  translationId: unsortable(['$eq', '$exists', '$in', '$ne', '$nin']),
})

export const postFields = withPackage(['blog_posts:PostQuerySpec'], {
  id: sortable([...identity, '$hasSome']),
  title: sortable([...words, '$hasSome']),
  slug: sortable(['$eq', '$ne', '$hasSome', '$hasAll', '$startsWith']),
  firstPublishedDate: sortable(comparison),
  lastPublishedDate: sortable(comparison),
  featured: sortable(flag),
  pinned: sortable(flag),
  commentingEnabled: sortable(flag),
  memberId: unsortable(['$eq', '$ne', '$hasSome']),
  categoryIds: unsortable(membership),
  tagIds: unsortable(membership),
  hashtags: unsortable(membership),
  pricingPlanIds: unsortable(membership),
  minutesToRead: unsortable(comparison),
  language: unsortable(['$eq', '$exists', '$in', '$ne', '$nin']),
  translationId: unsortable(['$eq', '$exists', '$in', '$ne', '$nin']),
  'metrics.views': sortable(comparison),
  'metrics.comments': sortable(comparison),
  'metrics.likes': sortable(comparison),
  'media.displayed': unsortable(flag),
})

export const categoryFields = withPackage(['blog_categories:CategoryQuerySpec'], {
  id: sortable(identity),
  label: sortable(words),
  title: sortable(words),
  slug: sortable(['$eq', '$exists', '$in', '$ne']),
  displayPosition: sortable(comparison),
  postCount: sortable(comparison),
  language: sortable(['$eq', '$exists', '$in', '$ne']),
  translationId: unsortable(['$eq', '$exists', '$in', '$ne']),
})

export const tagFields = withPackage(['blog_tags:BlogTagQuerySpec'], {
  id: sortable(identity),
  label: sortable(words),
  slug: sortable(words),
  postCount: sortable(comparison),
  publishedPostCount: sortable(comparison),
  language: sortable(['$eq', '$exists', '$in', '$ne']),
  translationId: unsortable(['$eq', '$exists', '$in', '$ne']),
})

export const memberFields = withPackage(['members_members:MemberQuerySpec'], {
  id: sortable(all),
  'contact.firstName': sortable(all),
  'contact.lastName': sortable(all),
  contactId: sortable(all),
  loginEmail: sortable(all),
  privacyStatus: sortable(all),
  'profile.nickname': sortable(all),
  'profile.slug': sortable(all),
  status: sortable(all),
  // Not in the list of filterable fields, but Members sorts by it.
  createdDate: { operators: comparison, canSort: true },
})
