// A payload as it travels to Catalog V3. Pure.
import type { NewInfoSection, StoreProductInput, StoreProductWithStock } from '../../../../wix/index.ts'
import { type AssetIds, assetKey, imageKind } from '../../../target.ts'
import { readImageRef } from '../../media.ts'
import { sortKeys } from '../../sort-keys.ts'
import type { StorePayload, StoreSection } from '../catalog.ts'
import { isBlankSection } from '../payload.ts'

type Product = NonNullable<StorePayload['product']>
type NewVariant = NonNullable<NonNullable<StoreProductWithStock['variantsInfo']>['variants']>[number]

export interface ProductWire {
  /** What goes into one bulk creation of info sections, before the product. */
  infoSections: NewInfoSection[]
  /** The element of the bulk creation of products, which then names the sections by their ids. Null: sections alone. */
  product: StoreProductWithStock | null
}

export function toWire(payload: StorePayload, assets: AssetIds): ProductWire {
  return sortKeys({
    infoSections: wantedSections(payload).map(toSectionWire),
    product: payload.mode === 'products' ? toNewProduct(payload, assets) : null,
  })
}

/** Those the product shall have. */
export function wantedSections({ sections = [] }: StorePayload): StoreSection[] {
  return sections.filter((section) => !isBlankSection(section))
}

export function toSectionWire({ uniqueName, title, html, document }: StoreSection): NewInfoSection {
  // With a document, Wix ignores the HTML in silence.
  return { uniqueName, title, ...(document ? { description: document } : { plainDescription: html }) }
}

/** `physicalProperties` have to be there, empty as they are, on the product and on its one variant. */
function toNewProduct(payload: StorePayload, assets: AssetIds): StoreProductWithStock {
  const { product = {}, sku } = payload
  const visible = product.visible ?? true
  const variant: NewVariant = {
    visible,
    physicalProperties: product.weight ? { weight: product.weight } : {},
    price: toPrice(product),
    ...(sku !== '' && { sku }),
    // Without one Wix shows the product as sold out.
    inventoryItem: product.stock ?? { inStock: true },
  }
  const { brand, ribbon, ...parts } = toProductParts(payload, assets)
  return {
    ...parts,
    ...(brand && { brand }),
    ...(ribbon && { ribbon }),
    ...payload.beside,
    visible,
    productType: 'PHYSICAL',
    physicalProperties: {},
    variantsInfo: { variants: [variant] },
  }
}

/** What is not part of a variant. Null takes it off. */
export function toProductParts(
  payload: StorePayload,
  assets: AssetIds,
): Omit<StoreProductInput, 'brand' | 'ribbon'> & {
  brand?: { name: string } | null
  ribbon?: { name: string } | null
} {
  const { product = {} } = payload
  const media = toMedia(product, assets)
  return {
    name: payload.name,
    slug: payload.slug,
    ...(product.descriptionDocument && { description: product.descriptionDocument }),
    ...(product.descriptionHtml !== undefined && { plainDescription: product.descriptionHtml }),
    ...(product.brand !== undefined && { brand: product.brand === '' ? null : { name: product.brand } }),
    ...(product.ribbon !== undefined && { ribbon: product.ribbon === '' ? null : { name: product.ribbon } }),
    ...(product.visible !== undefined && { visible: product.visible }),
    ...(media && { media }),
    ...(product.seoTags && { seoData: { tags: product.seoTags } }),
  }
}

/** A price before the reduction only where there is one: Wix wants it higher than the price. */
export function toPrice({ price = '', compareAtPrice = '' }: Product): NonNullable<NewVariant['price']> {
  return {
    actualPrice: { amount: price },
    ...(compareAtPrice !== '' && { compareAtPrice: { amount: compareAtPrice } }),
  }
}

/** Undefined where a picture has no file yet: then the pictures of the product are left as they are. */
function toMedia({ media }: Product, assets: AssetIds): StoreProductInput['media'] {
  if (!media) return undefined
  const items = media.flatMap(({ url, alt }) => {
    const fileId = fileIdOf(url, assets)
    return fileId === null ? [] : [{ id: fileId, ...(alt !== '' && { altText: alt }) }]
  })
  return items.length === media.length ? { itemsInfo: { items } } : undefined
}

/** The file of the Media Manager that a picture became; null while there is none. */
export function fileIdOf(url: string, assets: AssetIds): string | null {
  return readImageRef(assets.get(assetKey({ kind: imageKind, name: url })) ?? '')?.fileId ?? null
}
