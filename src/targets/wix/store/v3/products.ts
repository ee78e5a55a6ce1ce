// Products of Catalog V3 as they are now, with our info sections on them: in bulk, a hundred a call.

import { inBatches } from '../../../../batches.ts'
import type { InfoSection, Saved, StoreProduct, StoreProductField } from '../../../../wix/index.ts'
import { storeLimits } from '../../../../wix/index.ts'
import type { TargetContext } from '../../../target.ts'
import { isOwnSection } from '../names.ts'
import type { StoreOptions } from '../options.ts'

export interface KnownProduct {
  product: Saved<StoreProduct>
  /** Ours on it, in the order of their names. */
  sections: Saved<InfoSection>[]
}

/** By id. Products that are gone, or hidden from these credentials, are left out. */
export async function productsById(
  ctx: TargetContext,
  ids: readonly string[],
  fields: readonly StoreProductField[] = [],
): Promise<Map<string, KnownProduct>> {
  return productsWhere(ctx, 'id', ids, fields)
}

export async function productsWhere(
  ctx: TargetContext,
  key: 'id' | 'slug',
  values: readonly string[],
  fields: readonly StoreProductField[] = [],
): Promise<Map<string, KnownProduct>> {
  const products = await bareProductsWhere(ctx, key, values, ['INFO_SECTION', ...fields])
  const names = products.flatMap((product) => ownNames(product))
  const sections = await sectionsByName(ctx, names)
  return new Map(
    products.map((product) => {
      const own = ownNames(product).flatMap((name) => sections.get(name) ?? [])
      return [product.id, { product, sections: own }]
    }),
  )
}

/** Without our sections on them, which take a request of their own. */
export async function bareProductsWhere(
  ctx: TargetContext,
  key: 'id' | 'slug',
  values: readonly string[],
  fields: readonly StoreProductField[] = [],
): Promise<Saved<StoreProduct>[]> {
  const products: Saved<StoreProduct>[] = []
  for (const batch of inBatches([...new Set(values)], storeLimits.page)) {
    const query = { filter: { [key]: { $in: batch } }, fields: [...fields] }
    for await (const product of ctx.client.storeProducts.queryAll(query, { signal: ctx.signal }))
      products.push(product)
  }
  return products
}

function ownNames({ infoSections }: StoreProduct): string[] {
  return (infoSections ?? [])
    .flatMap(({ uniqueName }) => (isOwnSection(uniqueName) ? (uniqueName ?? '') : []))
    .sort()
}

export async function sectionsByName(
  ctx: TargetContext,
  names: readonly string[],
): Promise<Map<string, Saved<InfoSection>>> {
  const sections = new Map<string, Saved<InfoSection>>()
  for (const batch of inBatches([...new Set(names)], storeLimits.infoSections.bulk)) {
    const filter = { uniqueName: { $in: batch } }
    for await (const section of ctx.client.infoSections.queryAll({ filter }, { signal: ctx.signal }))
      sections.set(section.uniqueName ?? '', section)
  }
  return sections
}

interface Revised {
  uniqueName?: string | null | undefined
  revision?: string | null | undefined
}

/**
 * Changes whenever the product or one of our sections on it was edited; where we only fill sections, with those alone,
 * since nothing else of the product is ours.
 */
export function editMark(
  revision: string | null | undefined,
  sections: readonly Revised[],
  mode: StoreOptions['mode'],
): string {
  const own = sections
    .map((section) => `${(section.uniqueName ?? '').replace('seomatic-', '')}@${section.revision ?? ''}`)
    .sort()
  return [...(mode === 'sections' ? ['sections'] : [`revision ${revision ?? ''}`]), ...own].join(' ')
}

export function markOf({ product, sections }: KnownProduct, mode: StoreOptions['mode']): string {
  return editMark(product.revision, sections, mode)
}

export function addressOf({ url }: StoreProduct): string | null {
  return url?.url ?? null
}
