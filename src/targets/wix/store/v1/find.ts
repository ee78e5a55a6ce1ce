// Products that rows stand for: those that rows take over, and those whose create was lost.
import {
  foldName,
  type OutgoingItem,
  type OwnFinder,
  type OwnRef,
  type RemoteRef,
  type TargetContext,
} from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'
import { canonicalHtml } from '../html.ts'
import { ownSku } from '../names.ts'
import { canonicalLine as line } from '../values.ts'
import { listPrice } from './money.ts'
import { type Product, productsBy } from './query.ts'
import { canonicalSlug, isMadeFromName, suffixedSlugs } from './slugs.ts'

type Item = OutgoingItem<StorePayload>

/**
 * Whether a product with the item's SKU can only come from this item. A SKU made from its seed says so alone; one of the template may
 * be another product's too, so that the name, the address, the price and the description have to be those we send.
 */
export function isOurs({ seed, payload }: Item, candidate: Product): boolean {
  const { name, slug, sku, product = {} } = payload
  if (sku === ownSku(seed)) return true
  const price = listPrice(product)
  return (
    foldName(candidate.name ?? '') === foldName(name) &&
    (suffixedSlugs(canonicalSlug(slug)).includes(canonicalSlug(candidate.slug)) ||
      isMadeFromName(candidate.slug, name)) &&
    (price === undefined || candidate.priceData?.price === price) &&
    (product.descriptionHtml === undefined ||
      canonicalHtml(candidate.description) === canonicalHtml(product.descriptionHtml))
  )
}

/** Asked for by SKU, and by slug with its suffixes in case the look-up by SKU is behind. The oldest comes first. */
export async function findProducts(ctx: TargetContext, items: Item[]): Promise<Map<string, RemoteRef[]>> {
  const payloads = items.map(({ payload }) => payload)
  const bySku = await productsBy(
    ctx,
    'sku',
    payloads.map(({ sku }) => sku),
  )
  const bySlug = await productsBy(
    ctx,
    'slug',
    payloads.flatMap(({ slug }) => suffixedSlugs(slug)),
  )
  const candidates = [...new Map([...bySku, ...bySlug].map((product) => [product.id, product])).values()]
  const bySkuText = Map.groupBy(candidates, ({ sku }) => line(sku))
  return refsOf(items, (item) =>
    (bySkuText.get(line(item.payload.sku)) ?? []).filter((candidate) => isOurs(item, candidate)),
  )
}

/**
 * By SKU alone, whatever became of the rest: one made from the seed is ours; with one of the template the name or the
 * address has to be the row's too. Every create looks its SKU up, so that only records known to be older are worth more.
 */
export async function findOwnProducts(
  ctx: TargetContext,
  since: Date | null,
): Promise<OwnFinder<StorePayload>> {
  return async (items) => {
    if (since !== null) return new Map()
    const skus = items.map(({ payload }) => payload.sku)
    const bySku = Map.groupBy(await productsBy(ctx, 'sku', skus), ({ sku }) => line(sku))
    return new Map(
      items.flatMap((item): [string, OwnRef[]][] => {
        const own = (bySku.get(line(item.payload.sku)) ?? []).filter((product) => isLikelyOurs(item, product))
        return own.length > 0
          ? [[item.rowKey, own.map(({ id }) => ({ remoteId: id, isTrashed: false }))]]
          : []
      }),
    )
  }
}

function isLikelyOurs({ seed, payload: { sku, name, slug } }: Item, candidate: Product): boolean {
  return (
    sku === ownSku(seed) ||
    foldName(candidate.name ?? '') === foldName(name) ||
    suffixedSlugs(canonicalSlug(slug)).includes(canonicalSlug(candidate.slug))
  )
}

const keyOf = {
  slug: ({ slug }: { slug?: string | null | undefined }) => canonicalSlug(slug),
  sku: ({ sku }: { sku?: string | null | undefined }) => line(sku),
  name: ({ name }: { name?: string | null | undefined }) => foldName(name ?? ''),
}

/**
 * Products with the same slug, SKU or name. Wix is asked for the exact text; whether it minds the case of a name is
 * not documented. SKUs of variants are not looked at.
 */
export async function matchProducts(
  ctx: TargetContext,
  items: Item[],
  by: 'slug' | 'sku' | 'name',
): Promise<Map<string, RemoteRef[]>> {
  const products = await productsBy(
    ctx,
    by,
    items.map(({ payload }) => payload[by]),
  )
  const byKey = Map.groupBy(products, keyOf[by])
  return refsOf(items, ({ payload }) => byKey.get(keyOf[by](payload)) ?? [])
}

function refsOf(items: Item[], productsOf: (item: Item) => Product[]): Map<string, RemoteRef[]> {
  return new Map(
    items.flatMap((item): [string, RemoteRef[]][] => {
      const { rowKey } = item
      const refs = productsOf(item).map(({ id, lastUpdated }) => ({
        rowKey,
        remoteId: id,
        editedAt: lastUpdated ?? null,
      }))
      return refs.length > 0 ? [[rowKey, refs]] : []
    }),
  )
}
