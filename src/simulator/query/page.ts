// Sorting and both paging styles of Wix's query endpoints.

import { applicationError, invalidArgument } from '../errors.ts'
import { list, number, object, oneOf, type Shape, text } from '../shape.ts'
import type { Obj } from '../types.ts'
import { compareValues, compileFilter, read } from './filter.ts'
import type { FieldRules } from './rules.ts'

const defaultLimit = 50
const maxLimit = 100

const paging = object({ limit: number, offset: number })
const sorting = list(object({ fieldName: text(512), order: oneOf('ASC', 'DESC') }), 3)

/** The `query` object of a request body; Members spell `sort` as `sorting`. */
export function queryShape(sortKey: 'sort' | 'sorting' = 'sort'): Shape {
  return object({
    filter: { kind: 'any' },
    [sortKey]: sorting,
    paging,
    cursorPaging: object({ limit: number, cursor: text(2000) }),
    fields: list(text()),
    fieldsets: list(text()),
  })
}

interface Sort {
  fieldName: string
  order: 'ASC' | 'DESC'
}

interface Cursor {
  entity: string
  filter: unknown
  sort: Sort[]
  direction: 'next' | 'prev'
  /** Sort values and id of the item the page starts after, or ends before. */
  key: unknown[]
}

export interface Source {
  entity: string
  rules: FieldRules
  defaultSort: Sort[]
  items(): Obj[]
  /**
   * Items that may have one of these values of a field, found without going through all of them; null where that takes
   * going through all. Others among them do not matter.
   */
  having?(field: string, values: readonly unknown[]): Obj[] | null
  /** Changes whenever the items may have changed. */
  version: string
  /** What the items belong to; kept results live as long as it does. */
  owner: object
}

export interface Page {
  items: Obj[]
  metadata: Obj
}

/** Runs a query; `source.items` are what filters see, and come back untouched. */
export function runQuery(query: Obj, source: Source, sortKey: 'sort' | 'sorting' = 'sort'): Page {
  const cursorPaging = query['cursorPaging'] as Obj | undefined
  const offsetPaging = query['paging'] as Obj | undefined
  if (cursorPaging && offsetPaging)
    throw invalidArgument('paging and cursorPaging can not be specified together')
  const token = cursorPaging?.['cursor']
  if (typeof token === 'string' && token !== '') {
    if (query['filter'] !== undefined || query[sortKey] !== undefined)
      throw applicationError(
        400,
        'INVALID_CURSOR',
        'Sort or filter can not be specified together with cursor',
      )
    return cursorPage(readCursor(token, source.entity), limitOf(cursorPaging), source)
  }
  const sort = (query[sortKey] as Sort[] | undefined) ?? []
  for (const { fieldName } of sort) {
    if (!source.rules[fieldName]?.canSort)
      throw invalidArgument(`sorting by field ${fieldName} is not supported`)
  }
  const wanted = sort.length > 0 ? sort : source.defaultSort
  if (!offsetPaging) {
    const start: Cursor = {
      entity: source.entity,
      filter: query['filter'] ?? null,
      sort: wanted,
      direction: 'next',
      key: [],
    }
    return cursorPage(start, limitOf(cursorPaging), source)
  }
  const limit = limitOf(offsetPaging)
  const offset = Number(offsetPaging['offset'] ?? 0)
  if (offset < 0) throw invalidArgument('query.paging.offset must not be negative')
  const found = matching(query['filter'], wanted, source)
  const items = found.slice(offset, offset + limit)
  return { items, metadata: { count: items.length, offset, total: found.length, tooManyToCount: false } }
}

function limitOf(given: Obj | undefined): number {
  const limit = Number(given?.['limit'] ?? defaultLimit)
  if (limit > maxLimit || limit < 0)
    throw invalidArgument(`paging limit has value ${limit}, expected between 0 and ${maxLimit}`)
  return limit === 0 ? defaultLimit : limit
}

function cursorPage(cursor: Cursor, limit: number, source: Source): Page {
  const found = matching(cursor.filter, cursor.sort, source)
  let from = 0
  let to = Math.min(limit, found.length)
  if (cursor.key.length > 0) {
    const at = lowerBound(found, cursor.sort, cursor.key, cursor.direction === 'next')
    from = cursor.direction === 'next' ? at : Math.max(0, at - limit)
    to = cursor.direction === 'next' ? Math.min(at + limit, found.length) : at
  }
  const items = found.slice(from, to)
  const at = (item: Obj, direction: 'next' | 'prev') =>
    writeCursor({ ...cursor, direction, key: keyOf(item, cursor.sort) })
  const cursors = {
    ...(to < found.length && items.length > 0 && { next: at(items.at(-1)!, 'next') }),
    ...(from > 0 && items.length > 0 && { prev: at(items[0]!, 'prev') }),
  }
  return { items, metadata: { count: items.length, cursors } }
}

// Walking a large result page by page would sort it anew each time; the last result of each entity is kept.
const kept = new WeakMap<object, Map<string, { key: string; items: Obj[] }>>()

function matching(filter: unknown, sort: Sort[], source: Source): Obj[] {
  const key = `${source.version} ${JSON.stringify([filter ?? null, sort])}`
  const results = kept.get(source.owner) ?? new Map<string, { key: string; items: Obj[] }>()
  kept.set(source.owner, results)
  const last = results.get(source.entity)
  if (last?.key === key) return last.items
  const test = compileFilter(filter, source.rules)
  const items = candidates(filter, source)
    .filter(test)
    .map((item) => ({ item, sortKey: keyOf(item, sort) }))
    .sort((a, b) => compareKeys(a.sortKey, b.sortKey, sort))
    .map(({ item }) => item)
  results.set(source.entity, { key, items })
  return items
}

// Most queries name ids or slugs; on a large site they must not cost as much as a walk over all of it.
function candidates(filter: unknown, source: Source): Obj[] {
  for (const [field, condition] of Object.entries((filter ?? {}) as Obj)) {
    const wanted = wantedValues(condition)
    const found = wanted && source.having?.(field, wanted)
    if (found) return found
  }
  return source.items()
}

function wantedValues(condition: unknown): readonly unknown[] | undefined {
  if (typeof condition === 'string') return [condition]
  const { $eq, $in, $hasSome } = (condition ?? {}) as Obj
  if (typeof $eq === 'string') return [$eq]
  return [$in, $hasSome].find((list) => Array.isArray(list))
}

function keyOf(item: Obj, sort: Sort[]): unknown[] {
  return [...sort.map(({ fieldName }) => read(item, fieldName) ?? null), item['id']]
}

function compareKeys(a: unknown[], b: unknown[], sort: Sort[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareValues(a[i], b[i])
    if (order !== 0) return sort[i]?.order === 'DESC' ? -order : order
  }
  return 0
}

/** Index of the first item after the key (`isAfter`) or not before it. */
function lowerBound(items: Obj[], sort: Sort[], key: unknown[], isAfter: boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const order = compareKeys(keyOf(items[middle]!, sort), key, sort)
    if (order < 0 || (isAfter && order === 0)) low = middle + 1
    else high = middle
  }
  return low
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function readCursor(token: string, entity: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Cursor
    if (cursor.entity === entity && Array.isArray(cursor.key) && Array.isArray(cursor.sort)) return cursor
  } catch {
    // Falls through to the one answer.
  }
  throw applicationError(400, 'INVALID_CURSOR', 'The cursor is not valid')
}
