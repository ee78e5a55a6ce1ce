// Which fields a query allows, as the packages of Wix type it, beside what its documentation is known to take.

import type { FieldRules } from '../query/rules.ts'
import { packageQueries } from './tables.generated.ts'

/** Where a package names no operators, each one of the query language. */
const everyOperator = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$startsWith',
  '$hasSome',
  '$hasAll',
]

/** `specs`: names in the table of the packages. Either source may allow what the other leaves out. */
export function withPackage(specs: string[], known: FieldRules): FieldRules {
  const rules: FieldRules = { ...known }
  for (const spec of specs)
    for (const [field, { operators, canSort }] of Object.entries(packageQueries[spec] ?? {})) {
      const before = rules[field] ?? { operators: [], canSort: false }
      rules[field] = {
        operators: [...new Set([...before.operators, ...(operators ?? everyOperator)])],
        canSort: before.canSort || canSort,
      }
    }
  return rules
}
