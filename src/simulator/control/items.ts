// The raw store, and what a person does in the Wix editor: neither limited nor logged as an API call.

import { publishDue } from '../blog/due.ts'
import { iso, newPost, publish, restored, trashed } from '../blog/lifecycle.ts'
import { slugify } from '../blog/slugs.ts'
import { removeTerm } from '../blog/terms.ts'
import { itemScope } from '../cms/collections.ts'
import { noEffects } from '../faults/plan.ts'
import { deleteFiles, restoreFiles } from '../media/trash.ts'
import { createRedirect, deleteRedirect } from '../redirects/rules.ts'
import type { Call } from '../route.ts'
import { newMember } from '../routes/members.ts'
import { global } from '../store.ts'
import type { Category, Member, Obj, PostContent, PostRecord, Tag } from '../types.ts'
import type { World } from '../world.ts'
import { createDataItem, createFile, deleteDataItem, editDataItem } from './data-items.ts'
import type { PersonEdit } from './person-edit.ts'
import { createStoreItem, deleteStoreItem, editStoreItem, isStoreKind } from './store-items.ts'

export const itemKinds = [
  ...(['posts', 'drafts', 'trash', 'categories', 'tags', 'members', 'redirects'] as const),
  ...(['collections', 'dataItems', 'files'] as const),
  ...(['products', 'productsV1', 'infoSections', 'storeCategories', 'storeCollections'] as const),
] as const
export type ItemKind = (typeof itemKinds)[number]

export interface Items {
  /** `posts` are live ones, `drafts` all outside the trash (live ones included). */
  items(siteId: string, kind: ItemKind, collectionId?: string): Obj[]
  createItem(given: Omit<PersonEdit, 'id'> & { id?: string }): Obj
  editItem(given: PersonEdit): Obj
  deleteItem(given: Omit<PersonEdit, 'fields' | 'publish'> & { permanent?: boolean }): void
  /** A post, or a file (kind `file`), out of its trash. */
  restoreItem(given: { siteId: string; id: string; kind?: 'post' | 'file' }): Obj
}

export function createItems(world: World): Items {
  const { store } = world
  const person = (siteId: string): Call => {
    const site = store.get('site', global, siteId)
    if (!site) throw new Error(`there is no site ${siteId}`)
    const { accountId } = site
    const may = () => true
    // Nobody reads what an editor would be warned of.
    const warn = () => undefined
    return { ...world, site, accountId, may, warn, effects: noEffects(), n: 'person' } as unknown as Call
  }
  const postOf = (siteId: string, id: string): PostRecord => {
    const post = store.get('post', siteId, id)
    if (!post) throw new Error(`there is no post ${id} on site ${siteId}`)
    return post
  }
  const save = (post: PostRecord): Obj => {
    store.put('post', post.siteId, post.id, post)
    store.commit()
    return post as unknown as Obj
  }
  const committed = (item: Obj): Obj => {
    store.commit()
    return item
  }
  return {
    items(siteId, kind, collectionId = '') {
      publishDue(world)
      const posts = () => store.all('post', siteId)
      switch (kind) {
        case 'posts':
          return posts().filter((post) => post.published && post.status !== 'DELETED') as unknown as Obj[]
        case 'drafts':
          return posts().filter((post) => post.status !== 'DELETED') as unknown as Obj[]
        case 'trash':
          return posts().filter((post) => post.status === 'DELETED') as unknown as Obj[]
        case 'categories':
          return store.all('category', siteId) as unknown as Obj[]
        case 'tags':
          return store.all('tag', siteId) as unknown as Obj[]
        case 'members':
          return store.all('member', siteId) as unknown as Obj[]
        case 'redirects':
          return store.all('redirect', siteId) as unknown as Obj[]
        case 'collections':
          return store.all('collection', siteId) as unknown as Obj[]
        case 'dataItems':
          return store.all('item', itemScope(siteId, collectionId)) as unknown as Obj[]
        case 'products':
          return store.all('product', siteId) as unknown as Obj[]
        case 'productsV1':
          return store.all('productV1', siteId) as unknown as Obj[]
        case 'infoSections':
          return store.all('infoSection', siteId) as unknown as Obj[]
        case 'storeCategories':
          return store.all('storeCategory', siteId) as unknown as Obj[]
        case 'storeCollections':
          return store.all('storeCollection', siteId) as unknown as Obj[]
        case 'files':
          return store.all('file', siteId) as unknown as Obj[]
      }
    },
    createItem(given) {
      const { siteId, kind, id = world.newId(), fields = {}, publish: isPublished = false } = given
      const call = person(siteId)
      if (kind === 'dataItem') return committed(createDataItem(call, given, id))
      if (kind === 'file') return committed(createFile(call, fields))
      if (kind === 'redirect') return committed(createPersonRedirect(call, { id, ...fields }))
      if (isStoreKind(kind)) return committed(createStoreItem(call, kind, fields))
      if (kind === 'member') {
        const member = newMember(
          siteId,
          id,
          String(fields['nickname'] ?? 'New member'),
          world.writeTime(),
          fields,
        )
        store.put('member', siteId, id, member)
        store.commit()
        return member as unknown as Obj
      }
      if (kind !== 'post') return createTerm(world, call, kind, id, fields)
      const author = store.all('member', siteId)[0]?.id ?? ''
      const post = {
        ...newPost(call, personContent(author, call.site.language, fields), world.writeTime(), null),
        id,
        ...withMetrics(given),
      }
      return save(isPublished ? publish(call, world.blog, post, world.writeTime()) : post)
    },
    editItem(given) {
      const { siteId, kind, id, fields = {}, publish: isPublished = false } = given
      publishDue(world)
      const call = person(siteId)
      if (kind === 'dataItem') return committed(editDataItem(call, given, id))
      if (isStoreKind(kind)) return committed(editStoreItem(call, kind, id, fields))
      if (kind === 'file' || kind === 'redirect') throw new Error(`a ${kind} cannot be edited`)
      if (kind !== 'post') {
        const before = store.get(kind, siteId, id)
        if (!before) throw new Error(`there is no ${kind} ${id} on site ${siteId}`)
        const after = { ...before, ...fields, id, siteId, updatedDate: world.writeTime() } as Category &
          Tag &
          Member
        store.put(kind, siteId, id, after)
        store.commit()
        return after as unknown as Obj
      }
      const before = postOf(siteId, id)
      const edited: PostRecord = {
        ...before,
        draft: { ...before.draft, ...fields } as PostContent,
        hasUnpublishedChanges: before.published !== null,
        editedDate: world.writeTime(),
        lastWrittenBy: 'person',
        ...(given.scheduledFor !== undefined && dated(before, given.scheduledFor)),
        ...withMetrics(given, before),
      }
      return save(isPublished ? publish(call, world.blog, edited, world.writeTime()) : edited)
    },
    deleteItem({ siteId, kind, id, collectionId, permanent = false }) {
      const call = person(siteId)
      if (kind === 'dataItem') {
        deleteDataItem(call, collectionId, id)
        store.commit()
        return
      }
      if (isStoreKind(kind)) {
        deleteStoreItem(call, kind, id)
        store.commit()
        return
      }
      if (kind !== 'post' || permanent) {
        if (!store.get(kind, siteId, id)) throw new Error(`there is no ${kind} ${id} on site ${siteId}`)
        if (kind === 'category' || kind === 'tag') removeTerm(call, kind, id)
        else if (kind === 'file') deleteFiles(call, [id], permanent)
        else if (kind === 'redirect') deleteRedirect(call, id)
        else store.remove(kind, siteId, id)
        store.commit()
      } else save(trashed(call, postOf(siteId, id), world.writeTime()))
    },
    restoreItem({ siteId, id, kind = 'post' }) {
      const call = person(siteId)
      if (kind === 'post') return save(restored(call, world.blog, postOf(siteId, id), world.writeTime()))
      restoreFiles(call, [id])
      return committed(store.get('file', siteId, id) as unknown as Obj)
    },
  }
}

function withMetrics({ metrics }: Omit<PersonEdit, 'id'>, before?: PostRecord): Partial<PostRecord> {
  return metrics ? { metrics: { views: 0, likes: 0, comments: 0, ...before?.metrics, ...metrics } } : {}
}

function createPersonRedirect(call: Call, fields: Obj): Obj {
  const made = createRedirect(call, fields, { forceReplace: false })
  if (!made) throw new Error(`there is a redirect from ${String(fields['from'])} to that address already`)
  return made as unknown as Obj
}

/** A live post has no date: the editor offers none. */
function dated(post: PostRecord, date: string | null): Partial<PostRecord> {
  if (post.published) throw new Error(`post ${post.id} is live and cannot be scheduled`)
  return date === null
    ? { status: 'UNPUBLISHED', scheduledPublishDate: null }
    : { status: 'SCHEDULED', scheduledPublishDate: iso(date) }
}

function personContent(memberId: string, language: string, fields: Obj): PostContent {
  const blank: PostContent = {
    title: 'Untitled',
    featured: false,
    categoryIds: [],
    memberId,
    hashtags: [],
    commentingEnabled: true,
    tagIds: [],
    relatedPostIds: [],
    pricingPlanIds: [],
    language,
    richContent: { nodes: [], metadata: { version: 1 } },
    seoData: {},
    media: { displayed: false, custom: false },
  }
  return { ...blank, ...fields }
}

function createTerm(world: World, call: Call, kind: 'category' | 'tag', id: string, fields: Obj): Obj {
  const label = String(fields['label'] ?? 'Untitled')
  const at = world.writeTime()
  const common = {
    id,
    siteId: call.site.id,
    label,
    slug: slugify(label),
    language: call.site.language,
    translationId: null,
    updatedDate: at,
  }
  const term =
    kind === 'tag'
      ? { ...common, createdDate: at, ...fields }
      : { ...common, displayPosition: -1, seoData: {}, ...fields }
  world.store.put(kind, call.site.id, id, term as Tag & Category)
  world.store.commit()
  return term as unknown as Obj
}
