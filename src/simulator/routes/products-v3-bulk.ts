// Bulk calls of V3 products. Slugs and totals are checked before any entry, and fail the whole call.

import { inBulk } from '../bulk.ts'
import { validationError } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, object, requiredObject, text } from '../shape.ts'
import { requireCatalog, ruleViolation } from '../stores/catalog.ts'
import { checkSlugFormat } from '../stores/parts.ts'
import { assignSections, createProduct, deleteProduct, updateProduct } from '../stores/product-v3.ts'
import { productView } from '../stores/product-view.ts'
import { fieldsShape, newProductShape, productPatchShape } from '../stores/shapes.ts'
import type { ProductRecord } from '../stores/types.ts'
import { variantsOf } from '../stores/variants.ts'
import type { Obj } from '../types.ts'
import { fieldsOf, inventoryResults, refuseMask, writeProducts } from './products-v3.ts'

/** Sums over all products of one call. */
const totals = { options: 100, modifiers: 100, infoSections: 100 }
const maxVariants = 1000

const creation = object({
  products: list(newProductShape, 100, 1),
  returnEntity: bool,
  fields: fieldsShape,
})

export const productBulkRoutes: Route[] = [
  {
    method: 'POST',
    path: '/stores/v3/bulk/products/create',
    ...writeProducts,
    body: creation,
    handle: (call) => create(call, false).results,
  },
  {
    method: 'POST',
    path: '/stores/v3/bulk/products-with-inventory/create',
    ...writeProducts,
    body: creation,
    handle(call) {
      const { results, made } = create(call, true)
      return { productResults: results, inventoryResults: inventoryResults(made) }
    },
  },
  {
    method: 'POST',
    path: '/stores/v3/bulk/products/update',
    ...writeProducts,
    body: object({
      products: list(
        requiredObject({ product: productPatchShape, mask: anything, fieldMask: anything }),
        100,
        1,
      ),
      returnEntity: bool,
      fields: fieldsShape,
    }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      const entries = call.body['products'] as Obj[]
      for (const entry of entries) refuseMask(entry)
      const inputs = entries.map((entry) => entry['product'] as Obj)
      checkWhole(inputs)
      const ids = inputs.map((input) => String(input['id'] ?? ''))
      refuseTwice(ids)
      for (const [i, input] of inputs.entries())
        if (input['revision'] === undefined)
          throw validationError([
            {
              field: `products[${i}].product.revision`,
              description: 'must not be empty',
              violatedRule: 'REQUIRED_FIELD',
            },
          ])
      return inBulk(call, inputs, (input) => applied(call, updateProduct(call, input)), {
        idOf: (input) => String(input['id'] ?? ''),
      })
    },
  },
  {
    method: 'POST',
    path: '/stores/v3/bulk/products/delete',
    ...writeProducts,
    body: object({ productIds: list(text(), 100, 1) }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      const ids = call.body['productIds'] as string[]
      refuseTwice(ids)
      return inBulk(
        call,
        ids,
        (id) => {
          deleteProduct(call, id)
          return { id }
        },
        { idOf: (id) => id },
      )
    },
  },
  assignment('add-info-sections', 10, (ids, given) => [...ids, ...given.filter((id) => !ids.includes(id))]),
  assignment('remove-info-sections', 100, (ids, given) => ids.filter((id) => !given.includes(id))),
]

function create(call: Call, hasInventory: boolean): { results: Obj; made: ProductRecord[] } {
  requireCatalog(call, 'V3', 'write')
  const inputs = call.body['products'] as Obj[]
  checkWhole(inputs)
  for (const [i, input] of inputs.entries())
    if (input['id'] !== undefined)
      throw ruleViolation(`products[${i}].id`, 'ID_NOT_ALLOWED_IN_REQUEST', 'is not allowed')
  const made: ProductRecord[] = []
  const results = inBulk(call, inputs, (input) => {
    const record = createProduct(call, input, hasInventory)
    made.push(record)
    return applied(call, record)
  })
  return { results, made }
}

function applied(call: Call, record: ProductRecord) {
  const isFull = call.body['returnEntity'] === true
  return {
    id: record.id,
    ...(isFull && { extra: { item: productView(call, record, fieldsOf(call.body), false) } }),
  }
}

function checkWhole(inputs: Obj[]): void {
  for (const [i, input] of inputs.entries()) checkSlugFormat(input['slug'], `products[${i}].slug`)
  for (const [key, most] of Object.entries(totals)) {
    const sum = inputs.reduce(
      (count, input) => count + ((input[key] as unknown[] | undefined)?.length ?? 0),
      0,
    )
    if (sum > most) throw tooMany(key, sum, most)
  }
  const variants = inputs.reduce((count, input) => count + variantsOf(input).length, 0)
  if (variants > maxVariants) throw tooMany('variants', variants, maxVariants)
}

function tooMany(key: string, sum: number, most: number) {
  const name = key === 'variants' ? 'TOO_MANY_VARIANTS' : `TOO_MANY_${key.toUpperCase()}_IN_REQUEST`
  return ruleViolation(
    `products.${key}`,
    name,
    `has ${sum} in all products together, expected ${most} or less`,
  )
}

function refuseTwice(ids: string[]): void {
  if (new Set(ids).size < ids.length)
    throw ruleViolation('products', 'DUPLICATE_PRODUCT_IDS_REQUEST', 'has a product twice')
}

function assignment(name: string, most: number, change: (ids: string[], given: string[]) => string[]): Route {
  return {
    method: 'POST',
    path: `/stores/v3/bulk/products/${name}`,
    ...writeProducts,
    body: object({
      products: list(requiredObject({ productId: text(), revision: text() }), 100, 1),
      infoSectionIds: list(text(), most, 1),
      returnEntity: bool,
      fields: fieldsShape,
    }),
    handle(call) {
      requireCatalog(call, 'V3', 'write')
      const given = call.body['infoSectionIds'] as string[]
      return inBulk(
        call,
        call.body['products'] as { productId?: string; revision?: string }[],
        (product) =>
          applied(
            call,
            assignSections(call, product, (ids) => change(ids, given)),
          ),
        { idOf: (product) => product.productId },
      )
    },
  }
}
