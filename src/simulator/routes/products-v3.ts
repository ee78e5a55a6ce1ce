// Single calls and reads of V3 products
// (https://dev.wix.com/docs/api-reference/business-solutions/stores/catalog-v3/products-v3/introduction).

import { applicationError, validationError } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { lagOf } from '../seen.ts'
import { anything, bool, object } from '../shape.ts'
import { requireCatalog } from '../stores/catalog.ts'
import {
  createProduct,
  deleteProduct,
  knownProduct,
  missingProduct,
  updateProduct,
} from '../stores/product-v3.ts'
import { productView } from '../stores/product-view.ts'
import {
  cursorQuery,
  productRules,
  productSearchRules,
  type StoreSource,
  storeQuery,
  storeRecords,
} from '../stores/query.ts'
import { fieldsShape, newProductShape, productPatchShape } from '../stores/shapes.ts'
import type { ProductRecord } from '../stores/types.ts'
import { variantsOf } from '../stores/variants.ts'
import type { Obj } from '../types.ts'
import { withGet } from './data-items.ts'

export const readProducts = { permissions: ['Read Products v3'], app: 'stores' as const }
export const writeProducts = { permissions: ['Product write in v3 catalog'], app: 'stores' as const }

export const fieldsOf = (request: Obj): string[] => (request['fields'] as string[] | undefined) ?? []

const searching = object({
  filter: anything,
  sort: anything,
  cursorPaging: anything,
  paging: anything,
  aggregations: anything,
  timeZone: anything,
  search: object({ expression: anything, fields: anything, mode: anything, fuzzy: bool }),
})

export const productRoutes: Route[] = [
  {
    method: 'POST',
    path: '/stores/v3/products',
    ...writeProducts,
    body: object({ product: newProductShape, fields: fieldsShape }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      return shown(call, createProduct(call, call.body['product'] as Obj, false))
    },
  },
  {
    method: 'POST',
    path: '/stores/v3/products-with-inventory',
    ...writeProducts,
    body: object({ product: newProductShape, fields: fieldsShape, returnEntity: bool }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      const record = createProduct(call, call.body['product'] as Obj, true)
      return { ...shown(call, record), inventoryResults: inventoryResults([record]) }
    },
  },
  {
    method: 'PATCH',
    path: '/stores/v3/products/{productId}',
    ...writeProducts,
    body: object({ product: productPatchShape, fields: fieldsShape, mask: anything, fieldMask: anything }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      refuseMask(call.body)
      return shown(
        call,
        updateProduct(call, { ...(call.body['product'] as Obj), id: call.params['productId'] }),
      )
    },
  },
  {
    method: 'DELETE',
    path: '/stores/v3/products/{productId}',
    ...writeProducts,
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      deleteProduct(call, call.params['productId']!)
      return {}
    },
  },
  {
    method: 'GET',
    path: '/stores/v3/products/{productId}',
    ...readProducts,
    query: object({ fields: fieldsShape }),
    handle(call) {
      requireCatalog(call, 'V3')
      const record = knownProduct(call, call.params['productId']!)
      if (!isShown(call, record)) throw missingProduct(record.id)
      return { product: productView(call, record, fieldsOf(call.query), true) }
    },
  },
  {
    method: 'GET',
    path: '/stores/v3/products/slug/{slug}',
    ...readProducts,
    query: object({ fields: fieldsShape }),
    handle(call) {
      requireCatalog(call, 'V3')
      const slug = call.params['slug']!
      if (slug.length > 100)
        throw validationError([
          { field: 'slug', description: 'has length over 100', violatedRule: 'MAX_LENGTH' },
        ])
      const record = call.store.all('product', call.site.id).find((product) => product.slug === slug)
      if (!record || !isShown(call, record)) throw missingProduct(slug)
      return { product: productView(call, record, fieldsOf(call.query), true) }
    },
  },
  ...withGet({
    method: 'POST',
    path: '/stores/v3/products/query',
    ...readProducts,
    body: object({ query: cursorQuery, fields: fieldsShape }),
    handle(call) {
      requireCatalog(call, 'V3')
      const query = (call.body['query'] ?? {}) as Obj
      requireRightToHidden(call, query['filter'])
      const lagMs = call.site.switches.storesLagMs
      return found(call, storeQuery(call, query, source(call, lagMs, 'products')))
    },
  }),
  ...withGet({
    method: 'POST',
    path: '/stores/v3/products/search',
    ...readProducts,
    body: object({ search: searching, fields: fieldsShape }),
    handle(call) {
      requireCatalog(call, 'V3')
      const search = (call.body['search'] ?? {}) as Obj
      requireRightToHidden(call, search['filter'])
      return found(call, searchProducts(call, search))
    },
  }),
  ...withGet({
    method: 'POST',
    path: '/stores/v3/products/count',
    ...readProducts,
    body: object({ filter: anything, search: anything, returnNonVisibleProducts: bool }),
    handle(call) {
      requireCatalog(call, 'V3')
      if (call.body['returnNonVisibleProducts'] === true && !seesHidden(call)) throw noRightToHidden()
      const search = { filter: call.body['filter'] ?? {}, search: call.body['search'] }
      let count = 0
      let cursor: unknown
      do {
        const page = searchProducts(
          call,
          cursor ? { cursorPaging: { cursor, limit: 100 } } : { ...search, cursorPaging: { limit: 100 } },
        )
        count += page.items.length
        cursor = (page.pagingMetadata['cursors'] as Obj)['next']
      } while (cursor)
      return { count }
    },
  }),
  {
    method: 'GET',
    path: '/stores/v3/all-products-category',
    ...readProducts,
    handle(call) {
      requireCatalog(call, 'V3')
      return {
        categoryId: allProductsCategoryId,
        treeReference: { appNamespace: '@wix/stores', treeKey: null },
      }
    },
  },
]

const allProductsCategoryId = '00000000-0000-0000-0000-000000000001'

function shown(call: Call, record: ProductRecord): Obj {
  return { product: productView(call, record, fieldsOf(call.body), true) }
}

function found(call: Call, page: { items: Obj[]; pagingMetadata: Obj }): Obj {
  const fields = fieldsOf(call.body)
  return {
    products: page.items.map((item) => productView(call, item['record'] as ProductRecord, fields, false)),
    pagingMetadata: page.pagingMetadata,
  }
}

/** Hidden products show only to who may manage products, or may see them by another permission. */
export function seesHidden(call: Call): boolean {
  return call.site.switches.readProductsSeesHidden || call.may('Product v3 read admin')
}

function isShown(call: Call, record: ProductRecord): boolean {
  return record.product['visible'] !== false || seesHidden(call)
}

function noRightToHidden() {
  const code = 'NO_PERMISSION_TO_INCLUDE_NOT_VISIBLE_PRODUCTS'
  return applicationError(403, code, 'No permission to include products that are not visible')
}

function requireRightToHidden(call: Call, filter: unknown): void {
  const visible = (filter as Obj | undefined)?.['visible']
  const isAsked = visible === false || (visible as Obj | undefined)?.['$eq'] === false
  if (isAsked && !seesHidden(call)) throw noRightToHidden()
}

export function refuseMask(body: Obj): void {
  if (body['mask'] !== undefined || body['fieldMask'] !== undefined)
    throw applicationError(428, 'FIELD_MASK_VALUE_NOT_SUPPORTED', 'Field masks are not supported')
}

function source(call: Call, siteLagMs: number, entity: string): StoreSource {
  const isFull = seesHidden(call)
  return {
    entity: `${entity} ${isFull} ${lagOf(call, siteLagMs)}`,
    rules: productRules,
    isLagging: lagOf(call, siteLagMs) > 0,
    items: () =>
      storeRecords(call, 'product', siteLagMs)
        .filter((record) => isFull || record.product['visible'] !== false)
        .map((record) => ({
          ...record.product,
          id: record.id,
          slug: record.slug,
          createdDate: record.createdDate,
          updatedDate: record.updatedDate,
          record,
        })),
  }
}

// The index behind a search lags, and knows variants and words beside the fields of a query.
function searchProducts(call: Call, search: Obj): { items: Obj[]; pagingMetadata: Obj } {
  const words = String((search['search'] as Obj | undefined)?.['expression'] ?? '').toLowerCase()
  const { search: _, aggregations: __, timeZone: ___, ...query } = search
  const isFirst = (query['cursorPaging'] as Obj | undefined)?.['cursor'] === undefined
  const filter = {
    ...(search['filter'] as Obj | undefined),
    ...(words !== '' && { text: { $contains: words } }),
  }
  const base = source(call, call.site.switches.searchLagMs, 'search')
  return storeQuery(call, isFirst ? { ...query, filter } : query, {
    ...base,
    rules: productSearchRules,
    items: () => base.items().map((item) => ({ ...item, text: textOf(item) })),
  })
}

function textOf(item: Obj): string {
  const skus = variantsOf(item).map((variant) => variant['sku'] ?? '')
  return [item['name'], item['plainDescription'], ...skus].join(' ').toLowerCase()
}

export function inventoryResults(records: ProductRecord[]): Obj {
  const results = records.flatMap((record) =>
    Object.entries(record.inventory).map(([variantId, { quantity, inStock }]) => ({
      id: variantId,
      item: { variantId, productId: record.id, inStock, ...(quantity !== undefined && { quantity }) },
    })),
  )
  return {
    results: results.map(({ id, item }, originalIndex) => ({
      itemMetadata: { id, originalIndex, success: true },
      item,
    })),
    bulkActionMetadata: { totalSuccesses: results.length, totalFailures: 0, undetailedFailures: 0 },
  }
}
