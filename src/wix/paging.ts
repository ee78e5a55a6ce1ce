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
  return {
    items: readEntities<T>(answer, itemsKey),
    nextCursor: stringOrUndefined(cursors['next']) ?? stringOrUndefined(metadata['cursor']),
    total: typeof total === 'number' ? total : undefined,
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
    yield* page.items
    emptyPages = page.items.length === 0 ? emptyPages + 1 : 0
    cursor = page.nextCursor
    if (cursor !== undefined && (seen.has(cursor) || emptyPages > mostEmptyPages))
      throw answer.malformed('The cursor does not move: page follows page without an end.')
    if (cursor !== undefined) seen.add(cursor)
  } while (cursor !== undefined)
}
