// Look-ups of V3 variants, and their stock.

import { inBulk } from '../bulk.ts'
import { notFound } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { lagOf } from '../seen.ts'
import { anything, bool, list, number, object, requiredObject, text } from '../shape.ts'
import { checkRevision, requireCatalog, requireRevision } from '../stores/catalog.ts'
import { knownProduct, save } from '../stores/product-v3.ts'
import { cursorQuery, inventoryRules, storeQuery, storeRecords, variantRules } from '../stores/query.ts'
import type { ProductRecord } from '../stores/types.ts'
import { stock, variantsOf } from '../stores/variants.ts'
import type { Obj } from '../types.ts'
import { withGet } from './data-items.ts'
import { readProducts, seesHidden } from './products-v3.ts'

const writeInventory = { permissions: ['Inventory write in v3 catalog'], app: 'stores' as const }

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
    ...writeInventory,
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
  ...withGet({
    method: 'POST',
    path: '/stores/v3/inventory-items/query',
    ...readProducts,
    body: object({ query: cursorQuery }),
    handle(call) {
      requireCatalog(call, 'V3')
      const lagMs = call.site.switches.storesLagMs
      const { items, pagingMetadata } = storeQuery(call, (call.body['query'] ?? {}) as Obj, {
        entity: `inventory ${lagOf(call, lagMs)}`,
        rules: inventoryRules,
        isLagging: lagOf(call, lagMs) > 0,
        items: () => storeRecords(call, 'product', lagMs).flatMap(inventoryItems),
      })
      return { inventoryItems: items, pagingMetadata }
    },
  }),
  {
    method: 'POST',
    path: '/stores/v3/bulk/inventory-items/update',
    ...writeInventory,
    body: object({
      inventoryItems: list(
        requiredObject({
          inventoryItem: requiredObject({
            id: text(),
            revision: text(),
            productId: text(),
            variantId: text(),
            quantity: number,
            inStock: bool,
            preorderInfo: anything,
          }),
        }),
        100,
        1,
      ),
      returnEntity: bool,
    }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      const inputs = (call.body['inventoryItems'] as Obj[]).map((entry) => entry['inventoryItem'] as Obj)
      return inBulk(call, inputs, (item) => updateStock(call, item), {
        idOf: (item) => String(item['id'] ?? ''),
      })
    },
  },
]

/** One for each variant, under the variant's id: the simulated store has one location. */
function inventoryItems(product: ProductRecord): Obj[] {
  return Object.entries(product.inventory).map(([id, { quantity, inStock, revision = 1 }]) => ({
    id,
    revision: String(revision),
    productId: product.id,
    variantId: id,
    trackQuantity: quantity !== undefined,
    ...(quantity === undefined ? { inStock } : { quantity }),
    availabilityStatus: inStock ? 'IN_STOCK' : 'OUT_OF_STOCK',
  }))
}

function updateStock(call: Call, item: Obj) {
  const id = String(item['id'] ?? '')
  requireRevision(item['revision'], 'inventoryItem.revision')
  const product = call.store
    .all('product', call.site.id)
    .find(({ inventory }) => Object.hasOwn(inventory, id))
  const before = product?.inventory[id]
  if (!product || !before) throw notFound('Inventory item', id)
  const revision = before.revision ?? 1
  checkRevision(item['revision'], revision, 'inventoryItem')
  save(call, {
    ...product,
    inventory: { ...product.inventory, [id]: { ...stock(item), revision: revision + 1 } },
  })
  return { id }
}

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
