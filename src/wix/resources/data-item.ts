// Items of a collection of Wix CMS as they travel, and what is said of reading and changing them.
import { type JsonObject, stringOrUndefined } from '../json.ts'
import type { PageQuery } from '../paging.ts'

/** An item as Wix returns it. System fields stand in `data` with an underscore; dates are `{ $date }`. */
export interface DataItem {
  id?: string
  dataCollectionId?: string
  data?: JsonObject
}

/** An item to send. Without an id Wix makes one up; with one it also travels as `data._id`, or Wix would refuse it. */
export interface DataItemInput {
  id?: string
  data: JsonObject
}

/** One change of one field; other fields keep their value. `fieldPath` may be dotted. */
export type FieldModification = { fieldPath: string } & (
  | { action: 'SET_FIELD'; setFieldOptions: { value: unknown } }
  | { action: 'REMOVE_FIELD' }
  | { action: 'INCREMENT_FIELD'; incrementFieldOptions: { value: number } }
  | { action: 'APPEND_TO_ARRAY'; appendToArrayOptions: { value: unknown } }
  | { action: 'REMOVE_FROM_ARRAY'; removeFromArrayOptions: { value: unknown } }
)

export interface DataItemPatch {
  dataItemId: string
  fieldModifications: readonly FieldModification[]
}

/** Drafts of the PUBLISH plugin are invisible to reads and writes unless they are asked for. */
export interface DraftVisibility {
  includeDraftItems?: boolean
}

export interface DataReading extends DraftVisibility {
  /** Past the mirrors, which lag by seconds. Every read that decides about a write needs it. */
  consistentRead?: boolean
  /** Keys to return; `_id` always comes. */
  fields?: readonly string[]
  /** Referenced items in place of their ids. */
  includeReferences?: readonly { field: string; limit?: number }[]
}

export interface DataQuery extends PageQuery, DataReading {
  /** Counts with offset paging only. */
  returnTotalCount?: boolean
}

/** As it travels, its id in both of its places. */
export function toWire(item: DataItemInput): JsonObject {
  const id = item.id ?? stringOrUndefined(item.data['_id'])
  return id === undefined ? { data: item.data } : { id, data: { ...item.data, _id: id } }
}

/** The part of a request that asks for drafts; nothing where they were not spoken of. */
export function drafts({ includeDraftItems }: DraftVisibility): JsonObject & {
  publishPluginOptions?: { includeDraftItems: boolean }
} {
  return includeDraftItems === undefined ? {} : { publishPluginOptions: { includeDraftItems } }
}
