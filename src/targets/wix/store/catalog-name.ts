// The two catalogs of Wix Stores.

export type CatalogName = 'V1' | 'V3'

/** What was found out about the store before anything is rendered. */
export interface StoreFacts {
  catalog: CatalogName
}
