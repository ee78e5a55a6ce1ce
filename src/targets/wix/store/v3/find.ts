// Products of Catalog V3 by what a row says of them: lost creates, taken addresses, products to take over.

import { documentSeedMark } from '../../../../ricos/index.ts'
import type { StoreProduct } from '../../../../wix/index.ts'
import { foldName, type OutgoingItem, type RemoteRef, type TargetContext } from '../../../target.ts'
import { documentWords, nodeIds } from '../../document.ts'
import type { StorePayload } from '../catalog.ts'
import { toCleanHtml } from '../html.ts'
import { isSectionOf } from '../names.ts'
import { canonicalAmount } from '../values.ts'
import { addressOf, bareProductsWhere, type KnownProduct, markOf, productsWhere } from './products.ts'

type Item = OutgoingItem<StorePayload>

/**
 * Products that are certainly one of `items`, among those with their slugs, which are unique. Certain is an info section
 * of the page, a node id with its mark, or the same name, words and price.
 */
export async function findProducts(ctx: TargetContext, items: Item[]): Promise<Map<string, RemoteRef[]>> {
  const owners = await slugOwners(ctx, items)
  return new Map([...owners].flatMap(([rowKey, { ref }]) => (ref ? [[rowKey, [ref]]] : [])))
}

/** Whose the slugs of these items are, where a product has them; `ref` only where it is the item's own. */
export async function slugOwners(
  ctx: TargetContext,
  items: Item[],
): Promise<Map<string, { ref: RemoteRef | null; url: string | null }>> {
  const slugs = items.map(({ payload }) => payload.slug).filter((slug) => slug !== '')
  const products = await productsWhere(ctx, 'slug', slugs, ['DESCRIPTION', 'URL'])
  const bySlug = new Map([...products.values()].map((one) => [one.product.slug ?? '', one]))
  return new Map(
    items.flatMap((item) => {
      const one = bySlug.get(item.payload.slug)
      if (!one) return []
      return [
        [item.rowKey, { ref: isOurs(item, one) ? toRef(item, one) : null, url: addressOf(one.product) }],
      ]
    }),
  )
}

function isOurs({ seed, payload }: Item, { product, sections }: KnownProduct): boolean {
  if (sections.some(({ uniqueName }) => isSectionOf(uniqueName, seed))) return true
  const mark = documentSeedMark(seed)
  for (const id of nodeIds(product.description)) if (id.startsWith(mark)) return true
  return (
    foldName(product.name ?? '') === foldName(payload.name) &&
    words(product.description) === ownWords(payload) &&
    pricesOf(product).every((price) => price === canonicalAmount(payload.product?.price))
  )
}

function ownWords({ product }: StorePayload): string {
  if (product?.descriptionDocument) return words(product.descriptionDocument)
  return words(toCleanHtml('description', product?.descriptionHtml ?? '', '').document)
}

function words(document: unknown): string {
  return documentWords(document).normalize('NFC').trim().replace(/\s+/g, ' ')
}

function pricesOf({ actualPriceRange }: StoreProduct): string[] {
  return [actualPriceRange?.minValue, actualPriceRange?.maxValue].map((price) =>
    canonicalAmount(price?.amount),
  )
}

export function toRef({ rowKey, payload }: Item, known: KnownProduct): RemoteRef {
  return { rowKey, remoteId: known.product.id, editedAt: markOf(known, payload.mode) }
}

/** Which of these addresses products have. */
export async function takenSlugs(
  ctx: TargetContext,
  slugs: string[],
): Promise<Map<string, { remoteId: string; title: string }>> {
  const products = await bareProductsWhere(ctx, 'slug', slugs.filter(Boolean))
  return new Map(
    products.map((product) => [product.slug ?? '', { remoteId: product.id, title: product.name ?? '' }]),
  )
}
