// Queries of Catalog V1: filter and sort are JSON inside strings
// (https://dev.wix.com/docs/rest/business-solutions/stores/catalog-v1/catalog/filter-and-sort).

import { invalidArgument } from '../errors.ts'
import { withPackage } from '../packages/queries.ts'
import { compareValues, compileFilter, read } from '../query/filter.ts'
import type { FieldRules } from '../query/rules.ts'
import type { Obj } from '../types.ts'

const words = ['$eq', '$ne', '$hasSome', '$contains', '$startsWith']
const sets = ['$eq', '$ne', '$hasSome']
const ranges = [...sets, '$lt', '$lte', '$gt', '$gte']
const rule = (operators: readonly string[], canSort = false) => ({ operators, canSort })

export const productV1Rules = withPackage(['stores_products:ProductQuerySpec'], {
  name: rule(words, true),
  sku: rule(words, true),
  slug: rule(words, true),
  description: rule(words),
  id: rule(sets, true),
  productType: rule(sets, true),
  price: rule(ranges, true),
  numericId: rule(ranges, true),
  lastUpdated: rule(ranges, true),
  createdDate: rule(ranges, true),
  'collections.id': rule([...sets, '$hasAll']),
  inventoryStatus: rule(sets),
})
export const collectionV1Rules = withPackage(['stores_collections:CollectionQuerySpec'], {
  name: rule(words, true),
  id: rule(sets, true),
  slug: rule(words, true),
})

const numeric = new Set(['numericId', 'price'])

/** Items that match, in order, and the page of them that was asked for. */
export function queryV1(
  items: Obj[],
  query: Obj,
  rules: FieldRules,
): { page: Obj[]; metadata: Obj; totalResults: number } {
  const filter = parsed(query['filter'], 'filter')
  const test = compileFilter(withNumbers(filter), rules)
  const sort = ([parsed(query['sort'], 'sort') ?? []].flat() as Obj[]).flatMap((entry) =>
    Object.entries(entry),
  )
  for (const [key] of sort)
    if (!rules[key]?.canSort) throw invalidArgument(`sorting by field ${key} is not supported`)
  const { limit = 100, offset = 0 } = (query['paging'] ?? {}) as { limit?: number; offset?: number }
  if (limit < 0 || limit > 100)
    throw invalidArgument(`paging.limit has value ${limit}, expected between 0 and 100`)
  const found = items.filter(test).sort((a, b) => {
    for (const [key, order] of sort) {
      const difference = compareValues(read(a, key), read(b, key))
      if (difference !== 0) return order === 'desc' ? -difference : difference
    }
    return 0
  })
  const page = found.slice(offset, offset + (limit || 100))
  return { page, metadata: { items: page.length, offset }, totalResults: found.length }
}

function parsed(text: unknown, name: string): unknown {
  if (text === undefined || text === null || text === '') return undefined
  try {
    return JSON.parse(String(text))
  } catch {
    throw invalidArgument(`query.${name} is not valid JSON`)
  }
}

function withNumbers(filter: unknown): unknown {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return filter
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => {
      if (key === '$and' || key === '$or') return [key, [value].flat().map(withNumbers)]
      return [key, numeric.has(key) ? asNumbers(value) : value]
    }),
  )
}

function asNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asNumbers)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asNumbers(inner)]))
  return typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)) ? Number(value) : value
}
