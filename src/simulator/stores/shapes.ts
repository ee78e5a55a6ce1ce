// What a request about V3 products may hold
// (https://dev.wix.com/docs/api-reference/business-solutions/stores/catalog-v3/products-v3/introduction).

import { anything, bool, list, number, object, oneOf, type Shape, text } from '../shape.ts'

export const productFieldsets = [
  ...['URL', 'CURRENCY', 'INFO_SECTION', 'INFO_SECTION_DESCRIPTION', 'INFO_SECTION_PLAIN_DESCRIPTION'],
  ...['PLAIN_DESCRIPTION', 'DESCRIPTION', 'MEDIA_ITEMS_INFO', 'THUMBNAIL', 'BREADCRUMBS_INFO'],
  ...['DIRECT_CATEGORIES_INFO', 'ALL_CATEGORIES_INFO', 'MERCHANT_DATA', 'VARIANT_OPTION_CHOICE_NAMES'],
  ...['WEIGHT_MEASUREMENT_UNIT_INFO', 'SUBSCRIPTION_PRICES_INFO', 'MIN_PRICE_VARIANT', 'DISCOUNT_INFO'],
  ...['PRODUCT_CHOICES_MEDIA_REFERENCES', 'PRODUCT_CHOICES_DISPLAY_IMAGE'],
]
export const fieldsShape = list(oneOf(...productFieldsets), 100)

const money = object({ amount: text(), formattedAmount: text() })
const named = object({ id: text(), name: text(50, 1) })
const mediaItem = object({
  id: text(),
  url: text(),
  altText: text(1000),
  displayName: text(),
  image: anything,
  video: anything,
  mediaType: anything,
  thumbnail: anything,
  uploadId: text(),
})

export const variantShape = object({
  id: text(),
  visible: bool,
  sku: text(40, 1),
  barcode: text(40, 1),
  choices: list(anything, 6),
  price: object({ actualPrice: money, compareAtPrice: money }),
  revenueDetails: anything,
  media: anything,
  physicalProperties: object({ weight: number, pricePerUnit: anything, productDimensions: anything }),
  inventoryStatus: anything,
  inventoryItem: object({ quantity: number, inStock: bool, locationId: text(), preorderInfo: anything }),
})

const fields: Record<string, Shape> = {
  id: text(),
  revision: text(),
  name: text(80, 1),
  slug: text(300, 1),
  handle: text(100),
  description: anything,
  plainDescription: text(16_000),
  visible: bool,
  visibleInPos: bool,
  productType: oneOf('PHYSICAL', 'DIGITAL'),
  physicalProperties: anything,
  brand: named,
  ribbon: object({ id: text(), name: text(30, 1) }),
  additionalRibbons: anything,
  mainCategoryId: text(),
  taxGroupId: text(),
  media: object({ main: anything, itemsInfo: object({ items: list(mediaItem, 50) }) }),
  infoSections: list(
    object({
      id: text(),
      uniqueName: text(100),
      title: text(50),
      description: anything,
      plainDescription: text(16_000),
    }),
    20,
  ),
  seoData: object({
    tags: list(
      object({
        type: text(20),
        props: anything,
        meta: anything,
        children: text(),
        custom: bool,
        disabled: bool,
      }),
    ),
    settings: object({
      preventAutoRedirect: bool,
      keywords: list(object({ term: text(), isMain: bool, origin: text() }), 5),
    }),
  }),
  options: list(anything, 6),
  modifiers: list(anything, 100),
  variantsInfo: object({ variants: list(variantShape, 1000) }),
  extendedFields: anything,
  tags: anything,
  subscriptionDetails: anything,
  purchaseEligibility: anything,
  // Read only: what a product that was read carries back.
  createdDate: anything,
  updatedDate: anything,
  url: anything,
  currency: anything,
  inventory: anything,
  actualPriceRange: anything,
  compareAtPriceRange: anything,
  costRange: anything,
  variantSummary: anything,
  directCategoriesInfo: anything,
  allCategoriesInfo: anything,
  breadcrumbsInfo: anything,
}

/** A product of a creation: what must be there is required. */
export const newProductShape: Shape = {
  kind: 'object',
  required: true,
  fields: {
    ...fields,
    name: { kind: 'string', required: true, max: 80 },
    productType: fields['productType']!,
    variantsInfo: {
      kind: 'object',
      required: true,
      fields: { variants: list(variantShape, 1000, 1) },
    },
  },
}

/** A product of an update: id and revision, and whatever changes. */
export const productPatchShape: Shape = { kind: 'object', required: true, fields }
