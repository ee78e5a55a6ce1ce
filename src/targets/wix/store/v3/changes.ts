// What is sent for a product of Catalog V3 that changes. Pure.
import type { StoreProductChanges, StoreProductInput, StoreVariant } from '../../../../wix/index.ts'
import type { AssetIds } from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'
import { sectionField } from '../names.ts'
import { isBlankSection } from '../payload.ts'
import type { KnownProduct } from './products.ts'
import { toPrice, toProductParts } from './wire.ts'

/** Which keys of a product hold one of our fields. */
const keysOfField: Record<string, readonly string[]> = {
  name: ['name'],
  slug: ['slug'],
  description: ['description', 'plainDescription'],
  brand: ['brand'],
  ribbon: ['ribbon'],
  status: ['visible'],
  images: ['media'],
  seo: ['seoData'],
}

/** These stand in the one variant of a product without options. */
const variantFields = ['price', 'compare_at_price', 'sku', 'weight']

/** None named: all of them. */
function isChanged(changed: readonly string[], field: string): boolean {
  return changed.length === 0 || changed.includes(field)
}

/** Whether fields change that stand in the variant. */
export function changesVariant(
  { product, sku, hasNoSku }: StorePayload,
  changed: readonly string[],
): boolean {
  if (!product) return false
  const ours: Record<string, boolean> = {
    price: product.price !== undefined,
    compare_at_price: product.compareAtPrice !== undefined,
    sku: sku !== '' || hasNoSku === true,
    weight: product.weight !== undefined,
  }
  return variantFields.some((field) => ours[field] && isChanged(changed, field))
}

export function changesStock({ product }: StorePayload, changed: readonly string[]): boolean {
  return product?.stock !== undefined && isChanged(changed, 'stock')
}

/** Sections of ours that this change is about, blank ones included. */
export function changedSections({ sections = [] }: StorePayload, changed: readonly string[]) {
  return sections.filter(({ uniqueName }) => isChanged(changed, sectionField(uniqueName)))
}

/**
 * The changed fields with the id and revision of the product as it was read; null when nothing of the product itself
 * changes. SEO settings beside our tags are the owner's and are kept.
 */
export function toChanges(
  payload: StorePayload,
  changed: readonly string[],
  known: KnownProduct,
  variants: readonly StoreVariant[],
  sectionIds: ReadonlyMap<string, string>,
  assets: AssetIds,
): (StoreProductChanges & { id: string }) | null {
  const { product: before } = known
  const changes: Record<string, unknown> = {}
  if (payload.mode === 'products') {
    const parts: Record<string, unknown> = toProductParts(payload, assets)
    for (const [field, keys] of Object.entries(keysOfField))
      if (isChanged(changed, field)) for (const key of keys) if (key in parts) changes[key] = parts[key]
    if (changes['seoData'] && before.seoData?.settings)
      changes['seoData'] = { ...(changes['seoData'] as object), settings: before.seoData.settings }
    const [variant] = variants
    if (variant && changesVariant(payload, changed))
      changes['variantsInfo'] = { variants: [toVariant(payload, changed, variant)] }
  }
  const infoSections = assigned(changedSections(payload, changed), known, sectionIds)
  if (infoSections) changes['infoSections'] = infoSections
  if (Object.keys(changes).length === 0) return null
  return { ...(changes as StoreProductInput), id: before.id, revision: before.revision ?? '' }
}

/**
 * A variant is replaced as a whole and has to carry its id and price, so what is not ours, or did not change, is sent as
 * it was. A null takes the SKU off.
 */
function toVariant(
  { product = {}, sku, hasNoSku }: StorePayload,
  changed: readonly string[],
  before: StoreVariant,
): object {
  const { visible, barcode, media, revenueDetails, digitalProperties } = before
  const ours = <Value>(field: string, value: Value | undefined) =>
    isChanged(changed, field) ? value : undefined
  const compareAtPrice =
    ours('compare_at_price', product.compareAtPrice) ?? before.price?.compareAtPrice?.amount ?? ''
  const price = ours('price', product.price) || (before.price?.actualPrice?.amount ?? '')
  const own = ours('sku', hasNoSku ? null : sku || undefined)
  const skuNow = own === undefined ? before.sku || undefined : own
  const weight = ours('weight', product.weight) ?? before.physicalProperties?.weight ?? 0
  const { weight: _, ...physical } = before.physicalProperties ?? {}
  return {
    id: before.variantId ?? before.id,
    ...(visible !== undefined && visible !== null && { visible }),
    ...(barcode && { barcode }),
    ...(media && { media }),
    ...(revenueDetails?.cost && { revenueDetails: { cost: revenueDetails.cost } }),
    ...(digitalProperties
      ? { digitalProperties }
      : { physicalProperties: { ...physical, ...(weight ? { weight } : {}) } }),
    ...(skuNow !== undefined && { sku: skuNow }),
    // One that is no reduction any more would make Wix refuse the change.
    price: toPrice({
      price,
      compareAtPrice: Number(compareAtPrice) > Number(price) ? compareAtPrice : '',
    }),
  }
}

/**
 * The sections of the product with ours among them: what others put there stays, in its order. The whole list is sent
 * at the revision that was read, so nothing can come between. Undefined: they are as they should be.
 */
function assigned(
  wanted: ReturnType<typeof changedSections>,
  { product }: KnownProduct,
  sectionIds: ReadonlyMap<string, string>,
): { id: string }[] | undefined {
  const before = (product.infoSections ?? []).map(({ id, uniqueName }) => ({ id: id ?? '', uniqueName }))
  const blank = new Set(wanted.filter(isBlankSection).map(({ uniqueName }) => uniqueName))
  const kept = before.filter(({ uniqueName }) => !blank.has(uniqueName ?? '')).map(({ id }) => id)
  const ours = wanted.flatMap(({ uniqueName }) => sectionIds.get(uniqueName) ?? [])
  const ids = [...kept, ...ours.filter((id) => !kept.includes(id))]
  const isSame = ids.length === before.length && ids.every((id, at) => id === before[at]?.id)
  return isSame ? undefined : ids.map((id) => ({ id }))
}
