// Bulk calls of the Data Items API: up to 1000 entries, each of which succeeds or fails alone.

import { type Applied, inBulk } from '../bulk.ts'
import { collectionFor, itemScope, pluginOf } from '../cms/collections.ts'
import { type DataCode, dataError } from '../cms/errors.ts'
import type { CollectionRecord, ItemRecord, Operation } from '../cms/types.ts'
import { itemView } from '../cms/values.ts'
import {
  type ItemInput,
  insertItem,
  type Patch,
  patchItem,
  removeItem,
  saveItem,
  updateItem,
} from '../cms/write.ts'
import { WixError } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, object, type Shape, text } from '../shape.ts'
import type { Obj } from '../types.ts'
import { common, dataRoutes, itemShape, patchShape, writeItems } from './data-items.ts'

const maxEntries = 1000

interface BulkRoute<T> {
  name: string
  /** Key of the body that holds the entries. */
  key: string
  shape: Shape
  operation: Operation
  action: string
  tooMany: DataCode
  idOf(input: T): string | undefined
  apply(call: Call, collection: CollectionRecord, input: T): { item: ItemRecord; action?: string }
}

function bulk<T>({ name, key, shape, operation, action, tooMany, idOf, apply }: BulkRoute<T>): Route {
  return {
    method: 'POST',
    path: `/wix-data/v2/bulk/items/${name}`,
    ...writeItems,
    body: object({ ...common, [key]: list(shape), returnEntity: bool, condition: anything }),
    handle(call) {
      checkBytes(call)
      const inputs = (call.body[key] ?? []) as T[]
      if (inputs.length === 0) throw dataError('WDE0080', `${key} must not be empty`)
      if (inputs.length > maxEntries)
        throw dataError(tooMany, `${inputs.length} items in one call, the limit is ${maxEntries}.`)
      const collection = collectionFor(call, call.body['dataCollectionId'], operation)
      if (pluginOf(collection, 'SINGLE_ITEM') && (name === 'insert' || name === 'save'))
        throw dataError('WDE0079', `The ${collection.id} collection holds a single item.`)
      const isFull = call.body['returnEntity'] === true
      return inBulk(
        call,
        inputs,
        (input): Applied => {
          const done = apply(call, collection, input)
          const extra: Obj = { ...(done.action && { action: done.action }) }
          if (isFull) extra['dataItem'] = itemView(collection, done.item)
          return { id: done.item.id, extra }
        },
        { idOf, action, isData: true },
      )
    },
  }
}

function checkBytes(call: Call): void {
  const { maxDataBodyBytes, bareTooLarge } = call.site.switches
  if (call.bodyBytes <= maxDataBodyBytes) return
  if (bareTooLarge) throw new WixError(413, {}, 'the body is too large')
  throw dataError('WDE0109', `The payload is too large: ${call.bodyBytes} bytes.`)
}

const idOfItem = (input: ItemInput) => (typeof input.id === 'string' ? input.id : undefined)
const items = { key: 'dataItems', shape: itemShape, tooMany: 'WDE0006', idOf: idOfItem } as const

export const dataItemBulkRoutes: Route[] = dataRoutes([
  bulk<ItemInput>({
    ...items,
    name: 'insert',
    operation: 'insert',
    action: 'INSERT',
    apply: (call, collection, input) => ({ item: insertItem(call, collection, input) }),
  }),
  bulk<ItemInput>({
    ...items,
    name: 'update',
    operation: 'update',
    action: 'UPDATE',
    apply: (call, collection, input) => ({ item: updateItem(call, collection, input, call.body) }),
  }),
  bulk<ItemInput>({
    ...items,
    name: 'save',
    operation: 'update',
    action: 'UPDATE',
    apply(call, collection, input) {
      const { item, action } = saveItem(call, collection, input, call.body)
      return { item, action: action === 'INSERTED' ? 'INSERT' : 'UPDATE' }
    },
  }),
  bulk<Patch>({
    name: 'patch',
    key: 'patches',
    shape: patchShape,
    operation: 'update',
    action: 'PATCH',
    tooMany: 'WDE0006',
    idOf: (patch) => patch.dataItemId,
    apply: (call, collection, patch) => ({ item: patchItem(call, collection, patch, call.body) }),
  }),
  bulk<string>({
    name: 'remove',
    key: 'dataItemIds',
    shape: text(),
    operation: 'remove',
    action: 'DELETE',
    tooMany: 'WDE0069',
    idOf: (id) => id,
    apply: (call, collection, id) => ({ item: removeItem(call, collection, id, call.body) }),
  }),
  {
    method: 'POST',
    path: '/wix-data/v2/items/truncate',
    ...writeItems,
    body: object(common),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'remove')
      const scope = itemScope(call.site.id, collection.id)
      for (const item of call.store.all('item', scope)) call.store.remove('item', scope, item.id)
      return {}
    },
  },
])
