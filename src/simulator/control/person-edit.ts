import type { Obj } from '../types.ts'
import type { StoreKind } from './store-items.ts'

export interface PersonEdit {
  siteId: string
  kind: 'post' | 'category' | 'tag' | 'member' | 'dataItem' | 'file' | StoreKind
  /** Of a data item. */
  collectionId?: string
  id: string
  /** Changed fields: content fields of a post, or fields of a category or tag. */
  fields?: Obj
  /** Multi-references of a data item, by field. */
  references?: Record<string, string[]>
  publish?: boolean
}
