// What the owner of a site does to collections in the CMS: make, change, delete.

import { draftsSuffix } from '../cms/collections.ts'
import type { CollectionRecord, Field } from '../cms/types.ts'
import { global } from '../store.ts'
import type { Obj } from '../types.ts'
import type { World } from '../world.ts'

export interface NewCollection
  extends Partial<
    Omit<CollectionRecord, 'siteId' | 'id' | 'revision' | 'createdDate' | 'updatedDate' | 'isDeleted'>
  > {
  siteId: string
  id: string
  /** Patterns of dynamic pages, such as `/pages/{title}`; each makes a PAGE_LINK field `link-pages-title`. */
  pageLinks?: string[]
  /** With the PUBLISH plugin: status of new items. */
  publish?: 'PUBLISHED' | 'DRAFT'
  /** With the Draft Items plugin: makes the paired collection too. */
  drafts?: boolean
}

export interface CollectionChange extends Omit<NewCollection, 'drafts' | 'publish'> {
  addFields?: Field[]
  /** By key; named properties replace the old ones. */
  changeFields?: Field[]
  removeFields?: string[]
}

export interface Collections {
  createCollection(given: NewCollection): CollectionRecord
  changeCollection(given: CollectionChange): CollectionRecord
  deleteCollection(siteId: string, id: string): void
  collections(siteId: string): CollectionRecord[]
}

const ownersOnly = { insert: 'ADMIN', update: 'ADMIN', remove: 'ADMIN', read: 'ANYONE' }

export function createCollections(world: World): Collections {
  const { store } = world
  const save = (collection: CollectionRecord): CollectionRecord => {
    if (!store.get('site', global, collection.siteId))
      throw new Error(`there is no site ${collection.siteId}`)
    store.put('collection', collection.siteId, collection.id, collection)
    store.commit()
    return collection
  }
  const known = (siteId: string, id: string): CollectionRecord => {
    const collection = store.get('collection', siteId, id)
    if (!collection) throw new Error(`there is no collection ${id} on site ${siteId}`)
    return collection
  }
  return {
    createCollection(given) {
      const { pageLinks = [], publish, drafts, ...rest } = given
      if (!given.id) throw new Error('a collection needs an id')
      const at = world.writeTime()
      const fields = given.fields ?? [{ key: 'title', displayName: 'Title', type: 'TEXT' }]
      const collection: CollectionRecord = {
        displayName: given.id,
        displayField: fields[0]?.key ?? '_id',
        collectionType: 'NATIVE',
        ownerAppId: null,
        maxPageSize: given.collectionType && given.collectionType !== 'NATIVE' ? 100 : 1000,
        permissions: ownersOnly,
        deletedFields: [],
        uniqueFields: [],
        refuses: [],
        ...rest,
        fields: [...fields, ...pageLinks.map(linkField)],
        plugins: [
          ...(given.plugins ?? []),
          ...(publish ? [{ type: 'PUBLISH', publishOptions: { defaultStatus: publish } }] : []),
        ],
        revision: 1,
        isDeleted: false,
        createdDate: at,
        updatedDate: at,
      }
      if (!drafts) return save(collection)
      const draftsCollectionId = given.id + draftsSuffix
      const published = {
        ...collection,
        plugins: [...collection.plugins, draftPlugin({ draftsCollectionId })],
      }
      const plugins = [...collection.plugins, draftPlugin({ publishedCollectionId: given.id })]
      save({
        ...collection,
        id: draftsCollectionId,
        displayName: `${collection.displayName} (drafts)`,
        plugins,
      })
      return save(published)
    },
    changeCollection(given) {
      const { pageLinks = [], addFields = [], changeFields = [], removeFields = [], ...rest } = given
      const before = known(given.siteId, given.id)
      const kept = (given.fields ?? before.fields).filter((field) => !removeFields.includes(field.key))
      const changed = kept.map((field) => ({
        ...field,
        ...changeFields.find(({ key }) => key === field.key),
      }))
      const added = [...addFields, ...pageLinks.map(linkField)]
      const isBack = (key: string) => added.some((field) => field.key === key)
      return save({
        ...before,
        ...rest,
        fields: [...changed, ...added],
        deletedFields: [...before.deletedFields, ...removeFields].filter((key) => !isBack(key)),
        revision: before.revision + 1,
        updatedDate: world.writeTime(),
      })
    },
    deleteCollection(siteId, id) {
      save({ ...known(siteId, id), isDeleted: true, updatedDate: world.writeTime() })
    },
    collections: (siteId) => store.all('collection', siteId),
  }
}

function draftPlugin(draftItemsPluginOptions: Obj): Obj {
  return { type: 'DRAFT_ITEMS', draftItemsPluginOptions }
}

// Wix names the field after the page and the fields of its address.
function linkField(pattern: string): Field {
  const slug = pattern.split('/').find((part) => part !== '' && !part.includes('{')) ?? 'page'
  const keys = [...pattern.matchAll(/\{([^}]+)\}/g)].map((match) => match[1])
  return {
    key: `link-${slug}-${keys.join('-')}`,
    displayName: `${slug} link`,
    type: 'PAGE_LINK',
    systemField: true,
    typeMetadata: { pageLink: { calculator: { fieldsPattern: { pattern, lowercase: true } } } },
  }
}
