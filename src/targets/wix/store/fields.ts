// What a template can fill for a product, with the limits of the catalog the store has.
import type { FieldSpec } from '../../../api/destination.ts'
import { storeCategoryLimits, storeLimits, storeV1Limits } from '../../../wix/index.ts'
import { field } from '../field-spec.ts'
import { seoFields } from '../seo-fields.ts'
import type { CatalogName } from './catalog-name.ts'
import type { StoreOptions } from './options.ts'
import { type FieldLimits, sectionFields } from './section-fields.ts'

const v1Limits: FieldLimits = {
  description: storeV1Limits.descriptionChars,
  sectionTitle: storeV1Limits.infoSectionTitleChars,
  sectionText: storeV1Limits.infoSectionDescriptionChars,
  // The types of Catalog V1 say 50 for the name of a collection.
  categoryName: 50,
}

const v3Limits: FieldLimits = {
  description: storeLimits.descriptionChars,
  sectionTitle: storeLimits.infoSections.titleChars,
  sectionText: storeLimits.infoSections.plainDescriptionChars,
  categoryName: storeCategoryLimits.nameChars,
}

export function limitsOf(catalog: CatalogName): FieldLimits {
  return catalog === 'V1' ? v1Limits : v3Limits
}

/** Before the store was asked, it is taken for one of today. */
export function catalogOf(options: Partial<StoreOptions>): CatalogName {
  return options.facts?.catalog ?? 'V3'
}

const stockOfV1 =
  'The older catalog of Wix (V1) takes no stock with a product: new products are in stock, and stock is set in Wix.'

/** Other limits are the same in both catalogs. */
export function storeFields(options: Partial<StoreOptions>): FieldSpec[] {
  const catalog = catalogOf(options)
  const limits = limitsOf(catalog)
  const products = [...productFields(limits, catalog), ...seoFields('product', 'Product')]
  if (options.mode !== 'sections') return [...products, ...sectionFields(limits)]
  const matchField = products.find(({ name }) => name === options.matchBy) ?? products[1]!
  return [
    { ...matchField, required: true, help: `What the product of the row is found by. ${matchField.help}` },
    ...sectionFields(limits),
  ]
}

function productFields(limits: FieldLimits, catalog: CatalogName): FieldSpec[] {
  return [
    field({
      name: 'name',
      label: 'Name',
      kind: 'text',
      required: true,
      maxLength: storeLimits.nameChars,
      help: 'The name of the product.',
      example: '{{ row.name }}, {{ row.colour }}',
      group: 'content',
    }),
    field({
      name: 'slug',
      label: 'Address (slug)',
      kind: 'slug',
      required: true,
      maxLength: storeLimits.slugChars,
      help: 'The last part of the address: a-z, digits and single hyphens, different for every product.',
      example: '{{ row.name | slugify }}-{{ row.code | slugify }}',
      group: 'content',
    }),
    field({
      name: 'price',
      label: 'Price',
      kind: 'number',
      required: true,
      help: 'A number with a point, without a currency: the currency is that of the store.',
      example: '{{ row.price }}',
      group: 'content',
    }),
    field({
      name: 'compare_at_price',
      label: 'Price before',
      kind: 'number',
      help: 'Shown crossed out; it must be higher than the price. Blank: none.',
      example: '{{ row.old_price }}',
      group: 'content',
    }),
    field({
      name: 'description',
      label: 'Description',
      kind: 'html',
      maxLength: limits.description,
      help: `The text of the product as HTML, up to ${limits.description} characters.`,
      example: '<p>{{ row.description }}</p>',
      group: 'content',
    }),
    field({
      name: 'images',
      label: 'Pictures',
      kind: 'images',
      help: `One per line, the first is the main one: an address (https://...), or wix:image://... of a file that is there already. Write what it shows after a bar. At most ${storeLimits.mediaItems}.`,
      example: 'https://images.example.com/{{ row.code }}.jpg | {{ row.name }}',
      group: 'media',
    }),
    field({
      name: 'sku',
      label: 'SKU',
      kind: 'text',
      maxLength: storeLimits.skuChars,
      help: 'The stock-keeping unit. Stores with the older catalog get a generated one where the template gives none.',
      example: '{{ row.code }}',
      group: 'organise',
    }),
    field({
      name: 'stock',
      label: 'Stock',
      kind: 'text',
      unwritable: catalog === 'V1' ? stockOfV1 : null,
      help: 'A whole number is a quantity. "in stock" and "out of stock" are not counted. Without this field new products are in stock.',
      example: '{{ row.quantity }}',
      group: 'organise',
    }),
    field({
      name: 'categories',
      label: 'Categories',
      kind: 'list',
      help: `Names, one per line or separated by semicolons, each up to ${limits.categoryName} characters. Commas belong to a name. Missing ones are created. Categories added to a product by people stay.`,
      example: '{{ row.type }}',
      group: 'organise',
    }),
    field({
      name: 'brand',
      label: 'Brand',
      kind: 'text',
      maxLength: storeLimits.brandChars,
      help: 'The brand of the product.',
      example: '{{ row.brand }}',
      group: 'organise',
    }),
    field({
      name: 'ribbon',
      label: 'Ribbon',
      kind: 'text',
      maxLength: storeLimits.ribbonChars,
      help: 'A few words over the picture, such as New.',
      example: 'New',
      group: 'organise',
    }),
    field({
      name: 'visible',
      label: 'Visible',
      kind: 'boolean',
      help: 'true or false. Without this field new products are visible.',
      example: 'true',
      group: 'organise',
    }),
    field({
      name: 'weight',
      label: 'Weight',
      kind: 'number',
      help: 'For shipping, in the unit of the store (kg or lb). Blank: none.',
      example: '{{ row.weight }}',
      group: 'organise',
    }),
  ]
}
