// What the Blog API takes in, with its limits
// (https://dev.wix.com/docs/api-reference/business-solutions/blog/draft-posts/create-draft-post).

import {
  anything,
  bool,
  date,
  guid,
  list,
  number,
  object,
  oneOf,
  required,
  requiredObject,
  type Shape,
  text,
} from '../shape.ts'

export const draftFieldsets = [
  'UNKNOWN',
  'URL',
  'INTERNAL_ID',
  'CONTENT',
  'RICH_CONTENT',
  'GENERATED_EXCERPT',
]
export const postFieldsets = [
  ...['UNKNOWN', 'URL', 'CONTENT_TEXT', 'METRICS', 'SEO', 'CONTACT_ID', 'RICH_CONTENT', 'REFERENCE_ID'],
]
export const termFieldsets = ['UNKNOWN', 'URL', 'SEO', 'INTERNAL_ID', 'TRANSLATIONS']

export const fieldsets = (values: string[], max: number): Shape => list(oneOf(...values), max)

export const actions = [
  'UPDATE',
  'UPDATE_PUBLISH',
  'UPDATE_SCHEDULE',
  'UPDATE_REVERT_TO_DRAFT',
  'UPDATE_CANCEL_SCHEDULE',
  'UPDATE_REJECT',
  'UPDATE_PUBLICATION',
] as const
export type Action = (typeof actions)[number]

const image = object({
  id: text(),
  url: text(),
  height: number,
  width: number,
  altText: text(1000),
  filename: text(),
  urlExpirationDate: date,
  focalPoint: anything,
  sizeInBytes: anything,
})

const media = object({
  displayed: bool,
  custom: bool,
  altText: text(1000, 1),
  wixMedia: object({ image, videoV2: anything }),
  embedMedia: object({
    thumbnail: object({ url: text(2000), width: number, height: number }),
    video: object({ url: text(2000), width: number, height: number }),
  }),
})

const seoData = object({
  tags: list(
    object({
      type: text(),
      props: anything,
      meta: anything,
      children: text(),
      custom: bool,
      disabled: bool,
    }),
  ),
  settings: object({
    preventAutoRedirect: bool,
    keywords: list(object({ term: text(), isMain: bool, origin: text(1000) }), 5),
  }),
})

const draftFields: Record<string, Shape> = {
  id: text(38),
  excerpt: text(500),
  featured: bool,
  categoryIds: list(text(38), 10),
  memberId: guid,
  hashtags: list(text(100), 100),
  commentingEnabled: bool,
  minutesToRead: number,
  heroImage: image,
  tagIds: list(text(38), 30),
  relatedPostIds: list(text(38), 3),
  pricingPlanIds: list(guid, 100),
  translationId: guid,
  language: text(),
  richContent: anything,
  status: oneOf('UNKNOWN', 'PUBLISHED', 'UNPUBLISHED', 'SCHEDULED', 'DELETED', 'IN_REVIEW'),
  moderationDetails: anything,
  hasUnpublishedChanges: bool,
  editedDate: date,
  createdDate: date,
  scheduledPublishDate: date,
  firstPublishedDate: date,
  seoData,
  url: anything,
  seoSlug: text(100),
  media,
  previewTextParagraph: number,
}

/** A draft to create: the title is required. */
export const newDraft = requiredObject({ title: required(200), ...draftFields })
/** A draft to change: only the fields that are there count. */
export const draftPatch = requiredObject({ title: text(200, 1), ...draftFields })

/** Fields of a draft that a caller may write; the rest is read-only and ignored. */
export const writableFields = [
  'title',
  'excerpt',
  'featured',
  'categoryIds',
  'memberId',
  'commentingEnabled',
  'heroImage',
  'tagIds',
  'relatedPostIds',
  'pricingPlanIds',
  'language',
  'richContent',
  'seoData',
  'seoSlug',
  'media',
  'previewTextParagraph',
] as const

export const maskFields = [...writableFields, 'hashtags', 'firstPublishedDate', 'translationId', 'id']

export const category = {
  id: text(38),
  description: text(500),
  title: text(200),
  slug: text(100),
  displayPosition: number,
  translationId: guid,
  language: text(),
  seoData,
  coverImage: image,
  postCount: number,
  url: anything,
  updatedDate: date,
}
