// What a person does to products, info sections and categories in the dashboard.

import type { Call } from '../route.ts'
import { createCategory, updateCategory } from '../stores/categories.ts'
import { createSection, deleteSection, knownSection, updateSection } from '../stores/info-sections.ts'
import { createProductV1, updateProductV1 } from '../stores/product-v1.ts'
import { createProduct, deleteProduct, knownProduct, save, updateProduct } from '../stores/product-v3.ts'
import { variantsOf } from '../stores/variants.ts'
import type { Obj } from '../types.ts'

export const storeKinds = ['product', 'productV1', 'infoSection', 'storeCategory', 'storeCollection'] as const
export type StoreKind = (typeof storeKinds)[number]

export function isStoreKind(kind: string): kind is StoreKind {
  return (storeKinds as readonly string[]).includes(kind)
}

/** For products `price` stands for the price of the only variant, `sku` for its SKU. */
export function createStoreItem(call: Call, kind: StoreKind, fields: Obj): Obj {
  switch (kind) {
    case 'product': {
      const { price = '10', sku, inStock = true, ...rest } = fields
      const variant = {
        price: { actualPrice: { amount: String(price) } },
        physicalProperties: {},
        inventoryItem: { inStock },
        ...(sku !== undefined && { sku }),
      }
      const input = {
        name: 'New product',
        productType: 'PHYSICAL',
        physicalProperties: {},
        variantsInfo: { variants: [variant] },
        ...rest,
      }
      return createProduct(call, input, true) as unknown as Obj
    }
    case 'productV1':
      return createProductV1(call, {
        name: 'New product',
        priceData: { price: 10 },
        ...fields,
      }) as unknown as Obj
    case 'infoSection': {
      const uniqueName = `section-${call.newId().slice(0, 8)}`
      return createSection(call, { uniqueName, title: 'Section', ...fields }) as unknown as Obj
    }
    case 'storeCategory':
      return createCategory(call, { name: 'New category', visible: true, ...fields }) as unknown as Obj
    case 'storeCollection': {
      const at = call.writeTime()
      const record = {
        id: call.newId(),
        siteId: call.site.id,
        collection: { name: 'New collection', visible: true, ...fields },
        productIds: [],
        createdDate: at,
        updatedDate: at,
        createdBy: call.n,
        lastWrittenBy: call.n,
      }
      call.store.put('storeCollection', call.site.id, record.id, record)
      return record as unknown as Obj
    }
  }
}

export function editStoreItem(call: Call, kind: StoreKind, id: string, fields: Obj): Obj {
  switch (kind) {
    case 'product': {
      const before = knownProduct(call, id)
      const { price, sku, ...rest } = fields
      const done = updateProduct(call, { ...rest, id, revision: String(before.revision) })
      if (price === undefined && sku === undefined) return done as unknown as Obj
      const variants = variantsOf(done.product).map((variant, i) => ({
        ...variant,
        ...(i === 0 && price !== undefined && { price: { actualPrice: { amount: String(price) } } }),
        ...(i === 0 && sku !== undefined && { sku }),
      }))
      return save(call, {
        ...done,
        product: { ...done.product, variantsInfo: { variants } },
      }) as unknown as Obj
    }
    case 'productV1':
      return updateProductV1(call, id, fields) as unknown as Obj
    case 'infoSection': {
      const { revision } = knownSection(call, id)
      return updateSection(call, { ...fields, id, revision: String(revision) }) as unknown as Obj
    }
    case 'storeCategory': {
      const revision = String(call.store.get('storeCategory', call.site.id, id)?.revision ?? 0)
      return updateCategory(call, { ...fields, id, revision }) as unknown as Obj
    }
    case 'storeCollection': {
      const before = call.store.get('storeCollection', call.site.id, id)
      if (!before) throw new Error(`there is no storeCollection ${id}`)
      const after = { ...before, collection: { ...before.collection, ...fields } }
      call.store.put('storeCollection', call.site.id, id, after)
      return after as unknown as Obj
    }
  }
}

export function deleteStoreItem(call: Call, kind: StoreKind, id: string): void {
  if (kind === 'product') deleteProduct(call, id)
  else if (kind === 'infoSection') deleteSection(call, id)
  else if (!call.store.get(kind, call.site.id, id)) throw new Error(`there is no ${kind} ${id}`)
  else call.store.remove(kind, call.site.id, id)
}
