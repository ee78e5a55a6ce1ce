import type { Obj, PostMetrics } from '../types.ts'
import type { StoreKind } from './store-items.ts'

export interface PersonEdit {
  siteId: string
  kind: 'post' | 'category' | 'tag' | 'member' | 'dataItem' | 'file' | 'redirect' | StoreKind
  /** Of a data item. */
  collectionId?: string
  id: string
  /** Changed fields: content fields of a post, or fields of a category or tag. */
  fields?: Obj
  /** Multi-references of a data item, by field. */
  references?: Record<string, string[]>
  publish?: boolean
  /** Views, likes and comments of a post. */
  metrics?: Partial<PostMetrics>
  /** Gives a post this date, or takes its date away (null). */
  scheduledFor?: string | null
}
