// Products of Catalog V1: no revision, no unique values, prices as numbers.

import { createHash } from 'node:crypto'
import { firstFreeSlug } from '../blog/slugs.ts'
import { invalidArgument, notFound } from '../errors.ts'
import { fileId } from '../media/files.ts'
import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import { asciiSlug } from './catalog.ts'
import type { ProductRecord, ProductV1Record } from './types.ts'
import { variantsOf } from './variants.ts'

export function createProductV1(call: Call, input: Obj): ProductV1Record {
  const price = (input['priceData'] as Obj | undefined)?.['price']
  if (typeof price !== 'number') throw invalidArgument('product.priceData.price must not be empty')
  if (input['productType'] !== undefined && input['productType'] !== 'physical')
    throw invalidArgument('only products of type physical can be created')
  const name = String(input['name'])
  const isHonoured = call.site.switches.slugOnV1Create === 'honoured'
  const wanted = isHonoured && typeof input['slug'] === 'string' ? input['slug'] : name
  const all = call.store.all('productV1', call.site.id)
  const at = call.writeTime()
  return saveV1(call, {
    id: call.newId(),
    siteId: call.site.id,
    numericId: 1 + all.reduce((most, product) => Math.max(most, product.numericId), 0),
    slug: freeSlug(call, wanted),
    product: { visible: true, manageVariants: false, productOptions: [], ...given(input), mediaItems: [] },
    createdDate: at,
    updatedDate: at,
    createdBy: call.n,
    lastWrittenBy: call.n,
  })
}

/** Changes the fields that are there; lists are replaced whole. */
export function updateProductV1(call: Call, id: string, input: Obj): ProductV1Record {
  const before = knownV1(call, id)
  const wanted = input['slug']
  const slug = typeof wanted === 'string' && wanted !== before.slug ? freeSlug(call, wanted, id) : before.slug
  return touchedV1(call, { ...before, slug }, { ...before.product, ...given(input) })
}

export function knownV1(call: Call, id: string): ProductV1Record {
  const product = call.store.get('productV1', call.site.id, id)
  if (!product) throw notFound('Product', id)
  return product
}

export function touchedV1(call: Call, record: ProductV1Record, product: Obj): ProductV1Record {
  return saveV1(call, { ...record, product, updatedDate: call.writeTime(), lastWrittenBy: call.n })
}

/** Adds media without looking at them: a url that cannot be fetched is left out in silence. */
export function addMediaV1(call: Call, id: string, media: Obj[]): void {
  const record = knownV1(call, id)
  const items = media.flatMap((entry) => {
    const url = typeof entry['url'] === 'string' ? entry['url'] : undefined
    if (url !== undefined && (!URL.canParse(url) || new URL(url).hostname.endsWith('.fail.test'))) return []
    const own =
      typeof entry['mediaId'] === 'string'
        ? entry['mediaId']
        : url?.includes('static.wixstatic.com')
          ? fileId(url)
          : undefined
    return [own ?? `${call.newId().replaceAll('-', '')}~mv2.jpg`]
  })
  const old = record.product['mediaItems'] as string[]
  touchedV1(call, record, { ...record.product, mediaItems: [...old, ...items] })
}

export function viewV1(call: Call, record: ProductV1Record, hasVariants = false): Obj {
  const { mediaItems, priceData, discount, ...rest } = record.product
  const media = (mediaItems as string[]).map(mediaItem)
  const price = Number((priceData as Obj)['price'])
  const discounted = discountedPrice(price, discount as Obj | undefined)
  const prices = {
    currency: 'USD',
    price,
    discountedPrice: discounted,
    formatted: { price: `$${price.toFixed(2)}`, discountedPrice: `$${discounted.toFixed(2)}` },
  }
  const variant = {
    id: '00000000-0000-0000-0000-000000000000',
    choices: {},
    variant: { priceData: prices, sku: rest['sku'] ?? '', visible: true },
  }
  return {
    id: record.id,
    slug: record.slug,
    productType: 'physical',
    ...rest,
    price: prices,
    priceData: prices,
    ...(discount !== undefined && { discount }),
    stock: { trackInventory: false, inStock: true, inventoryStatus: 'IN_STOCK' },
    media: { ...(media[0] && { mainMedia: media[0] }), items: media },
    productPageUrl: { base: `${call.site.url}/`, path: `/product-page/${record.slug}` },
    numericId: String(record.numericId),
    inventoryItemId: record.id,
    collectionIds: collectionsOf(call, record.id),
    ...(hasVariants && { variants: [variant] }),
    createdDate: record.createdDate,
    lastUpdated: record.updatedDate,
  }
}

/** What the reader of V1 shows of a V3 product: a view for old callers, without variants. */
export function compatibleView(call: Call, record: ProductRecord): Obj {
  const variant = variantsOf(record.product)[0]
  const amount = ((variant?.['price'] as Obj | undefined)?.['actualPrice'] as Obj | undefined)?.['amount']
  const priceData = { currency: 'USD', price: Number(amount ?? 0) }
  return {
    id: record.id,
    name: record.product['name'],
    slug: record.slug,
    visible: record.product['visible'],
    productType: String(record.product['productType'] ?? '').toLowerCase(),
    description: record.product['plainDescription'] ?? '',
    sku: variant?.['sku'] ?? '',
    price: priceData,
    priceData,
    productPageUrl: { base: `${call.site.url}/`, path: `/product-page/${record.slug}` },
    createdDate: record.createdDate,
    lastUpdated: record.updatedDate,
  }
}

export function collectionsOf(call: Call, productId: string): string[] {
  const all = call.store.all('storeCollection', call.site.id)
  return all.filter(({ productIds }) => productIds.includes(productId)).map(({ id }) => id)
}

function freeSlug(call: Call, wanted: string, ownId?: string): string {
  return firstFreeSlug(asciiSlug(wanted), (slug) => {
    const owner = call.names.owner('productV1', call.site.id, slug)
    return owner !== undefined && owner !== ownId
  })
}

function saveV1(call: Call, record: ProductV1Record): ProductV1Record {
  call.store.put('productV1', call.site.id, record.id, record)
  return record
}

const writable = [
  ...[
    'name',
    'visible',
    'description',
    'sku',
    'priceData',
    'costAndProfitData',
    'weight',
    'discount',
    'ribbon',
  ],
  ...['brand', 'additionalInfoSections', 'productOptions', 'manageVariants', 'seoData', 'customTextFields'],
]

function given(input: Obj): Obj {
  return Object.fromEntries(writable.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])))
}

function discountedPrice(price: number, discount: Obj | undefined): number {
  const value = Number(discount?.['value'] ?? 0)
  if (discount?.['type'] === 'PERCENT') return Math.round(price * (100 - value)) / 100
  return discount?.['type'] === 'AMOUNT' ? price - value : price
}

function mediaItem(id: string): Obj {
  const digest = createHash('sha256').update(id).digest()
  const size = { width: 640 + (digest.readUInt16BE(0) % 1280), height: 480 + (digest.readUInt16BE(2) % 960) }
  const image = { url: `https://static.wixstatic.com/media/${id}`, ...size }
  return { id, title: '', mediaType: 'image', thumbnail: image, image }
}
