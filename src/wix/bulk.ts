// Wix answers a bulk call with 200 even when items fail, so every sent item is accounted for here, one by one.

import { isJsonObject, type JsonObject, stringOrUndefined } from './json.ts'
import { hasId } from './read-answer.ts'
import type { Answer } from './send.ts'

export interface BulkItemError {
  code: string | undefined
  description: string
}

export type BulkItem<T> = { index: number; item: T | undefined } & (
  | { success: true; id: string }
  | { success: false; id: string | undefined; error: BulkItemError }
)

export interface BulkResult<T> {
  /** One clear answer per sent item, by the item's place in the request. */
  items: BulkItem<T>[]
  /** Places of sent items without one clear answer: whether they were applied must be looked up. */
  missing: number[]
  /** Those among `missing` that were answered more than once. */
  duplicated: number[]
  /** Entries of the answer that belong to none of the sent items or make no sense. */
  unmatched: number
  requestId: string | undefined
}

/** What was sent, and under which names its results come back. */
export interface SentBulk {
  count: number
  ids?: readonly string[] | undefined
  /** `item`, but `dataItem` in Wix Data. */
  itemKey?: string
  /** `itemMetadata`, but `referenceMetadata` for references. */
  metadataKey?: string
  /** Where the id stands in the metadata, for what has none of its own (`item.catalogItemId`). */
  idOf?: (metadata: JsonObject) => unknown
  /** Entries carry no id, so that their place alone counts, and `ids` names them. */
  byPlace?: boolean
}

/**
 * Reads `{ results: [{ itemMetadata, item }] }`. Entries may come in any order. With `ids` (updates, deletions) an
 * entry must also carry the id that was sent in its place, and one without a place is placed by its id.
 */
export function readBulk<T>(answer: Answer, sent: SentBulk, body: JsonObject = answer.body): BulkResult<T> {
  const results = body['results']
  if (!Array.isArray(results)) throw answer.malformed('The answer to a bulk call holds no results.')
  const byIndex = new Map<number, BulkItem<T>[]>()
  const zero = indexLeftOut(results, sent)
  let unmatched = 0
  for (const entry of results) {
    const item = readItem<T>(entry, sent, zero)
    if (item) byIndex.set(item.index, [...(byIndex.get(item.index) ?? []), item])
    else unmatched += 1
  }
  const all = Array.from({ length: sent.count }, (_, index) => ({ index, found: byIndex.get(index) ?? [] }))
  return {
    items: all.flatMap(({ found }) => (found.length === 1 ? found : [])),
    missing: all.filter(({ found }) => found.length !== 1).map(({ index }) => index),
    duplicated: all.filter(({ found }) => found.length > 1).map(({ index }) => index),
    unmatched,
    requestId: answer.requestId,
  }
}

/**
 * Protobuf leaves a zero out, so that an entry without a place may be the first: where it is the only one without, and
 * every other place is taken. Undefined: no entry is.
 */
function indexLeftOut(results: unknown[], sent: SentBulk): unknown {
  if (results.length !== sent.count) return undefined
  const places = new Map(results.map((entry) => [placeGiven(entry, sent), entry]))
  // The numbers of 1 to the last, each once, and one that has none.
  const isAll = places.size === sent.count && [...places.keys()].every((place) => isOther(place, sent.count))
  return isAll ? places.get(undefined) : undefined
}

function isOther(place: unknown, count: number): boolean {
  return place === undefined || (Number.isInteger(place) && Number(place) > 0 && Number(place) < count)
}

function placeGiven(entry: unknown, sent: SentBulk): unknown {
  const metadata = isJsonObject(entry) ? entry[sent.metadataKey ?? 'itemMetadata'] : undefined
  return isJsonObject(metadata) ? (metadata['originalIndex'] ?? undefined) : undefined
}

function readItem<T>(entry: unknown, sent: SentBulk, zero: unknown): BulkItem<T> | undefined {
  const metadata = isJsonObject(entry) ? entry[sent.metadataKey ?? 'itemMetadata'] : undefined
  if (!isJsonObject(entry) || !isJsonObject(metadata)) return undefined
  const given = sent.byPlace ? undefined : stringOrUndefined(sent.idOf ? sent.idOf(metadata) : metadata['id'])
  const index = placeOf(entry === zero ? 0 : metadata['originalIndex'], given, sent)
  const id = sent.byPlace && index !== undefined ? sent.ids?.[index] : given
  if (index === undefined) return undefined
  const entity = entry[sent.itemKey ?? 'item']
  const item = isJsonObject(entity) ? (entity as T) : undefined
  const success = metadata['success']
  const error = readError(metadata['error'])
  if (success === true && error === undefined) {
    const ownId = id ?? (hasId(entity) ? entity.id : undefined)
    return ownId === undefined ? undefined : { index, item, success, id: ownId }
  }
  const isFailure = success === false || (success === undefined && error !== undefined)
  return isFailure
    ? { index, item, success: false, id, error: error ?? { code: undefined, description: '' } }
    : undefined
}

/** Undefined when place and id contradict each other or lead to none of the sent items. */
function placeOf(given: unknown, id: string | undefined, sent: SentBulk): number | undefined {
  const index = given ?? (sent.ids && id !== undefined ? sent.ids.indexOf(id) : undefined)
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= sent.count)
    return undefined
  const isOther = sent.ids !== undefined && id !== undefined && sent.ids[index] !== id
  return isOther ? undefined : index
}

/** The `{ code, description }` of one item; an empty one is none. */
export function readError(error: unknown): BulkItemError | undefined {
  if (!isJsonObject(error) || Object.keys(error).length === 0) return undefined
  return {
    code: stringOrUndefined(error['code']),
    description: stringOrUndefined(error['description']) ?? '',
  }
}
