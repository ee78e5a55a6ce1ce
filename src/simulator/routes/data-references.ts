// Multi-references and the Draft Items plugin: what an item write cannot do.

import { inBulk } from '../bulk.ts'
import { collectionFor, draftPair, fieldOf, itemScope } from '../cms/collections.ts'
import { dataError } from '../cms/errors.ts'
import type { CollectionRecord, ItemRecord } from '../cms/types.ts'
import { itemView } from '../cms/values.ts'
import { itemIn, itemToChange, putItem } from '../cms/write.ts'
import { applicationError } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { bool, list, object, text } from '../shape.ts'
import type { Obj } from '../types.ts'
import { common, dataRoutes, readItems, writeItems } from './data-items.ts'

interface Reference {
  referringItemId: string
  referringItemFieldName: string
  referencedItemId: string
}

const reference = object({
  referringItemId: text(),
  referringItemFieldName: text(),
  referencedItemId: text(),
})

function bulkReferences(
  name: string,
  action: string,
  change: (ids: string[], given: Reference) => string[],
): Route {
  return {
    method: 'POST',
    path: `/wix-data/v2/bulk/items/${name}`,
    ...writeItems,
    body: object({ ...common, dataItemReferences: list(reference), returnEntity: bool }),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'update')
      const given = (call.body['dataItemReferences'] ?? []) as Reference[]
      if (given.length === 0) throw dataError('WDE0080', 'dataItemReferences must not be empty')
      const isFull = call.body['returnEntity'] === true
      return inBulk(
        call,
        given,
        (entry) => {
          const item = referring(call, collection, entry.referringItemId, entry.referringItemFieldName)
          const ids = item.references[entry.referringItemFieldName] ?? []
          setReferences(call, item, entry.referringItemFieldName, change(ids, entry))
          return { id: entry.referringItemId, ...(isFull && { extra: { dataItemReference: entry } }) }
        },
        { action, isData: true, metadataKey: 'referenceMetadata', idOf: (entry) => entry.referringItemId },
      )
    },
  }
}

function referring(call: Call, collection: CollectionRecord, id: string, key: string): ItemRecord {
  if (fieldOf(collection, key)?.type !== 'MULTI_REFERENCE')
    throw dataError('WDE0080', `${key} is not a multi-reference field of ${collection.id}.`)
  return itemToChange(call, collection, id, includeDrafts)
}

const includeDrafts: Obj = { publishPluginOptions: { includeDraftItems: true } }

function setReferences(call: Call, item: ItemRecord, key: string, ids: string[]): void {
  const updatedDate = call.writeTime()
  putItem(call, {
    ...item,
    references: { ...item.references, [key]: ids },
    data: { ...item.data, _updatedDate: { $date: updatedDate } },
    updatedDate,
    updatedMs: call.now(),
    lastWrittenBy: call.n,
  })
}

const draftBody = object({ ...common, dataItemId: text(), copyToDraft: bool })

/** The two collections of the Draft Items plugin, and the id of the item to move between them. */
function draftCall(call: Call): { published: CollectionRecord; drafts: CollectionRecord; id: string } {
  const published = collectionFor(call, call.body['dataCollectionId'], 'update')
  const pair = draftPair(published)
  if (!pair?.drafts) throw dataError('WDE0120', `The ${published.id} collection has no draft items.`)
  return {
    published,
    drafts: collectionFor(call, pair.drafts, 'update'),
    id: String(call.body['dataItemId'] ?? ''),
  }
}

function known(call: Call, collection: CollectionRecord, id: string): ItemRecord {
  const item = itemIn(call, collection, id)
  if (!item) throw applicationError(404, 'NOT_FOUND', `There is no item ${id} in ${collection.id}`)
  return item
}

function move(call: Call, item: ItemRecord, to: CollectionRecord): ItemRecord {
  const updatedDate = call.writeTime()
  const data = { ...item.data, _updatedDate: { $date: updatedDate } }
  return putItem(call, { ...item, collectionId: to.id, data, updatedDate, lastWrittenBy: call.n })
}

const gone = (call: Call, collection: CollectionRecord, id: string) =>
  call.store.remove('item', itemScope(call.site.id, collection.id), id)

export const dataReferenceRoutes: Route[] = dataRoutes([
  bulkReferences('insert-references', 'INSERT', (ids, { referencedItemId }) => {
    if (ids.includes(referencedItemId))
      throw dataError('WDE0029', `The reference to ${referencedItemId} already exists.`)
    return [...ids, referencedItemId]
  }),
  bulkReferences('remove-references', 'DELETE', (ids, { referencedItemId }) => {
    if (!ids.includes(referencedItemId))
      throw dataError('WDE0153', `The reference to ${referencedItemId} does not exist.`)
    return ids.filter((id) => id !== referencedItemId)
  }),
  {
    method: 'POST',
    path: '/wix-data/v2/items/replace-references',
    ...writeItems,
    body: object({
      ...common,
      referringItemId: text(),
      referringItemFieldName: text(),
      newReferencedItemIds: list(text()),
    }),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'update')
      const referringItemId = String(call.body['referringItemId'] ?? '')
      const referringItemFieldName = String(call.body['referringItemFieldName'] ?? '')
      const item = referring(call, collection, referringItemId, referringItemFieldName)
      const ids = [...new Set((call.body['newReferencedItemIds'] ?? []) as string[])]
      setReferences(call, item, referringItemFieldName, ids)
      return {
        dataItemReferences: ids.map((referencedItemId) => ({
          referringItemId,
          referringItemFieldName,
          referencedItemId,
        })),
      }
    },
  },
  {
    method: 'POST',
    path: '/wix-data/v2/items/is-referenced',
    ...readItems,
    body: object({
      ...common,
      referringItemId: text(),
      referringItemFieldName: text(),
      referencedItemId: text(),
      consistentRead: bool,
    }),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'read')
      const item = itemToChange(call, collection, String(call.body['referringItemId']), includeDrafts)
      const key = String(call.body['referringItemFieldName'])
      const ids = item.references[key] ?? [item.data[key]]
      return { isReferenced: ids.includes(call.body['referencedItemId'] as string) }
    },
  },
  {
    method: 'POST',
    path: '/wix-data/v2/items/create-draft',
    ...writeItems,
    body: draftBody,
    handle(call) {
      const { published, drafts, id } = draftCall(call)
      return { dataItem: itemView(drafts, move(call, known(call, published, id), drafts)) }
    },
  },
  {
    method: 'POST',
    path: '/wix-data/v2/items/publish-draft',
    ...writeItems,
    body: draftBody,
    handle(call) {
      const { published, drafts, id } = draftCall(call)
      const item = move(call, known(call, drafts, id), published)
      gone(call, drafts, id)
      return { dataItem: itemView(published, item) }
    },
  },
  {
    method: 'POST',
    path: '/wix-data/v2/items/unpublish',
    ...writeItems,
    body: draftBody,
    handle(call) {
      const { published, drafts, id } = draftCall(call)
      const item = known(call, published, id)
      if (call.body['copyToDraft'] === true) move(call, item, drafts)
      gone(call, published, id)
      return { dataItem: itemView(published, item) }
    },
  },
])
