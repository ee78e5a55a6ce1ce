// The rich texts of a product, for merging. Pure.
import type { MergeFields } from '../../merge-fields.ts'
import type { StorePayload } from './catalog.ts'
import { catalogNamed, catalogOfPayload } from './catalogs.ts'
import { isOwnSectionField } from './names.ts'
import type { StoreOptions } from './options.ts'
import { categoryPrefix, picturePrefix } from './v1/canonical.ts'
import { priceFieldNames } from './v1/money.ts'
import { isSectionField } from './v1/sections.ts'

export const storeMerge: MergeFields<StoreOptions, StorePayload> = {
  texts: (payload) => catalogOfPayload(payload).texts(payload),
  textsOnSite: (raw, options) => catalogNamed(options).textsOnSite(raw, options),
  withTexts: (payload, texts) => catalogOfPayload(payload).withTexts(payload, texts),
  isMember: (field) =>
    field.startsWith(categoryPrefix) ||
    field.startsWith(picturePrefix) ||
    isSectionField(field) ||
    isOwnSectionField(field),
  // Catalog V1 keeps a price and the discount on it, and both make what a customer pays.
  writtenWith: (field) => (priceFieldNames.includes(field) ? 'price' : null),
}
