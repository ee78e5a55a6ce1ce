// Queries of the stores: which fields each entity allows, cursors only, and how far behind a look-up is.

import { applicationError } from '../errors.ts'
import { withPackage } from '../packages/queries.ts'
import { runQuery } from '../query/page.ts'
import type { FieldRules } from '../query/rules.ts'
import type { Call } from '../route.ts'
import { lagOf, recordsSeen } from '../seen.ts'
import { anything, list, number, object, oneOf, type Shape, text } from '../shape.ts'
import type { Kind, Kinds, Obj } from '../types.ts'

const range = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in']
const slugLike = ['$eq', '$ne', '$exists', '$in', '$startsWith', '$hasSome']
const rule = (operators: readonly string[], canSort = false) => ({ operators, canSort })

export const productRules = withPackage(['stores_products-v-3:V3ProductQuerySpec'], {
  id: rule(['$eq', '$ne', '$in', '$nin', '$exists', '$hasSome'], true),
  handle: rule(slugLike),
  slug: rule(slugLike, true),
  createdDate: rule(range, true),
  updatedDate: rule(range, true),
  visible: rule(['$eq', '$ne', '$exists', '$in']),
  'options.id': rule(['$hasAll', '$hasSome', '$isEmpty']),
})
/** Searches allow more. */
export const productSearchRules = withPackage(['stores_products-v-3:V3ProductSearchSpec'], {
  ...productRules,
  name: rule([...range, '$startsWith', '$contains'], true),
  productType: rule(['$eq', '$ne', '$in']),
  'brand.id': rule(['$eq', '$ne', '$in']),
  'brand.name': rule(['$eq', '$ne', '$in']),
  'variantsInfo.variants': rule(['$matchItems']),
  // The words of a search, beside its filter.
  text: rule(['$contains']),
})
export const variantRules = withPackage(
  [
    'stores_read-only-variants-v-3:ReadOnlyVariantQuerySpec',
    'stores_read-only-variants-v-3:ReadOnlyVariantSearchSpec',
  ],
  {
    id: rule(['$eq', '$ne', '$in']),
    sku: rule(slugLike, true),
    'productData.productId': rule(['$eq', '$ne', '$in'], true),
    'productData.slug': rule(slugLike),
    'productData.handle': rule(slugLike),
  },
)
export const inventoryRules = withPackage(['stores_inventory-items-v-3:InventoryItemQuerySpec'], {
  id: rule(['$eq', '$ne', '$in']),
  productId: rule(['$eq', '$ne', '$in'], true),
  variantId: rule(['$eq', '$ne', '$in'], true),
})
export const sectionRules = withPackage(['stores_info-sections-v-3:InfoSectionQuerySpec'], {
  id: rule(['$eq', '$ne', '$in']),
  uniqueName: rule(slugLike, true),
  title: rule(slugLike, true),
  createdDate: rule(range, true),
  updatedDate: rule(range, true),
})
export const categoryRules = withPackage(['categories_categories:CategoryQuerySpec'], {
  id: rule(['$eq', '$ne', '$in', '$hasSome']),
  slug: rule(slugLike),
  visible: rule(['$eq', '$ne']),
  'treeReference.appNamespace': rule(['$eq']),
  'treeReference.treeKey': rule(['$eq']),
  name: rule([...range, '$startsWith', '$exists'], true),
  managingAppId: rule(['$eq', '$ne', '$exists', '$in'], true),
  'parentCategory.id': rule(['$eq', '$ne', '$exists', '$in'], true),
  'parentCategory.index': rule(range, true),
  createdDate: rule(range, true),
  updatedDate: rule(range, true),
})

export const cursorQuery: Shape = object({
  filter: anything,
  sort: list(object({ fieldName: text(512), order: oneOf('ASC', 'DESC') }), 3),
  cursorPaging: object({ limit: number, cursor: text(16_000) }),
  paging: object({ limit: number, offset: number }),
})

export interface StoreSource {
  entity: string
  rules: FieldRules
  /** Views with everything a filter may ask for, and `record` to get back to what is stored. */
  items(): Obj[]
  /** What is behind the items changes with time as well as with writes. */
  isLagging: boolean
}

/** Runs a query with cursors only: an offset is ignored, so that every page is the first. */
export function storeQuery(
  call: Call,
  query: Obj,
  source: StoreSource,
): { items: Obj[]; pagingMetadata: Obj } {
  checkFilterable(query['filter'], source.rules)
  const { paging, ...rest } = query
  const limit = (paging as Obj | undefined)?.['limit']
  const cursorPaging = (query['cursorPaging'] as Obj | undefined) ?? { limit: limit ?? 100 }
  const { items, metadata } = runQuery(
    { ...rest, cursorPaging },
    {
      entity: `${source.entity} ${call.site.id}`,
      rules: source.rules,
      defaultSort: [],
      items: source.items,
      version: `${call.store.version()}${source.isLagging ? ` ${call.steadyNow()}` : ''}`,
      owner: call.store,
    },
  )
  const cursors = metadata['cursors'] as Obj
  return { items, pagingMetadata: { ...metadata, hasNext: cursors['next'] !== undefined } }
}

function checkFilterable(filter: unknown, rules: FieldRules): void {
  if (typeof filter !== 'object' || filter === null) return
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' || key === '$or') for (const part of [value].flat()) checkFilterable(part, rules)
    else if (!key.startsWith('$') && !Object.hasOwn(rules, key))
      throw applicationError(400, 'INVALID_FILTER', `Field '${key}' is not declared as filterable`)
  }
}

/** Records of a kind as a look-up with this lag sees them. */
export function storeRecords<K extends Kind>(call: Call, kind: K, siteLagMs: number): Kinds[K][] {
  return recordsSeen(call, kind, call.site.id, lagOf(call, siteLagMs))
}
