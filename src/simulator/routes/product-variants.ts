// Look-ups of V3 variants, and their stock.

import { inBulk } from '../bulk.ts'
import { notFound } from '../errors.ts'
import { lagOf } from '../past.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, text } from '../shape.ts'
import { requireCatalog } from '../stores/catalog.ts'
import { knownProduct, save } from '../stores/product-v3.ts'
import { cursorQuery, storeQuery, storeRecords, variantRules } from '../stores/query.ts'
import { stock, variantsOf } from '../stores/variants.ts'
import type { Obj } from '../types.ts'
import { withGet } from './data-items.ts'
import { readProducts, seesHidden, writeProducts } from './products-v3.ts'

export const productVariantRoutes: Route[] = [
  ...withGet({
    method: 'POST',
    path: '/stores/v3/products/search-variants',
    ...readProducts,
    body: object({ search: cursorQuery, fields: anything }),
    handle: (call) => variants(call, 'search', call.site.switches.searchLagMs),
  }),
  ...withGet({
    method: 'POST',
    path: '/stores/v3/products/query-variants',
    ...readProducts,
    body: object({ query: cursorQuery, fields: anything }),
    handle: (call) => variants(call, 'query', call.site.switches.storesLagMs),
  }),
  {
    method: 'POST',
    path: '/stores/v3/bulk/inventory-items/create',
    ...writeProducts,
    body: object({
      inventoryItems: list(
        object({
          productId: text(),
          variantId: text(),
          locationId: text(),
          quantity: number,
          inStock: bool,
          trackQuantity: bool,
          preorderInfo: anything,
        }),
        100,
        1,
      ),
      returnEntity: bool,
    }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      return inBulk(call, call.body['inventoryItems'] as Obj[], (item) => {
        const product = knownProduct(call, String(item['productId'] ?? ''))
        const variantId = String(item['variantId'] ?? '')
        if (!variantsOf(product.product).some((variant) => variant['id'] === variantId))
          throw notFound('Variant', variantId)
        save(call, { ...product, inventory: { ...product.inventory, [variantId]: stock(item) } })
        const extra = { item: { ...item, id: variantId, ...stock(item) } }
        return { id: variantId, ...(call.body['returnEntity'] === true && { extra }) }
      })
    },
  },
]

function variants(call: Call, key: 'search' | 'query', siteLagMs: number): Obj {
  requireCatalog(call, 'V3')
  const isFull = seesHidden(call)
  const { items, pagingMetadata } = storeQuery(call, (call.body[key] ?? {}) as Obj, {
    entity: `variants ${key} ${isFull} ${lagOf(call, siteLagMs)}`,
    rules: variantRules,
    isLagging: lagOf(call, siteLagMs) > 0,
    items: () =>
      storeRecords(call, 'product', siteLagMs)
        .filter((record) => isFull || record.product['visible'] !== false)
        .flatMap((record) => {
          const { name, handle } = record.product
          const productData = { productId: record.id, name, slug: record.slug, handle }
          return variantsOf(record.product).map((variant) => ({ ...variant, productData }))
        }),
  })
  return { variants: items, pagingMetadata }
}
