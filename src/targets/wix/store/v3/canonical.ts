// What is compared between a payload and a product of Catalog V3, field by field as text. Pure.
import type { InfoSection, InventoryItem, StoreProduct, StoreVariant } from '../../../../wix/index.ts'
import { type AssetIds, assetKey } from '../../../target.ts'
import { canonicalDocument } from '../../document.ts'
import { canonicalSeo } from '../../seo-tags.ts'
import type { StorePayload, StoreSection } from '../catalog.ts'
import { canonicalHtml } from '../html.ts'
import { sectionField } from '../names.ts'
import type { StoreOptions } from '../options.ts'
import { categoryKind } from '../payload.ts'
import { canonicalAmount, canonicalLine, canonicalStock } from '../values.ts'
import { fileIdOf, wantedSections } from './wire.ts'

/** A field for each category, so that those that people gave a product make no difference. */
export const categoryPrefix = 'category:'
const member = 'in'

/** Fields that a template left out are absent, so that they are never compared. */
export function payloadFields(payload: StorePayload, assets: AssetIds): Record<string, string> {
  const own = Object.fromEntries(
    wantedSections(payload).map((section) => [sectionField(section.uniqueName), sectionText(section)]),
  )
  if (payload.mode === 'sections') return own
  const { product = {} } = payload
  const { descriptionDocument, descriptionHtml } = product
  return {
    name: canonicalLine(payload.name),
    slug: payload.slug,
    ...(descriptionDocument && { description: canonicalDocument(descriptionDocument) }),
    ...(descriptionHtml !== undefined && { description: canonicalHtml(descriptionHtml) }),
    ...(product.price !== undefined && { price: canonicalAmount(product.price) }),
    ...(product.compareAtPrice !== undefined && {
      compare_at_price: canonicalAmount(product.compareAtPrice),
    }),
    ...(payload.sku !== '' && { sku: canonicalLine(payload.sku) }),
    ...(product.weight !== undefined && { weight: weightText(product.weight) }),
    ...(product.stock && { stock: canonicalStock(product.stock) }),
    ...(product.brand !== undefined && { brand: canonicalLine(product.brand) }),
    ...(product.ribbon !== undefined && { ribbon: canonicalLine(product.ribbon) }),
    ...(product.visible !== undefined && { status: product.visible ? 'live' : 'draft' }),
    ...(product.media && { images: picturesText(product.media, assets) }),
    ...(product.seoTags && { seo: canonicalSeo(product.seoTags) }),
    ...categoryFields(categoryIds(payload, assets)),
    ...own,
  }
}

export function categoryIds({ product }: StorePayload, assets: AssetIds): string[] {
  const ids = (product?.categories ?? []).map((name) => categoryId(name, assets))
  return [...new Set(ids)].filter((id) => id !== '')
}

/** A name that has no id yet stands for itself and so differs from everything in Wix; that of one left out is empty. */
export function categoryId(name: string, assets: AssetIds): string {
  return assets.get(assetKey({ kind: categoryKind, name })) ?? `new: ${name}`
}

export interface RemoteProduct {
  product: StoreProduct
  /** Ours on it, as they are now. */
  sections: InfoSection[]
  variants: StoreVariant[]
  /** Null where the credentials may not see it. */
  stock: InventoryItem[] | null
}

export function remoteFields(remote: RemoteProduct, options: StoreOptions): Record<string, string> {
  const { product, sections, variants, stock } = remote
  const isDocument = options.description !== 'html'
  const own = Object.fromEntries(
    sections.map((section) => [
      sectionField(section.uniqueName ?? ''),
      remoteSectionText(section, isDocument),
    ]),
  )
  if (options.mode === 'sections') return own
  return {
    name: canonicalLine(product.name),
    slug: product.slug ?? '',
    description: isDocument
      ? canonicalDocument(product.description)
      : canonicalHtml(product.plainDescription),
    ...variantFields(variants),
    ...(stock && { stock: stockText(stock) }),
    brand: canonicalLine(product.brand?.name),
    ribbon: canonicalLine(product.ribbon?.name),
    status: remoteStatus(product),
    images: remotePictures(product),
    seo: canonicalSeo(product.seoData?.tags),
    ...categoryFields((product.directCategoriesInfo?.categories ?? []).flatMap(({ id }) => id ?? [])),
    ...own,
  }
}

/** A hidden product is the draft of a store. */
export function remoteStatus({ visible }: StoreProduct): 'live' | 'draft' {
  return visible === false ? 'draft' : 'live'
}

export function sectionText({ title, html, document }: StoreSection): string {
  return joined(title, document ? canonicalDocument(document) : canonicalHtml(html))
}

export function remoteSectionText(section: InfoSection, isDocument: boolean): string {
  const { title, description, plainDescription } = section
  return joined(title, isDocument ? canonicalDocument(description) : canonicalHtml(plainDescription))
}

function joined(title: string | null | undefined, text: string): string {
  return `${canonicalLine(title)}\n${text}`
}

/** Prices of a product with options stand in its variants, which one row cannot speak for. */
function variantFields(variants: StoreVariant[]): Record<string, string> {
  const [variant] = variants
  if (variants.length !== 1 || !variant) {
    const text = `${variants.length} variants`
    return { price: text, compare_at_price: text, sku: text, weight: text }
  }
  return {
    price: canonicalAmount(variant.price?.actualPrice?.amount),
    compare_at_price: canonicalAmount(variant.price?.compareAtPrice?.amount),
    sku: canonicalLine(variant.sku),
    weight: weightText(variant.physicalProperties?.weight),
  }
}

/** Without an inventory item Wix shows a product as sold out. */
function stockText(items: InventoryItem[]): string {
  const [item] = items
  if (items.length > 1) return `${items.length} places`
  if (typeof item?.quantity === 'number') return canonicalStock({ quantity: item.quantity })
  return canonicalStock({ inStock: item?.inStock === true })
}

function weightText(weight: number | null | undefined): string {
  return weight ? String(weight) : ''
}

function picturesText(pictures: { url: string; alt: string }[], assets: AssetIds): string {
  return pictures.map(({ url, alt }) => pictureText(fileIdOf(url, assets) ?? `new: ${url}`, alt)).join('\n')
}

function remotePictures({ media }: StoreProduct): string {
  const items = media?.itemsInfo?.items ?? []
  return items
    .map((item) => pictureText(item.image?.id ?? item.id ?? '', item.altText ?? item.image?.altText ?? ''))
    .join('\n')
}

function pictureText(file: string, alt: string): string {
  return alt.trim() === '' ? file : `${file} | ${canonicalLine(alt)}`
}

function categoryFields(ids: string[]): Record<string, string> {
  return Object.fromEntries(ids.map((id) => [categoryPrefix + id, member]))
}
