// Products of Catalog V3 as they travel.
import type {
  ProductWithInventoryOriginal,
  RequestedFieldsWithLiteralsOriginal,
  V3ProductOriginal,
} from '@wix/auto_sdk_stores_products-v-3/meta'
import { type BulkItemError, type BulkResult, readError } from '../bulk.ts'
import { isJsonObject, type Jsonify, type JsonObject, type Saved } from '../json.ts'
import type { PageQuery } from '../paging.ts'

/** A product of Catalog V3. Money is a decimal string; queries return no variants; `fields` decides about much more. */
export type StoreProduct = Jsonify<V3ProductOriginal>
/** What is missing from a product unless it is asked for. */
export type StoreProductField = `${RequestedFieldsWithLiteralsOriginal}`

/** A Ricos document from any builder of them. */
export interface RicosInput {
  nodes: readonly object[]
  metadata?: object
  documentStyle?: object
}

/** A product to send. With `description`, `plainDescription` is ignored in silence. */
export type StoreProductInput = Omit<StoreProduct, 'description'> & { description?: RicosInput }
/** The same with `inventoryItem` on its variants, at creation only. */
export type StoreProductWithStock = Omit<Jsonify<ProductWithInventoryOriginal>, 'description'> & {
  description?: RicosInput
}

/** Every update names the revision it is based on; another one is a `conflict` (`INVALID_REVISION`). */
export type StoreProductChanges = StoreProductInput & { revision: string }

export interface StoreProductFields {
  fields?: readonly StoreProductField[]
}

export interface StoreProductBulkSettings extends StoreProductFields {
  returnEntity?: boolean
}

/** Sorts failed on live sites: leave them out. */
export interface StoreProductSearch extends Omit<PageQuery, 'offset'>, StoreProductFields {
  search?: { expression: string; fields?: readonly string[]; fuzzy?: boolean; mode?: 'AND' | 'OR' }
}

/** What became of the stock beside the products themselves: a product may be there without it. */
export interface StockResult {
  /** Entries that failed, by their place in Wix's own list of stock entries. */
  failures: { index: number | undefined; error: BulkItemError }[]
  /** Set when the whole stock call failed. */
  error: BulkItemError | undefined
  /** Failures Wix counts without naming them. */
  undetailed: number
}

export interface StoreProductsWithStock {
  products: BulkResult<StoreProduct>
  stock: StockResult
}

export interface StoreProductWithStockResult {
  product: Saved<StoreProduct>
  stock: StockResult
}

/** `{ results, bulkActionMetadata, error }`, all of which Wix leaves out when no stock was sent. */
export function readStock(value: unknown): StockResult {
  const body: JsonObject = isJsonObject(value) ? value : {}
  const results: unknown[] = Array.isArray(body['results']) ? body['results'] : []
  const failures = results.flatMap((entry) => {
    const metadata = isJsonObject(entry) ? entry['itemMetadata'] : undefined
    if (isJsonObject(metadata) && metadata['success'] === true) return []
    const facts: JsonObject = isJsonObject(metadata) ? metadata : {}
    const index = facts['originalIndex']
    const error = readError(facts['error']) ?? { code: undefined, description: '' }
    return [{ index: typeof index === 'number' ? index : undefined, error }]
  })
  const counts: JsonObject = isJsonObject(body['bulkActionMetadata']) ? body['bulkActionMetadata'] : {}
  const undetailed = counts['undetailedFailures']
  return {
    failures,
    error: readError(body['error']),
    undetailed: typeof undetailed === 'number' ? undetailed : 0,
  }
}
