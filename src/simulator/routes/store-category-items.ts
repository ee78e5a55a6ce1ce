// What is in categories of Catalog V3: products put in, taken out and looked up.

import { inBulk } from '../bulk.ts'
import { notFound } from '../errors.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, text } from '../shape.ts'
import { storesAppId } from '../stores/catalog.ts'
import {
  beginTreeWrite,
  knownCategory,
  requireTreeRead,
  setItems,
  treeReference,
} from '../stores/categories.ts'
import type { Obj } from '../types.ts'
import { withGet } from './data-items.ts'
import { readCategories } from './store-categories.ts'

/** Putting products in and taking them out has a scope of its own. */
const write = { permissions: ['Category item write'], app: 'stores' as const }
const itemShape = object({ catalogItemId: text(36), appId: text(36) })

interface ItemReference {
  catalogItemId?: string
  appId?: string
}

export const storeCategoryItemRoutes: Route[] = [
  itemsOfCategory('add-items', (ids, id) => (ids.includes(id) ? ids : [...ids, id])),
  itemsOfCategory('remove-items', (ids, id) => ids.filter((other) => other !== id)),
  categoriesOfItem('add-item', (ids, id) => (ids.includes(id) ? ids : [...ids, id])),
  categoriesOfItem('remove-item', (ids, id) => ids.filter((other) => other !== id)),
  {
    method: 'POST',
    path: '/categories/v1/bulk/categories/set-item-categories',
    ...write,
    body: object({ item: itemShape, categoryIds: list(text(), 100), treeReference }),
    handle(call) {
      beginTreeWrite(call, call.body)
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
    ...readCategories,
    body: object({
      treeReference,
      cursorPaging: object({ limit: number, cursor: text() }),
      useCategoryArrangement: bool,
      includeItemsFromSubcategories: bool,
    }),
    handle(call) {
      requireTreeRead(call, call.body)
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
    ...readCategories,
    body: object({ item: itemShape, treeReference }),
    handle(call) {
      requireTreeRead(call, call.body)
      const ids = categoriesOf(call, (call.body['item'] as ItemReference | undefined)?.catalogItemId)
      return { directCategoryIds: ids, allCategoryIds: ids }
    },
  }),
  ...withGet({
    method: 'POST',
    path: '/categories/v1/categories/list-categories-for-items',
    ...readCategories,
    body: object({ items: list(itemShape, 100, 1), treeReference }),
    handle(call) {
      requireTreeRead(call, call.body)
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
    ...write,
    body: object({ items: list(itemShape, 1000, 1), treeReference, categoryId: anything }),
    handle(call) {
      beginTreeWrite(call, call.body)
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
    ...write,
    body: object({ item: itemShape, categoryIds: list(text(), 100, 1), treeReference }),
    handle(call) {
      beginTreeWrite(call, call.body)
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
