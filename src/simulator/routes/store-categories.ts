// Categories of Catalog V3
// (https://dev.wix.com/docs/api-reference/business-management/categories/introduction).

import { invalidArgument, notFound } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { lagOf } from '../seen.ts'
import { anything, bool, list, object, oneOf, required, requiredObject, type Shape, text } from '../shape.ts'
import {
  beginTreeWrite,
  categoryView,
  createCategory,
  knownCategory,
  requireTreeRead,
  treeReference,
  updateCategory,
} from '../stores/categories.ts'
import { categoryRules, cursorQuery, storeQuery, storeRecords } from '../stores/query.ts'
import type { StoreCategoryRecord } from '../stores/types.ts'
import type { Obj } from '../types.ts'

/** Reading asks for the same of categories and of what is in them. */
export const readCategories = { permissions: ['Read Categories'], app: 'stores' as const }
const write = { permissions: ['Category write'], app: 'stores' as const }
const fields = list(oneOf('BREADCRUMBS_INFO', 'DESCRIPTION', 'RICH_CONTENT_DESCRIPTION'), 10)
const categoryFields: Record<string, Shape> = {
  id: text(),
  revision: text(),
  name: text(80, 1),
  slug: text(300, 1),
  description: text(600, 1),
  visible: bool,
  parentCategory: object({ id: text(), index: anything }),
  image: anything,
  seoData: anything,
  extendedFields: anything,
  createdDate: anything,
  updatedDate: anything,
  itemCounter: anything,
  treeReference: anything,
}
const newCategory = requiredObject({ ...categoryFields, name: required(80) })
const fieldsOf = (request: Obj) => (request['fields'] as string[] | undefined) ?? []

export const storeCategoryRoutes: Route[] = [
  {
    method: 'POST',
    path: '/categories/v1/categories',
    ...write,
    body: object({ category: newCategory, treeReference, fields }),
    handle(call) {
      beginTreeWrite(call, call.body)
      return shown(call, createCategory(call, call.body['category'] as Obj))
    },
  },
  {
    method: 'PATCH',
    path: '/categories/v1/categories/{categoryId}',
    ...write,
    body: object({ category: requiredObject(categoryFields), treeReference, fields }),
    handle(call) {
      beginTreeWrite(call, call.body)
      const id = call.params['categoryId']
      return shown(call, updateCategory(call, { ...(call.body['category'] as Obj), id }))
    },
  },
  {
    method: 'DELETE',
    path: '/categories/v1/categories/{categoryId}',
    ...write,
    query: object({ treeReference }),
    handle(call) {
      beginTreeWrite(call, call.query)
      call.store.remove('storeCategory', call.site.id, knownCategory(call, call.params['categoryId']!).id)
      return {}
    },
  },
  {
    method: 'GET',
    path: '/categories/v1/categories/{categoryId}',
    ...readCategories,
    query: object({ treeReference, fields }),
    handle(call) {
      requireTreeRead(call, call.query)
      const category = knownCategory(call, call.params['categoryId']!)
      return { category: categoryView(category, fieldsOf(call.query)) }
    },
  },
  {
    method: 'GET',
    path: '/categories/v1/categories/slug/{slug}',
    ...readCategories,
    query: object({ treeReference, fields }),
    handle(call) {
      requireTreeRead(call, call.query)
      const slug = call.params['slug']!
      const category = call.store.all('storeCategory', call.site.id).find((entry) => entry.slug === slug)
      if (!category) throw notFound('Category', slug)
      return { category: categoryView(category, fieldsOf(call.query)) }
    },
  },
  {
    method: 'POST',
    path: '/categories/v1/categories/query',
    ...readCategories,
    body: object({ query: cursorQuery, treeReference, returnNonVisibleCategories: bool, fields }),
    handle(call) {
      requireTreeRead(call, call.body)
      const isFull = call.body['returnNonVisibleCategories'] === true
      const lagMs = call.site.switches.storesLagMs
      const { items, pagingMetadata } = storeQuery(call, clamped((call.body['query'] ?? {}) as Obj), {
        entity: `storeCategories ${isFull}`,
        rules: categoryRules,
        isLagging: lagOf(call, lagMs) > 0,
        items: () =>
          storeRecords(call, 'storeCategory', lagMs)
            .filter((record) => isFull || record.category['visible'] === true)
            .map((record) => ({ ...categoryView(record), record })),
      })
      const wanted = fieldsOf(call.body)
      const views = items.map((item) => categoryView(item['record'] as StoreCategoryRecord, wanted))
      return { categories: views, pagingMetadata }
    },
  },
]

// A page may ask for 1000 and silently stops at 100.
function clamped(query: Obj): Obj {
  const paging = query['cursorPaging'] as { limit?: number; cursor?: string } | undefined
  const limit = paging?.limit ?? 100
  if (limit > 1000) throw invalidArgument(`paging limit has value ${limit}, expected between 0 and 1000`)
  return { ...query, cursorPaging: { ...paging, limit: Math.min(limit, 100) } }
}

function shown(call: Call, category: StoreCategoryRecord): Obj {
  return { category: categoryView(category, fieldsOf(call.body)) }
}
