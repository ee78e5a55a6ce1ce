// What a person does to CMS items and media files.

import { collectionFor, itemScope } from '../cms/collections.ts'
import type { ItemRecord } from '../cms/types.ts'
import { insertItem, patchItem, putItem } from '../cms/write.ts'
import { importFile } from '../media/files.ts'
import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import type { PersonEdit } from './person-edit.ts'

type Given = Omit<PersonEdit, 'id'>

const includeDrafts: Obj = { publishPluginOptions: { includeDraftItems: true } }

export function createDataItem(call: Call, given: Given, id: string): Obj {
  const { fields = {} } = given
  const collection = collectionFor(call, given.collectionId, 'read')
  const status = given.publish === undefined ? {} : { _publishStatus: given.publish ? 'PUBLISHED' : 'DRAFT' }
  const data = { ...fields, ...status, _id: id }
  const item = insertItem(call, collection, { id, data })
  return withReferences(call, item, given) as unknown as Obj
}

/** Sets the named fields, as someone does in the CMS; `null` empties one. */
export function editDataItem(call: Call, given: Given, id: string): Obj {
  const collection = collectionFor(call, given.collectionId, 'read')
  const fieldModifications = Object.entries(given.fields ?? {}).map(([fieldPath, value]) => ({
    fieldPath,
    action: 'SET_FIELD',
    setFieldOptions: { value },
  }))
  let item = patchItem(call, collection, { dataItemId: id, fieldModifications }, includeDrafts)
  if (given.publish !== undefined) {
    const data = { ...item.data, _publishStatus: given.publish ? 'PUBLISHED' : 'DRAFT' }
    item = putItem(call, { ...item, data })
  }
  return withReferences(call, item, given) as unknown as Obj
}

export function deleteDataItem(call: Call, collectionId: string | undefined, id: string): void {
  const scope = itemScope(call.site.id, collectionId ?? '')
  if (!call.store.get('item', scope, id)) throw new Error(`there is no item ${id} in ${collectionId}`)
  call.store.remove('item', scope, id)
}

export function createFile(call: Call, fields: Obj): Obj {
  return importFile(call, { url: 'https://files.test/photo.jpg', ...fields }) as unknown as Obj
}

function withReferences(call: Call, item: ItemRecord, given: Given): ItemRecord {
  if (!given.references) return item
  return putItem(call, { ...item, references: { ...item.references, ...given.references } })
}
