// V3 products as the API shows them: most of a product is absent unless `fields` asks for it.

import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import type { ProductRecord } from './types.ts'
import { variantsOf } from './variants.ts'

const hidden = ['description', 'plainDescription', 'infoSections', 'variantsInfo', 'media'] as const

/** `hasVariants` only for calls about one product: queries and searches never show variants. */
export function productView(call: Call, record: ProductRecord, fields: string[], hasVariants: boolean): Obj {
  const wants = (name: string) => fields.includes(name)
  const { product } = record
  const base = Object.fromEntries(
    Object.entries(product).filter(([key]) => !(hidden as readonly string[]).includes(key)),
  )
  const variants = variantsOf(product)
  const prices = variants
    .map((variant) => amount(variant, 'actualPrice'))
    .filter((price) => price !== undefined)
  const path = `/product-page/${record.slug}`
  return {
    id: record.id,
    revision: String(record.revision),
    createdDate: record.createdDate,
    updatedDate: record.updatedDate,
    ...base,
    slug: record.slug,
    ...mediaView(call, record, wants('MEDIA_ITEMS_INFO')),
    actualPriceRange: {
      minValue: { amount: String(Math.min(...prices)) },
      maxValue: { amount: String(Math.max(...prices)) },
    },
    inventory: { availabilityStatus: availability(record, variants), preorderStatus: 'DISABLED' },
    variantSummary: { variantCount: variants.length },
    ...(hasVariants && {
      variantsInfo: { variants: variants.map((variant) => variantView(record, variant)) },
    }),
    ...(wants('URL') && { url: { relativePath: path, url: call.site.url + path } }),
    ...(wants('CURRENCY') && { currency: 'USD' }),
    ...(wants('DESCRIPTION') && { description: product['description'] }),
    ...(wants('PLAIN_DESCRIPTION') && { plainDescription: product['plainDescription'] }),
    ...sectionsView(call, record, fields),
    ...categoriesView(call, record, fields),
  }
}

function amount(variant: Obj, kind: string): number | undefined {
  const price = (variant['price'] as Obj | undefined)?.[kind] as Obj | undefined
  return price === undefined ? undefined : Number(price['amount'])
}

function variantView(record: ProductRecord, variant: Obj): Obj {
  const stock = record.inventory[String(variant['id'])]
  return { ...variant, inventoryStatus: { inStock: stock?.inStock ?? false, preorderEnabled: false } }
}

function availability(record: ProductRecord, variants: Obj[]): string {
  const stocked = variants.filter((variant) => record.inventory[String(variant['id'])]?.inStock)
  if (stocked.length === 0) return 'OUT_OF_STOCK'
  return stocked.length === variants.length ? 'IN_STOCK' : 'PARTIALLY_OUT_OF_STOCK'
}

// The gallery comes late after a write, and only when asked for; the main image is always there.
function mediaView(call: Call, record: ProductRecord, isFull: boolean): Obj {
  const media = record.product['media'] as Obj | undefined
  if (!media || call.now() < record.mediaFromMs) return {}
  return { media: isFull ? media : { ...(media['main'] !== undefined && { main: media['main'] }) } }
}

function sectionsView(call: Call, record: ProductRecord, fields: string[]): Obj {
  const isWanted = fields.some((field) => field.startsWith('INFO_SECTION'))
  if (!isWanted) return {}
  const assigned = (record.product['infoSections'] ?? []) as Obj[]
  const infoSections = assigned.flatMap(({ id }) => {
    const section = call.store.get('infoSection', call.site.id, String(id))
    if (!section) return []
    const { uniqueName, title, description, plainDescription } = section
    return [
      {
        id,
        uniqueName,
        title,
        ...(fields.includes('INFO_SECTION_DESCRIPTION') && { description }),
        ...(fields.includes('INFO_SECTION_PLAIN_DESCRIPTION') && { plainDescription }),
      },
    ]
  })
  return { infoSections }
}

function categoriesView(call: Call, record: ProductRecord, fields: string[]): Obj {
  const isDirect = fields.includes('DIRECT_CATEGORIES_INFO')
  const isAll = fields.includes('ALL_CATEGORIES_INFO')
  if (!isDirect && !isAll) return {}
  const categories = call.store
    .all('storeCategory', call.site.id)
    .filter((category) => category.itemIds.includes(record.id))
    .map((category) => ({ id: category.id, index: category.itemIds.indexOf(record.id) }))
  return {
    ...(isDirect && { directCategoriesInfo: { categories } }),
    ...(isAll && { allCategoriesInfo: { categories } }),
  }
}
