// What the simulator remembers. Records are never changed in place: every write puts a new object.

import type { CollectionRecord, ItemRecord } from './cms/types.ts'
import type { FileRecord, UploadRecord } from './media/types.ts'
import type { RedirectRecord } from './redirects/types.ts'
import type {
  InfoSectionRecord,
  NamedRecord,
  ProductRecord,
  ProductV1Record,
  StoreCategoryRecord,
  StoreCollectionRecord,
} from './stores/types.ts'
import type { Switches } from './switches.ts'

export type { Switches } from './switches.ts'

export type Obj = Record<string, unknown>

export type AppName = 'blog' | 'stores' | 'cms' | 'members' | 'multilingual'

export interface Site {
  id: string
  accountId: string
  name: string
  url: string
  language: string
  /** Absent: UTC. */
  timeZone?: string
  multilingual: boolean
  supportedLanguages: string[]
  installedApps: AppName[]
  catalogVersion: 'V1' | 'V3'
  published: boolean
  /** Just after Stores was installed: reads, and later writes, answer 428 until then (ms since 1970). */
  provisioning?: { readsUntilMs: number; writesUntilMs: number }
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
  /** Life of its tokens; Wix's is four hours. */
  tokenLifeSecs: number
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

export interface PostMetrics {
  views: number
  likes: number
  comments: number
}

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
  /** Given by people; absent means none of each. */
  metrics?: PostMetrics
  /** Set in the trash where the post was live before. */
  wasLive?: true
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

export interface Kinds {
  site: Site
  key: ApiKey
  app: AppCredential
  token: AppToken
  member: Member
  post: PostRecord
  category: Category
  tag: Tag
  redirect: RedirectRecord
  collection: CollectionRecord
  item: ItemRecord
  file: FileRecord
  upload: UploadRecord
  product: ProductRecord
  productV1: ProductV1Record
  infoSection: InfoSectionRecord
  storeCategory: StoreCategoryRecord
  storeCollection: StoreCollectionRecord
  named: NamedRecord
}

export type Kind = keyof Kinds
