// A product of Catalog V1 as it stood before. Pure.
import { allProductsCollectionV1, isJsonObject, type StoreProductV1 } from '../../../../wix/index.ts'
import type { CatalogSnapshots, PutBack, StorePayload, Wanted } from '../catalog.ts'
import { ownSku } from '../names.ts'
import { categoryNamed, hasOptions, type Id, pictureNamed } from '../way-back/put-back.ts'
import { remoteFields, remotePictures } from './canonical.ts'

export const snapshots: CatalogSnapshots = {
  fields(raw, { mode }) {
    const product = readSnapshot(raw)
    return product && remoteFields(product, mode)
  },
  putBack(raw, wanted, { mode }) {
    const product = readSnapshot(raw)
    return product && putBackOf(product, wanted, mode === 'sections' ? 'sections' : 'products')
  },
  atAddress: (raw, slug) => (readSnapshot(raw) ? { ...(raw as object), slug } : raw),
}

function readSnapshot(raw: unknown): StoreProductV1 | null {
  return isJsonObject(raw) && typeof raw['id'] === 'string' ? (raw as StoreProductV1) : null
}

function putBackOf(before: StoreProductV1, wanted: Wanted, mode: StorePayload['mode']): PutBack {
  const isMadeAgain = wanted.fields === null
  const sections = (before.additionalInfoSections ?? []).map(({ title, description }) => ({
    ...{ uniqueName: '', title: title ?? '', html: description ?? '' },
  }))
  const { name, slug, sku } = before
  // By it a lost creation is found.
  const skuNow = sku || (isMadeAgain ? ownSku(wanted.seed) : '')
  const base = { catalog: 'V1', mode, name: name ?? '', slug: slug ?? '', sku: skuNow, sections } as const
  if (mode === 'sections') return { payload: base, assets: new Map(), obstacle: null }
  const ids: Id[] = []
  const media = remotePictures(before).map((fileId) => {
    const { picture, id } = pictureNamed(fileId, '')
    ids.push(id)
    return picture
  })
  const categories = (before.collectionIds ?? []).filter((id) => id !== allProductsCollectionV1)
  ids.push(...categories.map(categoryNamed))
  const payload: StorePayload = {
    ...base,
    ...(!sku && !isMadeAgain && { hasNoSku: true as const }),
    product: {
      // What a customer paid is part of the discount, which is put back as it was.
      price: String(before.priceData?.price ?? 0),
      // One that had none gets none when it is made again; on one that is there, none is a weight of zero.
      ...((before.weight !== undefined || !isMadeAgain) && { weight: before.weight ?? 0 }),
      descriptionHtml: before.description ?? '',
      brand: before.brand ?? '',
      ribbon: before.ribbon ?? '',
      visible: before.visible !== false,
      media,
      categories,
      seoTags: (before.seoData?.tags ?? []) as NonNullable<StorePayload['product']>['seoTags'] & object,
    },
    beside: {
      discount: before.discount ?? { type: 'NONE', value: 0 },
      ...(isMadeAgain && before.seoData?.settings && { seoData: before.seoData }),
    },
  }
  const variants = before.manageVariants || (before.productOptions ?? []).length > 0
  return {
    payload,
    assets: new Map(ids),
    obstacle: isMadeAgain && variants ? hasOptions(before.variants?.length ?? 2) : null,
  }
}
