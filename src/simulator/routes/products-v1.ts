// Products of Catalog V1
// (https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/introduction).

import { inBulk } from '../bulk.ts'
import { applicationError } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, required, requiredObject, type Shape, text } from '../shape.ts'
import { requireCatalog } from '../stores/catalog.ts'
import {
  addMediaV1,
  collectionsOf,
  compatibleView,
  createProductV1,
  knownV1,
  touchedV1,
  updateProductV1,
  viewV1,
} from '../stores/product-v1.ts'
import { storeRecords } from '../stores/query.ts'
import { productV1Rules, queryV1 } from '../stores/query-v1.ts'
import type { ProductRecord, ProductV1Record } from '../stores/types.ts'
import type { Obj } from '../types.ts'
import { withGet } from './data-items.ts'

export const readV1 = { permissions: ['Read Products'], app: 'stores' as const }
export const writeV1 = { permissions: ['Manage Products'], app: 'stores' as const }

const fields: Record<string, Shape> = {
  id: anything,
  name: text(80, 1),
  slug: text(100),
  productType: text(),
  visible: bool,
  description: text(8000),
  sku: text(40),
  priceData: object({ price: number, currency: anything }),
  costAndProfitData: anything,
  weight: number,
  discount: object({ type: text(), value: number }),
  ribbon: text(30),
  brand: text(50),
  additionalInfoSections: list(object({ title: text(50), description: text(16_000) })),
  productOptions: list(object({ name: text(), optionType: text(), choices: list(anything, 100) }), 6),
  manageVariants: bool,
  customTextFields: anything,
  seoData: object({ tags: list(anything), settings: anything }),
}
const paging = object({ limit: number, offset: number })

export const productV1Routes: Route[] = [
  {
    method: 'POST',
    path: '/stores/v1/products',
    ...writeV1,
    body: object({ product: requiredObject({ ...fields, name: required(80) }) }),
    handle(call) {
      requireCatalog(call, 'V1')
      return { product: viewV1(call, createProductV1(call, call.body['product'] as Obj)) }
    },
  },
  {
    method: 'PATCH',
    path: '/stores/v1/products/{id}',
    ...writeV1,
    body: object({ product: requiredObject(fields) }),
    handle(call) {
      requireCatalog(call, 'V1')
      return { product: viewV1(call, updateProductV1(call, call.params['id']!, call.body['product'] as Obj)) }
    },
  },
  {
    method: 'DELETE',
    path: '/stores/v1/products/{id}',
    ...writeV1,
    handle(call) {
      requireCatalog(call, 'V1')
      const { id } = knownV1(call, call.params['id']!)
      call.store.remove('productV1', call.site.id, id)
      return {}
    },
  },
  ...reader('GET', '/products/{id}', undefined, (call) => {
    const id = call.params['id']!
    if (call.site.catalogVersion === 'V3') {
      const record = call.store.get('product', call.site.id, id)
      if (record) return { product: compatibleView(call, record) }
    }
    return { product: viewV1(call, knownV1(call, id), true) }
  }),
  ...reader(
    'POST',
    '/products/query',
    object({
      query: object({ filter: text(), sort: text(), paging }),
      includeVariants: bool,
      includeHiddenProducts: bool,
      includeMerchantSpecificData: bool,
    }),
    (call) => {
      const { page, metadata, totalResults } = queryV1(
        items(call, call.body['includeHiddenProducts'] === true),
        (call.body['query'] ?? {}) as Obj,
        productV1Rules,
      )
      return { products: views(call, page, call.body['includeVariants'] === true), metadata, totalResults }
    },
  ),
  ...withGet({
    method: 'POST',
    path: '/stores-reader/v1/products/query-platformized',
    ...readV1,
    body: object({
      query: object({ filter: anything, sort: anything, paging }),
      includeHiddenProducts: bool,
      includeVariants: bool,
    }),
    handle(call) {
      const { filter, sort = [], paging: asked } = (call.body['query'] ?? {}) as Obj
      const order = (sort as Obj[]).map((entry) => ({
        [String(entry['fieldName'])]: String(entry['order']).toLowerCase(),
      }))
      const query = { filter: filter && JSON.stringify(filter), sort: JSON.stringify(order), paging: asked }
      const found = queryV1(items(call, call.body['includeHiddenProducts'] === true), query, productV1Rules)
      const { offset } = found.metadata as { offset: number }
      return {
        products: views(call, found.page, false),
        metadata: { count: found.page.length, offset, total: found.totalResults, tooManyToCount: false },
      }
    },
  }),
  {
    method: 'POST',
    path: '/stores/v1/products/{id}/media',
    ...writeV1,
    body: object({ media: list(object({ url: text(), mediaId: text(), choice: anything }), 50, 1) }),
    handle(call) {
      requireCatalog(call, 'V1')
      addMediaV1(call, call.params['id']!, call.body['media'] as Obj[])
      return {}
    },
  },
  change('media/delete', object({ mediaIds: list(text()), id: anything }), (call, { product }) => {
    const gone = (call.body['mediaIds'] ?? []) as string[]
    const mediaItems = product['mediaItems'] as string[]
    return { ...product, mediaItems: gone.length === 0 ? [] : mediaItems.filter((id) => !gone.includes(id)) }
  }),
  change('remove-brand', object({ id: anything }), (_, { product: { brand: _brand, ...rest } }) => rest),
  change('remove-ribbon', object({ id: anything }), (_, { product: { ribbon: _ribbon, ...rest } }) => rest),
  {
    method: 'POST',
    path: '/stores/v1/bulk/products/update',
    ...writeV1,
    body: object({
      ids: list(text(), 100, 1),
      set: requiredObject({ price: number, cost: number, weight: number, ribbon: text(30), brand: text(50) }),
    }),
    handle(call) {
      requireCatalog(call, 'V1')
      const [key, value] = Object.entries(call.body['set'] as Obj)[0] ?? []
      const changed = key === 'price' ? { priceData: { price: value } } : key ? { [key]: value } : {}
      return inBulk(
        call,
        call.body['ids'] as string[],
        (id) => {
          const record = knownV1(call, id)
          touchedV1(call, record, { ...record.product, ...changed })
          return { id }
        },
        { idOf: (id) => id },
      )
    },
  },
]

// The reader answers on both catalogs; the same path below /stores belongs to V1 alone.
export function reader(
  method: 'GET' | 'POST',
  path: string,
  body: Shape | undefined,
  handle: Route['handle'],
): Route[] {
  const query = object({ includeMerchantSpecificData: bool })
  const route = { method, ...readV1, query, ...(body && { body }) }
  return [
    { ...route, path: `/stores-reader/v1${path}`, handle },
    {
      ...route,
      path: `/stores/v1${path}`,
      handle(call) {
        requireCatalog(call, 'V1')
        return handle(call)
      },
    },
  ]
}

function change(name: string, body: Shape, apply: (call: Call, record: ProductV1Record) => Obj): Route {
  return {
    method: 'POST',
    path: `/stores/v1/products/{id}/${name}`,
    ...writeV1,
    body,
    handle(call) {
      requireCatalog(call, 'V1')
      const record = knownV1(call, call.params['id']!)
      touchedV1(call, record, apply(call, record))
      return {}
    },
  }
}

/** What filters see. Hidden products only on request, and only for who may manage products. */
function items(call: Call, isFull: boolean): Obj[] {
  if (isFull && !call.may('Manage Products')) throw applicationError(403, 'PERMISSION_DENIED', '', '')
  const lagMs = call.site.switches.storesLagMs
  const shows = (product: Obj) => isFull || product['visible'] !== false
  if (call.site.catalogVersion === 'V3')
    return storeRecords(call, 'product', lagMs)
      .filter((record) => shows(record.product))
      .map((record) => ({ ...compatibleView(call, record), price: 0, record }))
  return storeRecords(call, 'productV1', lagMs)
    .filter((record) => shows(record.product))
    .map((record) => ({
      ...record.product,
      id: record.id,
      slug: record.slug,
      productType: 'physical',
      price: Number((record.product['priceData'] as Obj)['price']),
      numericId: record.numericId,
      lastUpdated: record.updatedDate,
      createdDate: record.createdDate,
      collections: { id: collectionsOf(call, record.id) },
      inventoryStatus: 'IN_STOCK',
      record,
    }))
}

function views(call: Call, page: Obj[], hasVariants: boolean): Obj[] {
  const isV3 = call.site.catalogVersion === 'V3'
  return page.map((item) =>
    isV3
      ? compatibleView(call, item['record'] as ProductRecord)
      : viewV1(call, item['record'] as ProductV1Record, hasVariants),
  )
}
