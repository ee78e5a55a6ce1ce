// What is compared between a payload and a product of Catalog V1, field by field as text. Pure.
import type { StoreProductV1 } from '../../../../wix/index.ts'
import { type AssetIds, assetKey, imageKind } from '../../../target.ts'
import { readImageRef } from '../../media.ts'
import { canonicalSeo } from '../../seo-tags.ts'
import type { StorePayload } from '../catalog.ts'
import { canonicalHtml } from '../html.ts'
import type { StoreOptions } from '../options.ts'
import { categoryKind } from '../payload.ts'
import { canonicalLine } from '../values.ts'
import { priceFields, remotePriceFields } from './money.ts'
import { sectionFields, toV1Sections } from './sections.ts'
import { isGeneratedSku } from './sku.ts'
import { canonicalSlug } from './slugs.ts'

export const picturePrefix = 'picture:'
export const categoryPrefix = 'category:'
const isMember = 'in'

/**
 * Fields that a template left out are absent, so that they are never compared. Pictures, categories and info sections
 * are a field each, so that those of others beside ours do not matter. Stock cannot be written to Catalog V1 here.
 */
export function payloadFields(payload: StorePayload, assets: AssetIds): Record<string, string> {
  const { name, slug, sku, sections } = payload
  const own = sections ? sectionFields(toV1Sections(sections)) : {}
  if (payload.mode === 'sections') return own
  const product = payload.product ?? {}
  return {
    name: canonicalLine(name),
    ...(slug !== '' && { slug: canonicalSlug(slug) }),
    ...(!isGeneratedSku(sku) && { sku: canonicalLine(sku) }),
    ...priceFields(product),
    ...(product.weight !== undefined && { weight: String(product.weight) }),
    ...(product.descriptionHtml !== undefined && { description: canonicalHtml(product.descriptionHtml) }),
    ...(product.brand !== undefined && { brand: canonicalLine(product.brand) }),
    ...(product.ribbon !== undefined && { ribbon: canonicalLine(product.ribbon) }),
    ...(product.visible !== undefined && { status: product.visible ? 'live' : 'draft' }),
    ...(product.seoTags && { seo: canonicalSeo(product.seoTags) }),
    ...memberFields(picturePrefix, picturesOf(payload, assets)),
    ...memberFields(categoryPrefix, categoriesOf(payload, assets)),
    ...own,
  }
}

export function remoteFields(product: StoreProductV1, mode: StoreOptions['mode']): Record<string, string> {
  const sections = sectionFields(product.additionalInfoSections ?? [])
  if (mode === 'sections') return sections
  return {
    name: canonicalLine(product.name),
    slug: canonicalSlug(product.slug),
    sku: canonicalLine(product.sku),
    ...remotePriceFields(product),
    weight: String(product.weight ?? 0),
    description: canonicalHtml(product.description),
    brand: canonicalLine(product.brand),
    ribbon: canonicalLine(product.ribbon),
    status: remoteStatus(product),
    seo: canonicalSeo(product.seoData?.tags),
    ...memberFields(picturePrefix, remotePictures(product).map(remoteMember)),
    ...memberFields(categoryPrefix, (product.collectionIds ?? []).map(remoteMember)),
    ...sections,
  }
}

/** A hidden product is the draft of a store. */
export function remoteStatus({ visible }: StoreProductV1): 'live' | 'draft' {
  return visible === false ? 'draft' : 'live'
}

/** A picture or category of a payload. */
export interface Member {
  name: string
  /** Null while the site has none for it. */
  id: string | null
}

/** In their order, the files of two addresses that are one file once. */
export function picturesOf({ product }: StorePayload, assets: AssetIds): Member[] {
  return once(
    (product?.media ?? []).map(({ url }) => url),
    (name) => {
      const ref = readImageRef(assets.get(assetKey({ kind: imageKind, name })) ?? '')
      return ref?.fileId ?? null
    },
  )
}

export function categoriesOf({ product }: StorePayload, assets: AssetIds): Member[] {
  const idOf = (name: string) => assets.get(assetKey({ kind: categoryKind, name })) ?? null
  // A name that is left out of pages has an empty id.
  return once(product?.categories ?? [], idOf).filter(({ id }) => id !== '')
}

/** Whether it is among the changed fields; all are, when none is named. A plan may have known it without an id. */
export function isChanged(prefix: string, member: Member, changed: readonly string[]): boolean {
  return (
    changed.length === 0 ||
    changed.includes(fieldOf(prefix, member)) ||
    changed.includes(fieldOf(prefix, { ...member, id: null }))
  )
}

function once(names: readonly string[], idOf: (name: string) => string | null): Member[] {
  const members = names.map((name) => ({ name, id: idOf(name) }))
  return [...new Map(members.map((member) => [fieldOf('', member), member])).values()]
}

/** Without an id it stands for itself and differs from everything in Wix. */
export function fieldOf(prefix: string, { name, id }: Member): string {
  return prefix + (id ?? `new: ${name}`)
}

export function remotePictures({ media }: StoreProductV1): string[] {
  return (media?.items ?? []).flatMap(({ id }) => id ?? [])
}

function memberFields(prefix: string, members: readonly Member[]): Record<string, string> {
  return Object.fromEntries(members.map((one) => [fieldOf(prefix, one), isMember]))
}

function remoteMember(id: string): Member {
  return { name: id, id }
}
