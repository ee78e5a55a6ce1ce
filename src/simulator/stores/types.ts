// What the stores remember, of both catalogs.

type Obj = Record<string, unknown>

interface Written {
  id: string
  siteId: string
  createdDate: string
  updatedDate: string
  /** Request number (`n` in the log) that wrote it, or `person`. */
  createdBy: number | 'person'
  lastWrittenBy: number | 'person'
}

/** A product of Catalog V3. */
export interface ProductRecord extends Written {
  revision: number
  slug: string
  /** As the API shows it with every field requested, but for what is kept beside it. */
  product: Obj
  /** Stock of each variant. */
  inventory: Record<string, { quantity?: number; inStock: boolean; revision?: number }>
  /** Media written last shows from then on (ms since 1970). */
  mediaFromMs: number
}

/** A product of Catalog V1. */
export interface ProductV1Record extends Written {
  numericId: number
  slug: string
  product: Obj
}

export interface InfoSectionRecord extends Written {
  revision: number
  uniqueName: string
  title: string
  description: Obj
  plainDescription: string
}

/** A category of Catalog V3. */
export interface StoreCategoryRecord extends Written {
  revision: number
  category: Obj
  slug: string
  /** Ids of products, in the order they were added. */
  itemIds: string[]
}

/** A collection of Catalog V1. */
export interface StoreCollectionRecord extends Written {
  collection: Obj
  productIds: string[]
}

/** A brand or a ribbon of Catalog V3, made on the fly by its name. */
export interface NamedRecord {
  id: string
  siteId: string
  kind: 'brand' | 'ribbon'
  name: string
}
