// What the simulator remembers. Records are never changed in place: every write puts a new object.

export type Obj = Record<string, unknown>

export type AppName = 'blog' | 'stores' | 'cms' | 'members' | 'multilingual'

/** Behaviour that differs between real sites, or that nobody has documented. */
export interface Switches {
  /** Answer 401 instead of 403 for an unknown key and a missing site header. */
  swap401and403: boolean
  /** Every error answer has an empty body. */
  emptyBodies: boolean
  /** 428 for a missing app comes before 403 for a missing permission. */
  appCheckBeforePermission: boolean
  /** What a taken slug does at publish time. */
  slugConflict: 'suffix' | 'reject'
  duplicateTag: 'reject' | 'return'
  duplicateCategory: 'reject' | 'create'
  /** Refuse every document that Wix's own schema refuses, not only wrong nesting and wrong enums. */
  strictRicos: boolean
}

export interface Site {
  id: string
  accountId: string
  name: string
  url: string
  language: string
  multilingual: boolean
  supportedLanguages: string[]
  installedApps: AppName[]
  catalogVersion: 'V1' | 'V3'
  published: boolean
  switches: Switches
  createdDate: string
}

export interface ApiKey {
  key: string
  accountId: string
  /** Sites the key is restricted to; empty means every site of the account. */
  sites: string[]
  permissions: string[]
  revoked: boolean
}

interface AppInstance {
  instanceId: string
  siteId: string
}

export interface AppCredential {
  appId: string
  secret: string
  name: string
  permissions: string[]
  instances: AppInstance[]
}

interface AppToken {
  token: string
  appId: string
  instanceId: string
  siteId: string
  issuedAtMs: number
  expiresAtMs: number
}

export interface Member {
  id: string
  siteId: string
  contactId: string
  loginEmail: string
  nickname: string
  slug: string
  firstName: string
  lastName: string
  status: 'PENDING' | 'APPROVED' | 'BLOCKED' | 'OFFLINE'
  privacyStatus: 'PRIVATE' | 'PUBLIC'
  createdDate: string
  updatedDate: string
}

export interface PostContent {
  title: string
  excerpt?: string
  featured: boolean
  categoryIds: string[]
  memberId: string
  hashtags: string[]
  commentingEnabled: boolean
  heroImage?: Obj
  tagIds: string[]
  relatedPostIds: string[]
  pricingPlanIds: string[]
  language: string
  richContent: Obj
  seoData: Obj
  seoSlug?: string
  media: Obj
  previewTextParagraph?: number
}

type PostStatus = 'PUBLISHED' | 'UNPUBLISHED' | 'SCHEDULED' | 'DELETED' | 'IN_REVIEW'

/** One post: the working copy and, once published, the copy visitors see. Both share the id. */
export interface PostRecord {
  id: string
  siteId: string
  status: PostStatus
  draft: PostContent
  published: PostContent | null
  slug: string | null
  /** Every slug the post has had, newest first. */
  slugs: string[]
  hasUnpublishedChanges: boolean
  createdDate: string
  editedDate: string
  firstPublishedDate: string | null
  lastPublishedDate: string | null
  scheduledPublishDate: string | null
  translationId: string | null
  /** Request number (`n` in the log) that created it, or `person`. */
  createdBy: number | 'person'
  lastWrittenBy: number | 'person'
}

export interface Category {
  id: string
  siteId: string
  label: string
  slug: string
  description?: string
  displayPosition: number
  language: string
  translationId: string | null
  seoData: Obj
  coverImage?: Obj
  updatedDate: string
}

export interface Tag {
  id: string
  siteId: string
  label: string
  slug: string
  language: string
  translationId: string | null
  createdDate: string
  updatedDate: string
}

interface Redirect {
  id: string
  siteId: string
  postId: string
  from: string
  to: string
}

export interface Kinds {
  site: Site
  key: ApiKey
  app: AppCredential
  token: AppToken
  member: Member
  post: PostRecord
  category: Category
  tag: Tag
  redirect: Redirect
}

export type Kind = keyof Kinds
