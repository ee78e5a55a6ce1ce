// The contents of items: what is refused, what is left out in silence, what is computed.

import { slugify } from '../blog/slugs.ts'
import type { Obj } from '../types.ts'
import { fieldOf, fieldsOfType, pluginOf } from './collections.ts'
import { dataError } from './errors.ts'
import type { CollectionRecord, ItemRecord } from './types.ts'

const maxItemBytes = 512 * 1024
const maxDepth = 50
const systemKeys = new Set([
  '_id',
  '_createdDate',
  '_updatedDate',
  '_owner',
  '_publishStatus',
  '_publishDate',
  '_draftDate',
])

export type DeletedFields = 'reject' | 'store'

/**
 * The part of `data` that is stored. MULTI_REFERENCE values are left out in silence where that may be, else refused;
 * computed page links are left out, and the schema is not enforced: unknown keys and wrong types stay.
 */
export function acceptedData(
  collection: CollectionRecord,
  data: Obj,
  mayDrop: boolean,
  deletedFields: DeletedFields,
): Obj {
  if (depthOf(data) > maxDepth)
    throw dataError('WDE0168', `The item is nested deeper than ${maxDepth} levels.`)
  const bytes = Buffer.byteLength(JSON.stringify(data))
  if (bytes > maxItemBytes)
    throw dataError('WDE0009', `The item is too large: ${bytes} bytes, the limit is 512 KB.`)
  const accepted: Obj = {}
  for (const [key, value] of Object.entries(data)) {
    if (systemKeys.has(key) || value === undefined) continue
    if (acceptsKey(collection, key, value, mayDrop, deletedFields)) accepted[key] = value
  }
  return accepted
}

/** False when the value is dropped in silence. */
export function acceptsKey(
  collection: CollectionRecord,
  key: string,
  value: unknown,
  mayDrop: boolean,
  deletedFields: DeletedFields,
): boolean {
  if (key.startsWith('$')) throw dataError('WDE0134', `The field key ${key} must not start with $.`)
  if (deletedFields === 'reject' && collection.deletedFields.includes(key))
    throw dataError('WDE0024', `The field ${key} was deleted from the ${collection.id} collection.`)
  const type = fieldOf(collection, key)?.type
  if (type === 'MULTI_REFERENCE') {
    if (mayDrop) return false
    throw dataError('WDE0303', `The multi-reference field ${key} cannot be written with an item.`)
  }
  if (type === 'PAGE_LINK') {
    if (!isEditableLink(collection)) return false
    if (typeof value !== 'string' || !value.startsWith('/'))
      throw dataError('WDE0163', `${JSON.stringify(value)} is not a valid page link for ${key}.`)
  }
  return true
}

function isEditableLink(collection: CollectionRecord): boolean {
  const options = pluginOf(collection, 'EDITABLE_PAGE_LINK')?.['editablePageLinkOptions'] as Obj | undefined
  return options?.['isMutable'] === true
}

/** The item with its page links computed, as every read shows it. */
export function itemData(collection: CollectionRecord, item: ItemRecord): Obj {
  const links = fieldsOfType(collection, 'PAGE_LINK')
  if (links.length === 0) return item.data
  const data = { ...item.data }
  for (const { key, typeMetadata } of links) {
    if (data[key] !== undefined) continue
    const fieldsPattern = typeMetadata?.pageLink?.calculator?.fieldsPattern
    const link = fieldsPattern?.pattern
      ? pageLink(fieldsPattern.pattern, fieldsPattern.lowercase, data)
      : undefined
    if (link !== undefined) data[key] = link
  }
  return data
}

// `/pages/{title}`: no page while a field of the pattern is empty.
function pageLink(pattern: string, isLowercase: boolean | undefined, data: Obj): string | undefined {
  let isComplete = true
  const path = pattern.replace(/\{([^}]+)\}/g, (_, key: string) => {
    const value = data[key]
    if (value === undefined || value === null || value === '') isComplete = false
    const words = String(value ?? '')
    return isLowercase === false ? encodeURIComponent(words.replace(/\s+/g, '-')) : slugify(words)
  })
  return isComplete ? path : undefined
}

export function itemView(
  collection: CollectionRecord,
  item: ItemRecord,
  data = itemData(collection, item),
): Obj {
  return { id: item.id, dataCollectionId: collection.id, data }
}

/** A DATETIME is compared by the moment it names, everything else as it is. */
export function comparable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(comparable)
  const date = (value as Obj)['$date']
  if (typeof date !== 'string' && typeof date !== 'number') return value
  const ms = new Date(date).getTime()
  return Number.isNaN(ms) ? String(date) : new Date(ms).toISOString()
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let deepest = 0
  for (const inner of Object.values(value)) deepest = Math.max(deepest, depthOf(inner))
  return deepest + 1
}
