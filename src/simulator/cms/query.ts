// Queries of items: visibility, order, both ways of paging, included references.

import { compareValues, read } from '../query/filter.ts'
import type { Call } from '../route.ts'
import { recordSeen, recordsSeen } from '../seen.ts'
import type { Obj } from '../types.ts'
import { collectionFor, fieldOf, itemScope, publishDefault } from './collections.ts'
import { dataError } from './errors.ts'
import { dataFilter, idsWanted } from './filter.ts'
import type { CollectionRecord, ItemRecord } from './types.ts'
import { comparable, itemData, itemView } from './values.ts'

interface Sort {
  fieldName: string
  order?: 'ASC' | 'DESC'
}

interface Cursor {
  filter: unknown
  sort: Sort[]
  from: number
}

const newestFirst: Sort[] = [{ fieldName: '_createdDate', order: 'DESC' }]
const maxCursorPage = 100

/** Lag of a read of items: none when it asks for consistency. */
export function dataLag(call: Call, request: Obj): number {
  if (request['consistentRead'] === true) return 0
  return Math.max(call.site.switches.dataLagMs, call.effects.staleMs)
}

/** Drafts of the PUBLISH plugin are invisible unless they are asked for. */
export function isVisible(collection: CollectionRecord, item: ItemRecord, request: Obj): boolean {
  if (publishDefault(collection) === undefined || item.data['_publishStatus'] !== 'DRAFT') return true
  return includesDrafts(request)
}

export function includesDrafts(request: Obj): boolean {
  return (request['publishPluginOptions'] as Obj | undefined)?.['includeDraftItems'] === true
}

/** The item as this call sees it. */
export function seenItem(
  call: Call,
  collection: CollectionRecord,
  id: string,
  request: Obj,
): ItemRecord | undefined {
  const scope = itemScope(call.site.id, collection.id)
  const item = recordSeen(call, 'item', scope, id, dataLag(call, request))
  return item && isVisible(collection, item, request) ? item : undefined
}

/** Visible items that match, unsorted. */
export function matchingItems(
  call: Call,
  collection: CollectionRecord,
  request: Obj,
  filter: unknown,
): ItemRecord[] {
  const test = dataFilter(filter)
  const ids = idsWanted(filter)
  const candidates = ids
    ? [...new Set(ids)].flatMap((id) => seenItem(call, collection, id, request) ?? [])
    : recordsSeen(call, 'item', itemScope(call.site.id, collection.id), dataLag(call, request)).filter(
        (item) => isVisible(collection, item, request),
      )
  return candidates.filter((item) => test({ ...itemData(collection, item), ...item.references }))
}

export interface ItemPage {
  items: ItemRecord[]
  pagingMetadata: Obj
}

export function queryItems(call: Call, collection: CollectionRecord, request: Obj, query: Obj): ItemPage {
  const offsetPaging = query['paging'] as Obj | undefined
  const cursorPaging = query['cursorPaging'] as Obj | undefined
  const token = cursorPaging?.['cursor']
  const start: Cursor =
    typeof token === 'string' && token !== ''
      ? readCursor(token)
      : {
          filter: query['filter'] ?? null,
          sort: (query['sort'] as Sort[] | undefined) ?? [],
          from: Number(offsetPaging?.['offset'] ?? 0),
        }
  const paging = cursorPaging ?? offsetPaging
  const limit = Number(paging?.['limit'] ?? 50) || 50
  const most = cursorPaging ? Math.min(maxCursorPage, collection.maxPageSize) : collection.maxPageSize
  if (limit < 0 || limit > most)
    throw dataError('WDE0077', `The page size ${limit} is over the limit of ${most}.`)
  const found = sorted(collection, matchingItems(call, collection, request, start.filter), start.sort)
  const items = found.slice(start.from, start.from + limit)
  const end = start.from + items.length
  const hasNext = end < found.length
  const cursors = cursorPaging && {
    ...(hasNext && { next: writeCursor({ ...start, from: end }) }),
    ...(start.from > 0 && { prev: writeCursor({ ...start, from: Math.max(0, start.from - limit) }) }),
  }
  return {
    items,
    pagingMetadata: {
      count: items.length,
      ...(cursors ? { cursors } : { offset: start.from }),
      ...(!cursorPaging && request['returnTotalCount'] === true && { total: found.length }),
      tooManyToCount: false,
      hasNext,
    },
  }
}

function sorted(collection: CollectionRecord, items: ItemRecord[], given: Sort[]): ItemRecord[] {
  const sort = given.length > 0 ? given : newestFirst
  return items
    .map((item) => {
      const data = itemData(collection, item)
      return { item, keys: sort.map(({ fieldName }) => comparable(read(data, fieldName))) }
    })
    .sort((a, b) => {
      for (const [i, { order }] of sort.entries()) {
        const difference = compareValues(a.keys[i], b.keys[i])
        if (difference !== 0) return order === 'DESC' ? -difference : difference
      }
      return a.item.id < b.item.id ? -1 : 1
    })
    .map(({ item }) => item)
}

/** Items as the answer shows them: chosen fields (`_id` always) and the references that were asked for. */
export function itemViews(
  call: Call,
  collection: CollectionRecord,
  items: ItemRecord[],
  request: Obj,
  fields: string[],
): Obj[] {
  const included = [
    ...((request['includeReferences'] as { field: string; limit?: number }[] | undefined) ?? []),
    ...((request['includeReferencedItems'] as string[] | undefined) ?? []).map((field) => ({ field })),
  ] as { field: string; limit?: number }[]
  return items.map((item) => {
    let data = itemData(collection, item)
    for (const { field, limit = 50 } of included) {
      const referenced = referencedItems(call, collection, item, field, request)
      if (!referenced) continue
      const values = referenced.items.slice(0, limit).map((other) => itemData(referenced.collection, other))
      data = {
        ...data,
        [field]: fieldOf(collection, field)?.type === 'REFERENCE' ? (values[0] ?? data[field]) : values,
      }
    }
    if (fields.length > 0)
      data = Object.fromEntries(Object.entries(data).filter(([key]) => key === '_id' || fields.includes(key)))
    return itemView(collection, item, data)
  })
}

/** Items that a reference field of this item points at; undefined when the field is no reference. */
export function referencedItems(
  call: Call,
  collection: CollectionRecord,
  item: ItemRecord,
  key: string,
  request: Obj,
): { collection: CollectionRecord; items: ItemRecord[] } | undefined {
  const field = fieldOf(collection, key)
  const meta = field?.typeMetadata?.reference ?? field?.typeMetadata?.multiReference
  if (!meta?.referencedCollectionId) return undefined
  const other = collectionFor(call, meta.referencedCollectionId, 'read')
  const ids = field?.type === 'REFERENCE' ? [item.data[key]] : (item.references[key] ?? [])
  const items = ids.flatMap((id) =>
    typeof id === 'string' ? (seenItem(call, other, id, request) ?? []) : [],
  )
  return { collection: other, items }
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function readCursor(token: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Cursor
    if (Array.isArray(cursor.sort) && typeof cursor.from === 'number') return cursor
  } catch {
    // Falls through to the one answer.
  }
  throw dataError('WDE0151', 'The cursor is not valid.')
}
