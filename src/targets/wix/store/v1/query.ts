// Products by one of their values, hidden ones included.

import { inBatches } from '../../../../batches.ts'
import type { Saved, StoreProductV1 } from '../../../../wix/index.ts'
import type { TargetContext } from '../../../target.ts'

export type Product = Saved<StoreProductV1>

/** Names have up to 80 characters, so fewer of them go into one query. Nobody says how many values Wix takes. */
export const perQuery = { id: 100, sku: 100, slug: 100, name: 25 }

/**
 * In the order in which they were made. Needs "Manage Products": without it Wix would leave hidden products out, they
 * would look deleted, and so the call is refused (403) instead.
 */
export async function productsBy(
  ctx: Pick<TargetContext, 'client' | 'signal'>,
  field: keyof typeof perQuery,
  values: readonly string[],
): Promise<Product[]> {
  const found = new Map<string, Product>()
  const wanted = [...new Set(values)].filter((value) => value !== '')
  for (const batch of inBatches(wanted, perQuery[field])) {
    const query = { filter: { [field]: { $hasSome: batch } }, includeHiddenProducts: true }
    for await (const product of ctx.client.storeProductsV1.queryAll(query, { signal: ctx.signal }))
      found.set(product.id, product)
  }
  return [...found.values()].sort((a, b) => Number(a.numericId ?? 0) - Number(b.numericId ?? 0))
}
