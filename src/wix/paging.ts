// Walks a query of Wix by cursor.
import { isJsonObject, type JsonObject, type Saved, stringOrUndefined } from './json.ts'
import { readEntities, readOptionalObject } from './read-answer.ts'
import type { Answer } from './send.ts'

/** At most 3 entries count. */
export interface SortEntry {
  fieldName: string
  order?: 'ASC' | 'DESC'
}

/** One page of a query, in Wix's query language. */
export interface PageQuery {
  filter?: JsonObject
  sort?: SortEntry[]
  /** 1-100, default 50. */
  limit?: number
  /** Of an earlier page. Filter and sort are part of it and are not sent beside it. */
  cursor?: string
  offset?: number
}

export interface Page<T> {
  items: Saved<T>[]
  /** Missing on the last page. */
  nextCursor: string | undefined
  /** Only with offset paging, and only when Wix counted. */
  total: number | undefined
  /** `hasNext`, where Wix says so: with offset paging the only sign that more follows when nothing was counted. */
  hasMore?: boolean | undefined
}

/** The `query` of a request body: a cursor page carries its cursor alone, everything else would be refused. */
export function toQueryBody(query: PageQuery): JsonObject {
  const { filter, sort, limit, cursor, offset } = query
  if (cursor !== undefined) return { cursorPaging: { ...(limit === undefined ? {} : { limit }), cursor } }
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(sort === undefined ? {} : { sort }),
    ...(offset === undefined
      ? { cursorPaging: { limit: limit ?? 50 } }
      : { paging: { limit: limit ?? 50, offset } }),
  }
}

/** `metadataKey` differs between Wix's APIs: `pagingMetadata`, `metaData` (blog lists), `metadata` (members). */
export function readPage<T>(answer: Answer, itemsKey: string, metadataKey: string): Page<T> {
  const metadata = readOptionalObject(answer, metadataKey)
  const cursors = isJsonObject(metadata['cursors']) ? metadata['cursors'] : {}
  const total = metadata['total']
  const hasNext = metadata['hasNext']
  const hasMore = typeof hasNext === 'boolean' ? hasNext : undefined
  const cursor = stringOrUndefined(cursors['next']) ?? stringOrUndefined(metadata['cursor'])
  return {
    items: readEntities<T>(answer, itemsKey),
    // A cursor may also come with the last page.
    nextCursor: hasMore === false ? undefined : cursor,
    total: typeof total === 'number' ? total : undefined,
    hasMore,
  }
}

/** More pages without an item in a row than a server that still gets anywhere would send. */
const mostEmptyPages = 10

/**
 * Yields every item of every page. A cursor seen before means that the walk would never end (or has skipped), which
 * is an error and not the end: a caller that took it for the end would miss items.
 */
export async function* walkPages<T>(
  fetchPage: (cursor: string | undefined) => Promise<{ page: Page<T>; answer: Answer }>,
): AsyncGenerator<Saved<T>, void, undefined> {
  const seen = new Set<string>()
  let cursor: string | undefined
  let emptyPages = 0
  do {
    const { page, answer } = await fetchPage(cursor)
    // Wix's SDK walks some of these queries by offset; were a cursor ignored there, the first page would look like all.
    if (cursor === undefined && page.nextCursor === undefined && (page.total ?? 0) > page.items.length)
      throw answer.malformed(`Only ${page.items.length} of ${page.total} came, and no cursor to the rest.`)
    if (page.nextCursor === undefined && page.hasMore === true)
      throw answer.malformed('Wix says that more follows, but gives no cursor to it.')
    yield* page.items
    emptyPages = page.items.length === 0 ? emptyPages + 1 : 0
    cursor = page.nextCursor
    if (cursor !== undefined && (seen.has(cursor) || emptyPages > mostEmptyPages))
      throw answer.malformed('The cursor does not move: page follows page without an end.')
    if (cursor !== undefined) seen.add(cursor)
  } while (cursor !== undefined)
}

/**
 * Yields every item of a list that has offsets only. Its order must not change meanwhile, so it takes lists by id
 * or by age. A page that comes again is an error: an offset that is ignored would never end.
 */
export async function* walkOffsets<T>(
  fetchPage: (offset: number) => Promise<{ page: Page<T>; answer: Answer }>,
): AsyncGenerator<Saved<T>, void, undefined> {
  const seen = new Set<string>()
  let offset = 0
  for (;;) {
    const { page, answer } = await fetchPage(offset)
    const [first] = page.items
    if (first && seen.has(first.id))
      throw answer.malformed('The offset does not move: the same page came again.')
    if (first) seen.add(first.id)
    yield* page.items
    offset += page.items.length
    const isEnd = page.hasMore === false || (page.total !== undefined && offset >= page.total)
    if (!isEnd && page.items.length === 0 && (page.hasMore || page.total !== undefined))
      throw answer.malformed(`Only ${offset} came, and more were said to follow.`)
    if (isEnd || page.items.length === 0) return
  }
}
