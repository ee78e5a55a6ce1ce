// Single calls of the Data Items API
// (https://dev.wix.com/docs/api-reference/business-solutions/cms/data-items/introduction).

import { collectionFor } from '../cms/collections.ts'
import { dataError } from '../cms/errors.ts'
import { itemViews, matchingItems, queryItems, referencedItems, seenItem } from '../cms/query.ts'
import type { CollectionRecord, ItemRecord, Operation } from '../cms/types.ts'
import { comparable, itemData, itemView } from '../cms/values.ts'
import {
  type ItemInput,
  insertItem,
  type Patch,
  patchItem,
  removeItem,
  saveItem,
  updateItem,
} from '../cms/write.ts'
import { read } from '../query/filter.ts'
import { createRateLimit } from '../rate-limit.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, oneOf, type Shape, text } from '../shape.ts'
import type { Obj } from '../types.ts'

/** Keys that every request of the data platform may carry; the last four are the SDK's. */
export const common = {
  dataCollectionId: text(),
  publishPluginOptions: object({ includeDraftItems: bool }),
  saveReferences: bool,
  appId: anything,
  appOptions: anything,
  environment: anything,
  options: anything,
}
export const itemShape = object({ id: anything, dataCollectionId: text(), data: anything })
const modificationAction = oneOf(
  'SET_FIELD',
  'REMOVE_FIELD',
  'INCREMENT_FIELD',
  'APPEND_TO_ARRAY',
  'REMOVE_FROM_ARRAY',
)
export const patchShape = object({
  dataItemId: text(),
  fieldModifications: list(
    object({
      fieldPath: text(),
      action: modificationAction,
      setFieldOptions: object({ value: anything }),
      incrementFieldOptions: object({ value: number }),
      appendToArrayOptions: object({ value: anything }),
      removeFromArrayOptions: object({ value: anything }),
    }),
  ),
})
const readKeys = {
  ...common,
  consistentRead: bool,
  fields: list(text()),
  language: text(),
  includeReferences: list(object({ field: text(), limit: number })),
  includeReferencedItems: list(text(), 50),
  includeFieldGroups: anything,
}
const paging = object({ limit: number, offset: number })
const cursorPaging = object({ limit: number, cursor: text() })
const querying = object({
  filter: anything,
  sort: list(object({ fieldName: text(), order: oneOf('ASC', 'DESC') })),
  paging,
  cursorPaging,
  fields: list(text()),
})

export const readItems = { permissions: ['Read Data Items'], app: 'cms' as const }
export const writeItems = { permissions: ['Manage Data Items'], app: 'cms' as const }

/** Calls of the data platform share a quota of their own, which answers `WDE0014`. */
export function dataRoutes(routes: Route[]): Route[] {
  const quota = createRateLimit()
  return routes.map((route) => ({
    ...route,
    handle(call) {
      const { site } = call
      if (quota.take(site.id, site.switches.dataRequestsPerMinute, call.steadyNow()) > 0)
        throw dataError('WDE0014', 'The quota of requests per minute is used up.')
      return route.handle(call)
    },
  }))
}

/** A GET twin that takes the body as query parameters or packed in `.r`, as the SDK sends reads. */
export function withGet(route: Route): Route[] {
  const twin: Route = {
    ...route,
    method: 'GET',
    query: route.body ?? object({}),
    body: object({}),
    handle: (call) => route.handle({ ...call, body: call.query }),
  }
  return [route, twin]
}

/** A write by its documented method, and by the POST that the SDK sends. */
function write(
  operation: Operation,
  forms: [Route['method'], string][],
  body: Record<string, Shape>,
  apply: (call: Call, collection: CollectionRecord) => Obj,
): Route[] {
  return forms.map(([method, path]) => ({
    method,
    path,
    ...writeItems,
    body: object({ ...common, ...body }),
    handle: (call) => apply(call, collectionFor(call, call.body['dataCollectionId'], operation)),
  }))
}

/** The entity a write carries, or the code for its absence. */
function sent<T>(call: Call, key: 'dataItem' | 'patch'): T {
  const value = call.body[key]
  if (value === undefined || value === null) throw dataError('WDE0080', `${key} must not be empty`)
  return value as T
}

const shown = (collection: CollectionRecord, item: ItemRecord): Obj => ({
  dataItem: itemView(collection, item),
})

function pathId(call: Call, given: unknown): string {
  const id = call.params['dataItemId'] ?? given
  if (typeof id !== 'string' || id === '') throw dataError('WDE0080', 'dataItemId must not be empty')
  return id
}

export const dataItemRoutes: Route[] = dataRoutes([
  ...write('insert', [['POST', '/wix-data/v2/items']], { dataItem: itemShape }, (call, collection) =>
    shown(collection, insertItem(call, collection, sent<ItemInput>(call, 'dataItem'), true)),
  ),
  ...write(
    'update',
    [
      ['PUT', '/wix-data/v2/items/{dataItemId}'],
      ['POST', '/wix-data/v2/items/update'],
    ],
    { dataItem: itemShape },
    (call, collection) => {
      const input = sent<ItemInput>(call, 'dataItem')
      const id = pathId(call, input.id)
      if (input.id !== undefined && input.id !== id)
        throw dataError('WDE0080', 'dataItem id and the id of the path must match')
      return shown(collection, updateItem(call, collection, { ...input, id }, call.body))
    },
  ),
  ...write('update', [['POST', '/wix-data/v2/items/save']], { dataItem: itemShape }, (call, collection) => {
    const { item, action } = saveItem(call, collection, sent<ItemInput>(call, 'dataItem'), call.body)
    return { ...shown(collection, item), action }
  }),
  ...write(
    'update',
    [
      ['PATCH', '/wix-data/v2/items/{dataItemId}'],
      ['POST', '/wix-data/v2/items/patch'],
    ],
    { patch: patchShape, condition: anything },
    (call, collection) => {
      const patch = sent<Patch>(call, 'patch')
      const dataItemId = pathId(call, patch.dataItemId)
      return shown(collection, patchItem(call, collection, { ...patch, dataItemId }, call.body))
    },
  ),
  ...write(
    'remove',
    [['POST', '/wix-data/v2/items/remove']],
    { dataItemId: text(), condition: anything },
    (call, collection) =>
      shown(collection, removeItem(call, collection, pathId(call, call.body['dataItemId']), call.body)),
  ),
  {
    method: 'DELETE',
    path: '/wix-data/v2/items/{dataItemId}',
    ...writeItems,
    query: object(common),
    handle(call) {
      const collection = collectionFor(call, call.query['dataCollectionId'], 'remove')
      return shown(collection, removeItem(call, collection, call.params['dataItemId']!, call.query))
    },
  },
  {
    method: 'GET',
    path: '/wix-data/v2/items/{dataItemId}',
    ...readItems,
    query: object(readKeys),
    handle(call) {
      const collection = collectionFor(call, call.query['dataCollectionId'], 'read')
      const id = call.params['dataItemId']!
      const item = seenItem(call, collection, id, call.query)
      if (!item) throw dataError('WDE0073', `WD_ITEM_DOES_NOT_EXIST: there is no item ${id}.`)
      const fields = (call.query['fields'] as string[] | undefined) ?? []
      return { dataItem: itemViews(call, collection, [item], call.query, fields)[0] }
    },
  },
  ...withGet({
    method: 'POST',
    path: '/wix-data/v2/items/query',
    ...readItems,
    body: object({
      ...readKeys,
      query: querying,
      returnTotalCount: bool,
      sortMode: anything,
      randomOptions: anything,
    }),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'read')
      const query = (call.body['query'] ?? {}) as Obj
      const { items, pagingMetadata } = queryItems(call, collection, call.body, query)
      const fields = (query['fields'] as string[] | undefined) ?? []
      return { dataItems: itemViews(call, collection, items, call.body, fields), pagingMetadata }
    },
  }),
  {
    method: 'POST',
    path: '/wix-data/v2/items/count',
    ...readItems,
    body: object({ ...readKeys, filter: anything }),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'read')
      return { totalCount: matchingItems(call, collection, call.body, call.body['filter']).length }
    },
  },
  {
    method: 'POST',
    path: '/wix-data/v2/items/query-distinct-values',
    ...readItems,
    body: object({
      ...readKeys,
      filter: anything,
      fieldName: text(),
      order: oneOf('ASC', 'DESC'),
      paging,
      cursorPaging,
      returnTotalCount: bool,
    }),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'read')
      const key = String(call.body['fieldName'] ?? '')
      const values = new Map<string, unknown>()
      for (const item of matchingItems(call, collection, call.body, call.body['filter'])) {
        for (const value of [read(itemData(collection, item), key)].flat())
          if (value !== undefined) values.set(JSON.stringify(comparable(value)), value)
      }
      const { offset = 0, limit = 50 } = (call.body['paging'] ?? {}) as { offset?: number; limit?: number }
      const all = [...values.values()]
      const distinctValues = all.slice(offset, offset + limit)
      const hasNext = offset + limit < all.length
      return {
        distinctValues,
        pagingMetadata: { count: distinctValues.length, offset, total: all.length, hasNext },
      }
    },
  },
  {
    method: 'POST',
    path: '/wix-data/v2/items/query-referenced',
    ...readItems,
    body: object({
      ...readKeys,
      referringItemId: text(),
      referringItemIds: list(text()),
      referringItemFieldName: text(),
      order: oneOf('ASC', 'DESC'),
      paging,
      cursorPaging,
      returnTotalCount: bool,
    }),
    handle(call) {
      const collection = collectionFor(call, call.body['dataCollectionId'], 'read')
      // The list is the newer form, which Wix's SDK sends; one entry of it is all that a page of answers can tell apart.
      const [first] = (call.body['referringItemIds'] ?? []) as string[]
      const id = String(call.body['referringItemId'] ?? first ?? '')
      const field = String(call.body['referringItemFieldName'] ?? '')
      const item = seenItem(call, collection, id, call.body)
      if (!item) throw dataError('WDE0073', `WD_ITEM_DOES_NOT_EXIST: there is no item ${id}.`)
      const found = referencedItems(call, collection, item, field, call.body)
      if (!found) throw dataError('WDE0080', `${field} is not a reference field of ${collection.id}.`)
      const { offset = 0, limit = 50 } = (call.body['paging'] ?? {}) as { offset?: number; limit?: number }
      const page = found.items.slice(offset, offset + limit)
      return {
        results: page.map((other) => ({ dataItem: itemView(found.collection, other) })),
        pagingMetadata: {
          count: page.length,
          offset,
          total: found.items.length,
          hasNext: offset + limit < found.items.length,
        },
      }
    },
  },
])
