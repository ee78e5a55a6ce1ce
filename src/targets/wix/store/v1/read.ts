// Reading products in bulk, a hundred a call, and finding out which addresses are taken.
import { goneState, type RemoteState, type TargetContext } from '../../../target.ts'
import type { StoreOptions } from '../options.ts'
import { remoteFields, remoteStatus } from './canonical.ts'
import { type Product, productsBy } from './query.ts'
import { canonicalSlug } from './slugs.ts'

export async function readProducts(
  ctx: TargetContext,
  remoteIds: string[],
  depth: 'light' | 'full',
  { mode }: StoreOptions,
): Promise<Map<string, RemoteState>> {
  const states = new Map<string, RemoteState>(remoteIds.map((remoteId) => [remoteId, goneState(remoteId)]))
  for (const product of await productsBy(ctx, 'id', remoteIds)) {
    states.set(product.id, {
      remoteId: product.id,
      exists: true,
      status: remoteStatus(product),
      editedAt: product.lastUpdated ?? null,
      url: addressOf(product),
      slug: canonicalSlug(product.slug),
      fields: depth === 'full' ? remoteFields(product, mode) : null,
      raw: depth === 'full' ? product : null,
    })
  }
  return states
}

export async function takenSlugs(
  ctx: TargetContext,
  slugs: string[],
): Promise<Map<string, { remoteId: string; title: string }>> {
  const products = await productsBy(ctx, 'slug', slugs)
  return new Map(
    products.map(({ id, slug, name }) => [canonicalSlug(slug), { remoteId: id, title: name ?? '' }]),
  )
}

/** A hidden product has an address that shows nothing. */
export function addressOf(product: Product): string | null {
  const { base, path } = product.productPageUrl ?? {}
  if (!path || remoteStatus(product) === 'draft') return null
  return base ? `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}` : path
}
