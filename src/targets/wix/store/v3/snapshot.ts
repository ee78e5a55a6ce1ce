// A product of Catalog V3 as it stood before. Pure.

import type { RicosDocument } from '../../../../ricos/index.ts'
import {
  type InfoSection,
  type InventoryItem,
  isJsonObject,
  type StoreVariant,
} from '../../../../wix/index.ts'
import type { CatalogSnapshots, PutBack, StorePayload, StoreSection, Wanted } from '../catalog.ts'
import { isOwnSection, mostSections, sectionField, sectionName } from '../names.ts'
import type { Stock } from '../values.ts'
import { categoryNamed, hasOptions, type Id, pictureNamed } from '../way-back/put-back.ts'
import { categoryPrefix, type RemoteProduct, remoteFields } from './canonical.ts'

export const snapshots: CatalogSnapshots = {
  fields(raw, options) {
    const read = readSnapshot(raw)
    return read && remoteFields(read, options)
  },
  putBack(raw, wanted, options) {
    const read = readSnapshot(raw)
    if (!read) return null
    return options.mode === 'sections' ? sectionsOnly(read, wanted) : whole(read, wanted)
  },
  atAddress(raw, slug) {
    const read = readSnapshot(raw)
    return read ? { ...read, product: { ...read.product, slug } } : raw
  },
}

/** As `readProducts` keeps it; projects that fill sections keep neither variants nor stock. */
function readSnapshot(raw: unknown): RemoteProduct | null {
  if (!isJsonObject(raw) || !isJsonObject(raw['product']) || !Array.isArray(raw['sections'])) return null
  const { product, sections, variants, stock } = raw
  return {
    product: product as RemoteProduct['product'],
    sections: sections as InfoSection[],
    variants: (Array.isArray(variants) ? variants : []) as StoreVariant[],
    stock: Array.isArray(stock) ? (stock as InventoryItem[]) : null,
  }
}

function sectionsOnly({ product, sections }: RemoteProduct, wanted: Wanted): PutBack {
  const payload: StorePayload = {
    ...{ catalog: 'V3', mode: 'sections', sku: '' },
    name: product.name ?? '',
    slug: product.slug ?? '',
    sections: sectionsOf(sections, wanted),
  }
  return { payload, assets: new Map(), obstacle: null }
}

function whole(read: RemoteProduct, wanted: Wanted): PutBack {
  const { product, variants } = read
  const ids: Id[] = []
  const media = (product.media?.itemsInfo?.items ?? []).flatMap((item) => {
    const fileId = item.image?.id ?? item.id
    if (!fileId) return []
    const { picture, id } = pictureNamed(fileId, item.altText ?? item.image?.altText ?? '')
    ids.push(id)
    return [picture]
  })
  const categories = categoriesOf(read, wanted)
  ids.push(...categories.map(categoryNamed))
  const [variant] = variants.length === 1 ? variants : []
  // A variant is sent as a whole: what is not named stays as it is by now.
  const has = (field: string) => wanted.fields === null || wanted.fields.includes(field)
  const stock = stockOf(read)
  const payload: StorePayload = {
    catalog: 'V3',
    mode: 'products',
    name: product.name ?? '',
    slug: product.slug ?? '',
    sku: has('sku') ? (variant?.sku ?? '') : '',
    ...(has('sku') && variant && !variant.sku && { hasNoSku: true as const }),
    product: {
      ...(variant && has('price') && { price: variant.price?.actualPrice?.amount ?? '' }),
      ...(variant &&
        has('compare_at_price') && { compareAtPrice: variant.price?.compareAtPrice?.amount ?? '' }),
      ...(variant && has('weight') && { weight: variant.physicalProperties?.weight ?? 0 }),
      ...(stock && { stock }),
      descriptionDocument: (product.description as RicosDocument | undefined) ?? emptyDocument,
      brand: product.brand?.name ?? '',
      ribbon: product.ribbon?.name ?? '',
      visible: product.visible !== false,
      media,
      categories,
      seoTags: (product.seoData?.tags ?? []) as NonNullable<StorePayload['product']>['seoTags'] & object,
    },
    sections: sectionsOf(read.sections, wanted),
    ...(wanted.fields === null && { beside: besideOf(read) }),
  }
  const isMadeAgain = wanted.fields === null
  const obstacle = isMadeAgain && variants.length > 1 ? hasOptions(variants.length) : null
  return { payload, assets: new Map(ids), obstacle }
}

const emptyDocument: RicosDocument = { nodes: [], metadata: { version: 1 } }

/** What people set beside our fields and a new product takes: keywords, sections of theirs. */
function besideOf({ product }: RemoteProduct): NonNullable<StorePayload['beside']> {
  const settings = product.seoData?.settings
  const others = (product.infoSections ?? []).flatMap(({ id, uniqueName }) =>
    id && !isOwnSection(uniqueName) ? [{ id }] : [],
  )
  return {
    ...(settings && { seoData: { tags: product.seoData?.tags ?? [], settings } }),
    ...(others.length > 0 && { infoSections: others }),
    ...(typeof product.visibleInPos === 'boolean' && { visibleInPos: product.visibleInPos }),
  }
}

/** Only those that are named: the others are as people want them by now. */
function categoriesOf({ product }: RemoteProduct, { fields }: Wanted): string[] {
  const all = (product.directCategoriesInfo?.categories ?? []).flatMap(({ id }) => id ?? [])
  return fields === null ? all : all.filter((id) => fields.includes(categoryPrefix + id))
}

/** Those of the page that the snapshot lacks are blank, and so are taken off. */
function sectionsOf(sections: readonly InfoSection[], { seed, fields }: Wanted): StoreSection[] {
  const kept = sections.map(({ uniqueName, title, description, plainDescription }): StoreSection => {
    const html = plainDescription ?? ''
    const document = description as RicosDocument | undefined
    return { uniqueName: uniqueName ?? '', title: title ?? '', html, ...(document && { document }) }
  })
  const names = new Set(kept.map(({ uniqueName }) => uniqueName))
  const added = Array.from({ length: mostSections }, (_, at) => sectionName(seed, at + 1))
    .filter((name) => !names.has(name) && fields?.includes(sectionField(name)))
    .map((uniqueName): StoreSection => ({ uniqueName, title: '', html: '' }))
  return [...kept, ...added]
}

/** Undefined where it is counted in several places, or was hidden from us. Without an item Wix shows it as sold out. */
function stockOf({ stock, variants }: RemoteProduct): Stock | undefined {
  if (stock === null || stock.length > 1 || variants.length !== 1) return undefined
  const [item] = stock
  return typeof item?.quantity === 'number'
    ? { quantity: item.quantity }
    : { inStock: item?.inStock === true }
}
