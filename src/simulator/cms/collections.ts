// Collections: finding one, what may be done with it, and how it looks from outside.

import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import { dataError } from './errors.ts'
import type { CollectionRecord, Field, Operation } from './types.ts'

export const draftsSuffix = '__drafts'

const systemFields: [string, string, string][] = [
  ['_id', 'ID', 'TEXT'],
  ['_createdDate', 'Created Date', 'DATETIME'],
  ['_updatedDate', 'Updated Date', 'DATETIME'],
  ['_owner', 'Owner', 'TEXT'],
]
const publishFields: [string, string, string][] = [
  ['_publishStatus', 'Status', 'TEXT'],
  ['_publishDate', 'Publish Date', 'DATETIME'],
  ['_draftDate', 'Draft Date', 'DATETIME'],
]

/** Scope of a collection's items in the store. */
export function itemScope(siteId: string, collectionId: string): string {
  return `${siteId} ${collectionId}`
}

/** The collection, if it is there and allows the operation. */
export function collectionFor(call: Call, id: unknown, operation: Operation): CollectionRecord {
  if (typeof id !== 'string' || id === '') throw dataError('WDE0080', 'dataCollectionId must not be empty')
  const collection = call.store.get('collection', call.site.id, id)
  if (!collection) throw dataError('WDE0025', `The ${id} collection does not exist.`)
  if (collection.isDeleted) throw dataError('WDE0026', `The ${id} collection was deleted.`)
  if (collection.refuses.includes(operation))
    throw dataError('WDE0027', `The current user does not have permissions to ${operation} on ${id}.`)
  if (operation !== 'read' && collection.collectionType !== 'NATIVE')
    throw dataError('WDE0120', `The operation is not supported by the ${id} collection.`)
  return collection
}

export function pluginOf(collection: CollectionRecord, type: string): Obj | undefined {
  return collection.plugins.find((plugin) => plugin['type'] === type)
}

/** Default status of new items when the collection has the PUBLISH plugin. */
export function publishDefault(collection: CollectionRecord): 'PUBLISHED' | 'DRAFT' | undefined {
  const plugin = pluginOf(collection, 'PUBLISH')
  if (!plugin) return undefined
  return (plugin['publishOptions'] as Obj | undefined)?.['defaultStatus'] === 'DRAFT' ? 'DRAFT' : 'PUBLISHED'
}

/** Options of the Draft Items plugin; its type is not in the public list. */
export function draftPair(collection: CollectionRecord): { drafts?: string; published?: string } | undefined {
  const options = collection.plugins.map((plugin) => plugin['draftItemsPluginOptions'] as Obj | undefined)
  const found = options.find((entry) => entry !== undefined)
  if (!found) return undefined
  const { draftsCollectionId, publishedCollectionId } = found
  return {
    ...(typeof draftsCollectionId === 'string' && { drafts: draftsCollectionId }),
    ...(typeof publishedCollectionId === 'string' && { published: publishedCollectionId }),
  }
}

export function fieldOf(collection: CollectionRecord, key: string): Field | undefined {
  return collection.fields.find((field) => field.key === key)
}

export function fieldsOfType(collection: CollectionRecord, type: string): Field[] {
  return collection.fields.filter((field) => field.type === type)
}

/** As the API shows it; `fields` are names of top-level properties, none means all. */
export function collectionView(collection: CollectionRecord, fields: string[] = []): Obj {
  const isNative = collection.collectionType === 'NATIVE'
  const added = publishDefault(collection) ? [...systemFields, ...publishFields] : systemFields
  const keys = new Set(collection.fields.map((field) => field.key))
  const view: Obj = {
    id: collection.id,
    displayName: collection.displayName,
    displayField: collection.displayField,
    displayNamespace: isNative ? '' : collection.id.split('/')[0],
    collectionType: collection.collectionType,
    ...(collection.ownerAppId && { ownerAppId: collection.ownerAppId }),
    revision: String(collection.revision),
    maxPageSize: collection.maxPageSize,
    pagingModes: ['OFFSET', 'CURSOR'],
    capabilities: {
      dataOperations: isNative ? writableOperations : readOperations,
      collectionOperations: isNative ? ['UPDATE', 'REMOVE'] : [],
      indexLimits: { regular: 3, unique: 1, total: 4 },
    },
    permissions: collection.permissions,
    dataPermissions: {
      itemRead: collection.permissions['read'],
      itemInsert: 'CMS_EDITOR',
      itemUpdate: 'CMS_EDITOR',
      itemRemove: 'CMS_EDITOR',
    },
    fields: [
      ...collection.fields.map(fieldView),
      ...added
        .filter(([key]) => !keys.has(key))
        .map(([key, displayName, type]) => fieldView({ key, displayName, type, systemField: true })),
    ],
    plugins: collection.plugins,
    createdDate: collection.createdDate,
    updatedDate: collection.updatedDate,
  }
  if (fields.length === 0) return view
  return Object.fromEntries(Object.entries(view).filter(([key]) => key === 'id' || fields.includes(key)))
}

function fieldView(field: Field): Obj {
  return {
    displayName: field.key,
    systemField: field.type === 'PAGE_LINK' || field.key.startsWith('_'),
    encrypted: false,
    required: false,
    readOnly: false,
    immutable: false,
    capabilities: { sortable: sortableTypes.has(field.type), queryOperators: ['EQ', 'NE', 'HAS_SOME'] },
    ...field,
  }
}

const sortableTypes = new Set([
  'TEXT',
  'NUMBER',
  'DATE',
  'DATETIME',
  'BOOLEAN',
  'URL',
  'TIME',
  'SLUG',
  'EMAIL',
])
const readOperations = ['QUERY', 'GET', 'COUNT', 'FIND', 'DISTINCT', 'QUERY_REFERENCED', 'IS_REFERENCED']
const writableOperations = [
  ...readOperations,
  ...['INSERT', 'UPDATE', 'SAVE', 'REMOVE', 'PATCH', 'TRUNCATE'],
  ...['BULK_INSERT', 'BULK_UPDATE', 'BULK_SAVE', 'BULK_REMOVE', 'BULK_PATCH'],
  ...['INSERT_REFERENCE', 'REPLACE_REFERENCES', 'REMOVE_REFERENCE'],
]
