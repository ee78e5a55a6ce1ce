// A payload as the bodies of requests. Pure.
import type { StoreProductV1 } from '../../../../wix/index.ts'
import { sortKeys } from '../../sort-keys.ts'
import type { StorePayload } from '../catalog.ts'
import { priceFieldNames, toV1Price } from './money.ts'
import { isSectionField, mergeSections, toV1Sections } from './sections.ts'
import { isGeneratedSku } from './sku.ts'

/**
 * The `product` of a create, keys sorted: a store may have reordered those of the payload. Pictures, categories and
 * stock are not part of it. Blank is what has no value in Wix.
 */
export function toWire(payload: StorePayload): StoreProductV1 {
  const { discount, brand, ribbon, ...rest } = toAll(payload)
  return sortKeys({
    ...rest,
    ...(discount?.type && discount.type !== 'NONE' && { discount }),
    ...(brand && { brand }),
    ...(ribbon && { ribbon }),
    ...(payload.mode === 'products' && { productType: 'physical', manageVariants: false }),
  }) as StoreProductV1
}

export interface Change {
  product: StoreProductV1
  /** Wix takes no blank one in a change and has a call for each. */
  cleared: ('brand' | 'ribbon')[]
}

/**
 * The changed fields (all, when none is named). `before` is the product as it is, for what is replaced as a whole:
 * info sections, and SEO tags, beside which the owner has keywords and redirect settings.
 */
export function toChange(payload: StorePayload, changed: readonly string[], before: StoreProductV1): Change {
  const all = toAll(payload)
  const keys = changed.length === 0 ? Object.keys(all) : changed.flatMap(keysOf)
  const product = Object.fromEntries(
    Object.entries(all).filter(([key, value]) => keys.includes(key) && value !== ''),
  ) as StoreProductV1
  if (payload.hasNoSku && keys.includes('sku')) product.sku = ''
  if (isGeneratedSku(payload.sku)) delete product.sku
  // A blank description is a description, and clears it.
  if (keys.includes('description') && all.description === '') product.description = ''
  if (product.seoData && before.seoData?.settings)
    product.seoData = { ...product.seoData, settings: before.seoData.settings }
  if (product.additionalInfoSections)
    product.additionalInfoSections = mergeSections(
      before.additionalInfoSections ?? [],
      product.additionalInfoSections,
      changed,
    )
  const cleared = (['brand', 'ribbon'] as const).filter(
    (key) => keys.includes(key) && all[key] === '' && before[key],
  )
  return { product: sortKeys(product) as StoreProductV1, cleared }
}

/** Whether `toChange` needs the product as it is. */
export function needsBefore(payload: StorePayload, changed: readonly string[]): boolean {
  const keys = changed.length === 0 ? Object.keys(toAll(payload)) : changed.flatMap(keysOf)
  const all = toAll(payload)
  return keys.some(
    (key) =>
      key === 'additionalInfoSections' ||
      key === 'seoData' ||
      ((key === 'brand' || key === 'ribbon') && all[key] === ''),
  )
}

function toAll({ mode, name, slug, sku, product = {}, sections, beside }: StorePayload): StoreProductV1 {
  const infoSections = sections && { additionalInfoSections: toV1Sections(sections) }
  if (mode === 'sections') return { ...infoSections }
  return {
    name,
    ...(slug !== '' && { slug }),
    sku,
    ...toV1Price(product),
    ...(product.weight !== undefined && { weight: product.weight }),
    ...(product.descriptionHtml !== undefined && { description: product.descriptionHtml }),
    ...(product.brand !== undefined && { brand: product.brand }),
    ...(product.ribbon !== undefined && { ribbon: product.ribbon }),
    ...(product.visible !== undefined && { visible: product.visible }),
    ...(product.seoTags && { seoData: { tags: product.seoTags } }),
    ...infoSections,
    ...beside,
  }
}

/** Which keys of a product hold one of our fields; pictures and categories have calls of their own. */
function keysOf(field: string): string[] {
  if (isSectionField(field)) return ['additionalInfoSections']
  if (priceFieldNames.includes(field)) return ['priceData', 'discount']
  if (field === 'status') return ['visible']
  return [field === 'seo' ? 'seoData' : field]
}
