// Reading products of Catalog V3. A light read is one call for a hundred, and another for the revisions of our sections.

import { inBatches } from '../../../../batches.ts'
import {
  type InventoryItem,
  isWixError,
  type StoreProductField,
  type StoreVariant,
  storeLimits,
} from '../../../../wix/index.ts'
import { goneState, type RemoteState, type TargetContext } from '../../../target.ts'
import type { StoreOptions } from '../options.ts'
import { remoteFields, remoteStatus } from './canonical.ts'
import { addressOf, type KnownProduct, markOf, productsById } from './products.ts'

const fullFields: readonly StoreProductField[] = [
  ...(['URL', 'DESCRIPTION', 'PLAIN_DESCRIPTION', 'MEDIA_ITEMS_INFO'] as const),
  'DIRECT_CATEGORIES_INFO',
]

export async function readProducts(
  ctx: TargetContext,
  remoteIds: string[],
  depth: 'light' | 'full',
  options: StoreOptions,
): Promise<Map<string, RemoteState>> {
  const ids = [...new Set(remoteIds)]
  const isWhole = depth === 'full' && options.mode !== 'sections'
  const known = await productsById(ctx, ids, isWhole ? fullFields : depth === 'full' ? ['URL'] : [])
  const found = [...known.keys()]
  const variants = isWhole ? await variantsOf(ctx, found) : new Map<string, StoreVariant[]>()
  const stock = isWhole ? await stockOf(ctx, found) : new Map<string, InventoryItem[]>()
  return new Map(
    ids.map((id): [string, RemoteState] => {
      const one = known.get(id)
      if (!one) return [id, goneState(id)]
      if (depth === 'light') return [id, toState(one, options, null, null)]
      const remote = {
        ...one,
        variants: variants.get(id) ?? [],
        stock: stock === null ? null : (stock.get(id) ?? []),
      }
      return [id, toState(one, options, remoteFields(remote, options), remote)]
    }),
  )
}

function toState(
  one: KnownProduct,
  options: StoreOptions,
  fields: Record<string, string> | null,
  raw: unknown,
): RemoteState {
  const { product } = one
  return {
    remoteId: product.id,
    exists: true,
    status: options.mode === 'sections' ? 'live' : remoteStatus(product),
    editedAt: markOf(one, options.mode),
    url: addressOf(product),
    slug: product.slug ?? null,
    fields,
    raw,
  }
}

/** Queries of products leave variants out; these are asked for beside them. */
export async function variantsOf(
  ctx: TargetContext,
  productIds: readonly string[],
): Promise<Map<string, StoreVariant[]>> {
  const found = new Map<string, StoreVariant[]>()
  for (const batch of inBatches(productIds, storeLimits.page)) {
    const filter = { 'productData.productId': { $in: batch } }
    try {
      for await (const variant of ctx.client.storeVariants.queryAll({ filter }, { signal: ctx.signal })) {
        const id = variant.productData?.productId ?? ''
        found.set(id, [...(found.get(id) ?? []), variant])
      }
    } catch (error) {
      if (!isNoSuchCall(error)) throw error
      for (const id of batch) found.set(id, await variantsInProduct(ctx, id))
    }
  }
  return found
}

/** A list that is not found cannot be of something that is gone: a filter finds nothing. */
function isNoSuchCall(error: unknown): boolean {
  return isWixError(error) && error.status === 404
}

/** The read of a single product is the other place that has them. */
async function variantsInProduct(ctx: TargetContext, id: string): Promise<StoreVariant[]> {
  try {
    const product = await ctx.client.storeProducts.get(id, {}, { signal: ctx.signal })
    return (product.variantsInfo?.variants ?? []) as StoreVariant[]
  } catch (error) {
    if (isWixError(error) && error.kind === 'not_found') return []
    throw error
  }
}

/** By product. Null where the credentials may not see it. */
export async function stockOf(
  ctx: TargetContext,
  productIds: readonly string[],
): Promise<Map<string, InventoryItem[]> | null> {
  const found = new Map<string, InventoryItem[]>()
  try {
    for (const batch of inBatches(productIds, storeLimits.page)) {
      const filter = { productId: { $in: batch } }
      for await (const item of ctx.client.inventoryItems.queryAll({ filter }, { signal: ctx.signal }))
        found.set(item.productId ?? '', [...(found.get(item.productId ?? '') ?? []), item])
    }
    return found
  } catch (error) {
    if ((isWixError(error) && error.kind === 'forbidden') || isNoSuchCall(error)) return null
    throw error
  }
}
