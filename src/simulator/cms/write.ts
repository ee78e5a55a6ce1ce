// Writing one item. Synchronous and all or nothing; bulk calls use the same functions entry by entry.

import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import { fieldsOfType, itemScope, pluginOf, publishDefault } from './collections.ts'
import { dataError } from './errors.ts'
import { includesDrafts, isVisible } from './query.ts'
import type { CollectionRecord, ItemRecord } from './types.ts'
import { acceptedData, acceptsKey } from './values.ts'

export interface ItemInput {
  id?: string | null
  data?: Obj | null
}

/** The id an item is sent with, after the check that both places agree. */
export function inputId(input: ItemInput): string | undefined {
  const inner = input.data?.['_id']
  if (input.id === null || input.id === '' || inner === null || inner === '')
    throw dataError('WDE0080', 'The item id must not be empty.')
  if (inner !== undefined && inner !== input.id)
    throw dataError('WDE0080', 'dataItem id and data._id fields must match')
  return input.id
}

/** `isAlone`: not one of a bulk call, which drops what this may refuse. */
export function insertItem(
  call: Call,
  collection: CollectionRecord,
  input: ItemInput,
  isAlone = false,
): ItemRecord {
  const single = pluginOf(collection, 'SINGLE_ITEM')?.['singleItemOptions'] as Obj | undefined
  const id = single ? String(single['singleItemId']) : (inputId(input) ?? call.newId())
  if (call.store.get('item', itemScope(call.site.id, collection.id), id))
    throw dataError(
      'WDE0074',
      `WD_ITEM_ALREADY_EXISTS: an item with the id ${id} already exists in ${collection.id}.`,
    )
  const { multiReferenceOnInsert, deletedField } = call.site.switches
  const mayDrop = !isAlone || multiReferenceOnInsert !== 'reject'
  const data = acceptedData(collection, input.data ?? {}, mayDrop, deletedField)
  return write(call, collection, id, data, undefined, input.data ?? {}, statusOfNew(collection, input.data))
}

/** Replaces everything an item holds. */
export function updateItem(
  call: Call,
  collection: CollectionRecord,
  input: ItemInput,
  request: Obj,
): ItemRecord {
  const id = inputId(input)
  if (id === undefined) throw dataError('WDE0080', 'The item id must not be empty.')
  const before = itemToChange(call, collection, id, request)
  const data = acceptedData(collection, input.data ?? {}, false, call.site.switches.deletedField)
  const wanted = input.data?.['_publishStatus']
  const status = call.site.switches.publishStatusByUpdate === 'applied' ? wanted : undefined
  return write(call, collection, id, data, before, input.data ?? {}, status)
}

/** Inserts, or replaces everything an item holds. */
export function saveItem(
  call: Call,
  collection: CollectionRecord,
  input: ItemInput,
  request: Obj,
): { item: ItemRecord; action: 'INSERTED' | 'UPDATED' } {
  const single = pluginOf(collection, 'SINGLE_ITEM')?.['singleItemOptions'] as Obj | undefined
  const id = single ? String(single['singleItemId']) : inputId(input)
  const before = id === undefined ? undefined : itemIn(call, collection, id)
  if (!before || !isVisible(collection, before, request)) {
    const data = acceptedData(collection, input.data ?? {}, false, call.site.switches.deletedField)
    return {
      item: insertItem(call, collection, { ...input, data: { ...input.data, ...data } }),
      action: 'INSERTED',
    }
  }
  const data = acceptedData(collection, input.data ?? {}, false, call.site.switches.deletedField)
  // Observed: saving with drafts included is what publishes.
  const status = includesDrafts(request) ? input.data?.['_publishStatus'] : undefined
  return {
    item: write(call, collection, before.id, data, before, input.data ?? {}, status),
    action: 'UPDATED',
  }
}

interface Modification {
  fieldPath?: string
  action?: string
  setFieldOptions?: { value?: unknown }
  incrementFieldOptions?: { value?: number }
  appendToArrayOptions?: { value?: unknown }
  removeFromArrayOptions?: { value?: unknown }
}

export interface Patch {
  dataItemId?: string
  fieldModifications?: Modification[]
}

/** Changes the named fields and leaves the others alone. */
export function patchItem(call: Call, collection: CollectionRecord, patch: Patch, request: Obj): ItemRecord {
  if (!patch.dataItemId) throw dataError('WDE0080', 'dataItemId must not be empty')
  const before = itemToChange(call, collection, patch.dataItemId, request)
  const data = structuredClone(before.data)
  let status: unknown
  for (const modification of patch.fieldModifications ?? []) {
    const { fieldPath = '', action } = modification
    if (fieldPath === '') throw dataError('WDE0080', 'fieldPath must not be empty')
    const value = modification.setFieldOptions?.value
    if (fieldPath === '_publishStatus') status = value
    if (fieldPath.startsWith('_') && fieldPath !== '_owner') continue
    const key = fieldPath.split('.')[0]!
    if (
      acceptsKey(
        collection,
        key,
        action === 'REMOVE_FIELD' ? '/' : value,
        false,
        call.site.switches.deletedField,
      )
    )
      modify(data, fieldPath, modification)
  }
  const accepted = acceptedData(collection, data, true, 'store')
  const wanted = call.site.switches.publishStatusByUpdate === 'applied' ? status : undefined
  return write(call, collection, before.id, accepted, before, { _owner: data['_owner'] }, wanted)
}

export function removeItem(call: Call, collection: CollectionRecord, id: string, request: Obj): ItemRecord {
  const item = itemToChange(call, collection, id, request)
  call.store.remove('item', itemScope(call.site.id, collection.id), id)
  return item
}

/** The item as it is now, whatever a mirror shows. */
export function itemIn(call: Call, collection: CollectionRecord, id: string): ItemRecord | undefined {
  return call.store.get('item', itemScope(call.site.id, collection.id), id)
}

export function itemToChange(call: Call, collection: CollectionRecord, id: string, request: Obj): ItemRecord {
  const item = itemIn(call, collection, id)
  if (!item || !isVisible(collection, item, request))
    throw dataError('WDE0073', `WD_ITEM_DOES_NOT_EXIST: there is no item ${id} in ${collection.id}.`)
  return item
}

/** Puts the item with new contents; a copy into another collection keeps its dates. */
export function putItem(call: Call, item: ItemRecord): ItemRecord {
  call.store.put('item', itemScope(item.siteId, item.collectionId), item.id, item)
  return item
}

function write(
  call: Call,
  collection: CollectionRecord,
  id: string,
  accepted: Obj,
  before: ItemRecord | undefined,
  sent: Obj,
  status: unknown,
): ItemRecord {
  const every = call.site.switches.itemUpdateEveryMs
  if (before && every > 0 && call.now() - before.updatedMs < every)
    throw dataError('WDE0014', `The item ${id} was changed less than ${every} ms ago.`)
  checkUnique(call, collection, id, accepted)
  const updatedDate = call.writeTime()
  const createdDate = before?.createdDate ?? updatedDate
  const owner = sent['_owner'] ?? before?.data['_owner'] ?? call.accountId
  const links = before ? keptLinks(collection, before, accepted) : {}
  const data: Obj = {
    ...accepted,
    ...links,
    _id: id,
    _createdDate: { $date: createdDate },
    _updatedDate: { $date: updatedDate },
    _owner: owner,
    ...publishState(collection, before, status, updatedDate),
  }
  return putItem(call, {
    id,
    siteId: call.site.id,
    collectionId: collection.id,
    data,
    references: before?.references ?? {},
    createdDate,
    updatedDate,
    updatedMs: call.now(),
    createdBy: before?.createdBy ?? call.n,
    lastWrittenBy: call.n,
  })
}

// Stored page links survive a replacement that leaves them out.
function keptLinks(collection: CollectionRecord, before: ItemRecord, accepted: Obj): Obj {
  const keys = fieldsOfType(collection, 'PAGE_LINK').map((field) => field.key)
  const kept = keys.filter((key) => before.data[key] !== undefined && accepted[key] === undefined)
  return Object.fromEntries(kept.map((key) => [key, before.data[key]]))
}

function statusOfNew(collection: CollectionRecord, data: Obj | null | undefined): unknown {
  return data?.['_publishStatus'] ?? publishDefault(collection)
}

function publishState(
  collection: CollectionRecord,
  before: ItemRecord | undefined,
  wanted: unknown,
  at: string,
): Obj {
  if (publishDefault(collection) === undefined) return {}
  const old = before?.data['_publishStatus']
  const status = wanted === 'DRAFT' || wanted === 'PUBLISHED' ? wanted : (old ?? publishDefault(collection))
  const dates = { _publishDate: before?.data['_publishDate'], _draftDate: before?.data['_draftDate'] }
  if (status !== old) dates[status === 'DRAFT' ? '_draftDate' : '_publishDate'] = { $date: at }
  const known = Object.entries(dates).filter(([, value]) => value !== undefined)
  return { _publishStatus: status, ...Object.fromEntries(known) }
}

function checkUnique(call: Call, collection: CollectionRecord, id: string, data: Obj): void {
  for (const key of collection.uniqueFields) {
    const value = data[key]
    if (value === undefined || value === null) continue
    const other = call.store
      .all('item', itemScope(call.site.id, collection.id))
      .find((item) => item.data[key] === value && item.id !== id)
    if (other)
      throw dataError(
        'WDE0123',
        `The value ${JSON.stringify(value)} of the unique field ${key} is already taken.`,
      )
  }
}

function modify(data: Obj, path: string, modification: Modification): void {
  const parts = path.split('.')
  const last = parts.pop()!
  let at = data
  for (const part of parts) {
    const inner = at[part]
    const next = typeof inner === 'object' && inner !== null ? (inner as Obj) : {}
    at[part] = next
    at = next
  }
  const old = at[last]
  switch (modification.action) {
    case 'SET_FIELD':
      at[last] = modification.setFieldOptions?.value ?? null
      return
    case 'REMOVE_FIELD':
      delete at[last]
      return
    case 'INCREMENT_FIELD':
      at[last] = Number(old ?? 0) + Number(modification.incrementFieldOptions?.value ?? 1)
      return
    case 'APPEND_TO_ARRAY':
      at[last] = [...(Array.isArray(old) ? old : []), modification.appendToArrayOptions?.value]
      return
    case 'REMOVE_FROM_ARRAY': {
      const gone = JSON.stringify(modification.removeFromArrayOptions?.value)
      at[last] = (Array.isArray(old) ? old : []).filter((entry) => JSON.stringify(entry) !== gone)
      return
    }
    default:
      throw dataError('WDE0080', `Unknown action ${modification.action} for field ${path}.`)
  }
}
