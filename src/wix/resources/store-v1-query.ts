// The query language of Catalog V1: filter and sort travel as JSON inside strings, and pages go by offset.
import type { JsonObject } from '../json.ts'
import type { Answer } from '../send.ts'

export interface V1Query {
  /** `$hasSome` is what elsewhere is `$in`. */
  filter?: JsonObject
  sort?: readonly Record<string, 'asc' | 'desc'>[]
  /** 1-100, default 50. */
  limit?: number
  offset?: number
}

export interface V1Visibility {
  includeVariants?: boolean
  /** Needs the permission to manage products. */
  includeHiddenProducts?: boolean
  includeMerchantSpecificData?: boolean
}

/** The `query` of a request body. */
export function toV1Query({ filter, sort, limit, offset }: V1Query): JsonObject {
  return {
    ...(filter === undefined || Object.keys(filter).length === 0 ? {} : { filter: JSON.stringify(filter) }),
    ...(sort === undefined ? {} : { sort: JSON.stringify(sort) }),
    paging: { limit: limit ?? 50, offset: offset ?? 0 },
  }
}

export function readV1Total(answer: Answer): number | undefined {
  const total = answer.body['totalResults']
  return typeof total === 'number' ? total : undefined
}
