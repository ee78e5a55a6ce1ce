// Products of Catalog V3 that rows take over, or fill the info sections of. Reads only.

import { inBatches } from '../../../../batches.ts'
import { storeLimits } from '../../../../wix/index.ts'
import { foldName, type OutgoingItem, type RemoteRef, type TargetContext } from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'
import { toRef } from './find.ts'
import { type KnownProduct, productsById, productsWhere } from './products.ts'

type Item = OutgoingItem<StorePayload>

export async function matchProducts(
  ctx: TargetContext,
  items: Item[],
  by: 'slug' | 'sku' | 'name',
): Promise<Map<string, RemoteRef[]>> {
  const keyOf = (item: Item) => (by === 'name' ? foldName(item.payload.name) : item.payload[by].trim())
  const keys = [...new Set(items.map(keyOf))].filter((key) => key !== '')
  const found = await productsBy(ctx, by, keys)
  return new Map(
    items.flatMap((item): [string, RemoteRef[]][] => {
      const products = found.get(keyOf(item)) ?? []
      return products.length > 0 ? [[item.rowKey, products.map((one) => toRef(item, one))]] : []
    }),
  )
}

async function productsBy(
  ctx: TargetContext,
  by: 'slug' | 'sku' | 'name',
  keys: string[],
): Promise<Map<string, KnownProduct[]>> {
  if (by === 'slug') {
    const products = await productsWhere(ctx, 'slug', keys)
    return Map.groupBy(products.values(), ({ product }) => product.slug ?? '')
  }
  const ids = by === 'sku' ? await idsBySku(ctx, keys) : await idsByName(ctx, keys)
  const products = await productsById(ctx, [...new Set([...ids.values()].flat())])
  return new Map([...ids].map(([key, own]) => [key, own.flatMap((id) => products.get(id) ?? [])]))
}

/** By Wix's index of variants, which may be some seconds behind; there is no other way to a SKU. */
async function idsBySku(ctx: TargetContext, skus: string[]): Promise<Map<string, string[]>> {
  const ids = new Map<string, Set<string>>()
  for (const batch of inBatches(skus, storeLimits.page)) {
    const filter = { sku: { $in: batch } }
    for await (const { sku, productData } of ctx.client.storeVariants.searchAll(
      { filter },
      { signal: ctx.signal },
    ))
      if (sku && productData?.productId) ids.set(sku, (ids.get(sku) ?? new Set()).add(productData.productId))
  }
  return new Map([...ids].map(([sku, own]) => [sku, [...own]]))
}

const namesOfSite = new WeakMap<TargetContext, Promise<Map<string, string[]>>>()

/**
 * Names cannot be asked for exactly, so all products are walked, a hundred a call and once for each plan (each has a
 * context of its own).
 */
async function idsByName(ctx: TargetContext, names: string[]): Promise<Map<string, string[]>> {
  const walk = namesOfSite.get(ctx) ?? walkNames(ctx)
  namesOfSite.set(ctx, walk)
  const all = await walk.catch((error: unknown) => {
    namesOfSite.delete(ctx)
    throw error
  })
  return new Map(names.map((name) => [name, all.get(name) ?? []]))
}

async function walkNames(ctx: TargetContext): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  for await (const { id, name } of ctx.client.storeProducts.queryAll({}, { signal: ctx.signal })) {
    const key = foldName(name ?? '')
    ids.set(key, [...(ids.get(key) ?? []), id])
  }
  return ids
}
