// What the CMS remembers.

type Obj = Record<string, unknown>

export interface Field extends Obj {
  key: string
  displayName?: string
  type: string
  systemField?: boolean
  typeMetadata?: {
    reference?: { referencedCollectionId?: string }
    multiReference?: { referencedCollectionId?: string }
    pageLink?: { calculator?: { fieldsPattern?: { pattern?: string; lowercase?: boolean } } }
  }
}

export type Operation = 'insert' | 'update' | 'remove' | 'read'

export interface CollectionRecord {
  id: string
  siteId: string
  displayName: string
  displayField: string
  collectionType: 'NATIVE' | 'WIX_APP' | 'BLOCKS_APP' | 'EXTERNAL'
  ownerAppId: string | null
  revision: number
  maxPageSize: number
  permissions: Obj
  fields: Field[]
  /** Keys of fields that were deleted: writing to them is refused. */
  deletedFields: string[]
  plugins: Obj[]
  /** Keys of fields with a unique index. */
  uniqueFields: string[]
  /** Operations that answer `WDE0027`, whatever the key may do. */
  refuses: Operation[]
  isDeleted: boolean
  createdDate: string
  updatedDate: string
}

export interface ItemRecord {
  id: string
  siteId: string
  collectionId: string
  /** As on the wire, dates as `{ "$date" }`; `_id` and the other system fields included. */
  data: Obj
  /** Ids that MULTI_REFERENCE fields hold. */
  references: Record<string, string[]>
  createdDate: string
  updatedDate: string
  updatedMs: number
  /** Request number (`n` in the log) that wrote it, or `person`. */
  createdBy: number | 'person'
  lastWrittenBy: number | 'person'
}
