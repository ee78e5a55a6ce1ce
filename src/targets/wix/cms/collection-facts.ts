// What of a collection a project depends on, read once and kept beside its options.
import type { Drafts } from './collections.ts'
import type { FieldFacts } from './field-facts.ts'

export interface CmsFacts {
  collectionId: string
  label: string
  /** Key of the field that stands for an item in lists. */
  displayField: string | null
  drafts: Drafts
  /** Items of one read. */
  maxPageSize: number
  /** Who may read the items on the site, where Wix says so. */
  itemRead: string | null
  /** All but those of the system, in the order of the collection. */
  fields: FieldFacts[]
}
