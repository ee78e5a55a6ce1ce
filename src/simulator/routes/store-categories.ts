// Categories of Catalog V3
// (https://dev.wix.com/docs/api-reference/business-management/categories/introduction).

import { inBulk } from '../bulk.ts'
import { invalidArgument, notFound } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { lagOf } from '../seen.ts'
import {
  anything,
  bool,
  list,
  number,
  object,
  oneOf,
  required,
  requiredObject,
  type Shape,
  text,
} from '../shape.ts'
import { requireCatalog, storesAppId } from '../stores/catalog.ts'
import {
  categoryView,
  createCategory,
  knownCategory,
  lockTree,
  requireTree,
  setItems,
  updateCategory,
} from '../stores/categories.ts'
import { categoryRules, cursorQuery, storeQuery, storeRecords } from '../stores/query.ts'
import type { StoreCategoryRecord } from '../stores/types.ts'
import type { Obj } from '../types.ts'
import { withGet } from './data-items.ts'

const read = { permissions: ['Read Categories'], app: 'stores' as const }
const write = { permissions: ['Category write'], app: 'stores' as const }
/** Putting products in and taking them out has a scope of its own. */
const writeItems = { permissions: ['Category item write'], app: 'stores' as const }
const treeReference = object({ appNamespace: text(), treeKey: anything })
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
const itemShape = object({ catalogItemId: text(36), appId: text(36) })
const fieldsOf = (request: Obj) => (request['fields'] as string[] | undefined) ?? []

interface ItemReference {
  catalogItemId?: string
  appId?: string
}

export const storeCategoryRoutes: Route[] = [
  {
    method: 'POST',
    path: '/categories/v1/categories',
    ...write,
    body: object({ category: newCategory, treeReference, fields }),
    handle(call) {
      start(call, call.body)
      return shown(call, createCategory(call, call.body['category'] as Obj))
    },
  },
  {
    method: 'PATCH',
    path: '/categories/v1/categories/{categoryId}',
    ...write,
    body: object({ category: requiredObject(categoryFields), treeReference, fields }),
    handle(call) {
      start(call, call.body)
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
      start(call, call.query)
      call.store.remove('storeCategory', call.site.id, knownCategory(call, call.params['categoryId']!).id)
      return {}
    },
  },
  {
    method: 'GET',
    path: '/categories/v1/categories/{categoryId}',
    ...read,
    query: object({ treeReference, fields }),
    handle(call) {
      requireReading(call, call.query)
      const category = knownCategory(call, call.params['categoryId']!)
      return { category: categoryView(category, fieldsOf(call.query)) }
    },
  },
  {
    method: 'GET',
    path: '/categories/v1/categories/slug/{slug}',
    ...read,
    query: object({ treeReference, fields }),
    handle(call) {
      requireReading(call, call.query)
      const slug = call.params['slug']!
      const category = call.store.all('storeCategory', call.site.id).find((entry) => entry.slug === slug)
      if (!category) throw notFound('Category', slug)
      return { category: categoryView(category, fieldsOf(call.query)) }
    },
  },
  {
    method: 'POST',
    path: '/categories/v1/categories/query',
    ...read,
    body: object({ query: cursorQuery, treeReference, returnNonVisibleCategories: bool, fields }),
    handle(call) {
      requireReading(call, call.body)
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
  itemsOfCategory('add-items', (ids, id) => (ids.includes(id) ? ids : [...ids, id])),
  itemsOfCategory('remove-items', (ids, id) => ids.filter((other) => other !== id)),
  categoriesOfItem('add-item', (ids, id) => (ids.includes(id) ? ids : [...ids, id])),
  categoriesOfItem('remove-item', (ids, id) => ids.filter((other) => other !== id)),
  {
    method: 'POST',
    path: '/categories/v1/bulk/categories/set-item-categories',
    ...writeItems,
    body: object({ item: itemShape, categoryIds: list(text(), 100), treeReference }),
    handle(call) {
      start(call, call.body)
      const id = productId(call, call.body['item'] as ItemReference)
      const wanted = (call.body['categoryIds'] ?? []) as string[]
      const all = call.store.all('storeCategory', call.site.id)
      const removed = all.filter((category) => category.itemIds.includes(id) && !wanted.includes(category.id))
      const add = inBulk(call, wanted, (categoryId) => {
        const category = knownCategory(call, categoryId)
        if (!category.itemIds.includes(id)) setItems(call, category, [...category.itemIds, id])
        return { id: categoryId }
      })
      const remove = inBulk(call, removed, (category) => {
        setItems(
          call,
          category,
          category.itemIds.filter((other) => other !== id),
        )
        return { id: category.id }
      })
      const { bulkActionMetadata } = add
      return { addResults: add['results'], removeResults: remove['results'], bulkActionMetadata }
    },
  },
  ...withGet({
    method: 'POST',
    path: '/categories/v1/categories/{categoryId}/list-items',
    ...read,
    body: object({
      treeReference,
      cursorPaging: object({ limit: number, cursor: text() }),
      useCategoryArrangement: bool,
      includeItemsFromSubcategories: bool,
    }),
    handle(call) {
      requireReading(call, call.body)
      const { itemIds } = knownCategory(call, call.params['categoryId']!)
      const { limit = 100, cursor } = (call.body['cursorPaging'] ?? {}) as { limit?: number; cursor?: string }
      const from = cursor ? itemIds.indexOf(cursor) + 1 : 0
      const page = itemIds.slice(from, from + limit)
      const hasNext = from + page.length < itemIds.length
      return {
        items: page.map((catalogItemId) => ({ catalogItemId, appId: storesAppId })),
        pagingMetadata: { count: page.length, cursors: hasNext ? { next: page.at(-1) } : {}, hasNext },
      }
    },
  }),
  ...withGet({
    method: 'POST',
    path: '/categories/v1/categories/list-categories-for-item',
    ...read,
    body: object({ item: itemShape, treeReference }),
    handle(call) {
      requireReading(call, call.body)
      const ids = categoriesOf(call, (call.body['item'] as ItemReference | undefined)?.catalogItemId)
      return { directCategoryIds: ids, allCategoryIds: ids }
    },
  }),
  ...withGet({
    method: 'POST',
    path: '/categories/v1/categories/list-categories-for-items',
    ...read,
    body: object({ items: list(itemShape, 100, 1), treeReference }),
    handle(call) {
      requireReading(call, call.body)
      return {
        categoriesForItems: (call.body['items'] as ItemReference[]).map((item) => ({
          item,
          directCategoryIds: categoriesOf(call, item.catalogItemId),
          indirectCategoryIds: [],
        })),
      }
    },
  }),
]

// A page may ask for 1000 and silently stops at 100.
function clamped(query: Obj): Obj {
  const paging = query['cursorPaging'] as { limit?: number; cursor?: string } | undefined
  const limit = paging?.limit ?? 100
  if (limit > 1000) throw invalidArgument(`paging limit has value ${limit}, expected between 0 and 1000`)
  return { ...query, cursorPaging: { ...paging, limit: Math.min(limit, 100) } }
}

function start(call: Call, request: Obj): void {
  requireTree(request)
  lockTree(call)
}

function requireReading(call: Call, request: Obj): void {
  requireTree(request)
  requireCatalog(call, 'V3')
}

function shown(call: Call, category: StoreCategoryRecord): Obj {
  return { category: categoryView(category, fieldsOf(call.body)) }
}

function categoriesOf(call: Call, id: string | undefined): string[] {
  const all = call.store.all('storeCategory', call.site.id)
  return all.filter((category) => category.itemIds.includes(id ?? '')).map((category) => category.id)
}

function productId(call: Call, item: ItemReference | undefined): string {
  const id = item?.catalogItemId ?? ''
  if (item?.appId !== storesAppId || !call.store.get('product', call.site.id, id)) throw notFound('Item', id)
  return id
}

function itemsOfCategory(name: string, change: (ids: string[], id: string) => string[]): Route {
  return {
    method: 'POST',
    path: `/categories/v1/bulk/categories/{categoryId}/${name}`,
    ...writeItems,
    body: object({ items: list(itemShape, 1000, 1), treeReference, categoryId: anything }),
    handle(call) {
      start(call, call.body)
      knownCategory(call, call.params['categoryId']!)
      const items = call.body['items'] as ItemReference[]
      const answer = inBulk(call, items, (item) => {
        const id = productId(call, item)
        const category = knownCategory(call, call.params['categoryId']!)
        setItems(call, category, change(category.itemIds, id))
        return { id }
      })
      return { ...answer, results: (answer['results'] as Obj[]).map((entry) => named(entry, items)) }
    },
  }
}

/** Results of items name the item where others name an id. */
function named(entry: Obj, items: ItemReference[]): Obj {
  const { id: _, ...metadata } = entry['itemMetadata'] as Obj
  return { itemMetadata: { item: items[metadata['originalIndex'] as number], ...metadata } }
}

function categoriesOfItem(name: string, change: (ids: string[], id: string) => string[]): Route {
  return {
    method: 'POST',
    path: `/categories/v1/bulk/categories/${name}`,
    ...writeItems,
    body: object({ item: itemShape, categoryIds: list(text(), 100, 1), treeReference }),
    handle(call) {
      start(call, call.body)
      const id = productId(call, call.body['item'] as ItemReference)
      return inBulk(
        call,
        call.body['categoryIds'] as string[],
        (categoryId) => {
          const category = knownCategory(call, categoryId)
          setItems(call, category, change(category.itemIds, id))
          return { id: categoryId }
        },
        { idOf: (categoryId) => categoryId },
      )
    },
  }
}
