// Products that exist already: rows take them over, or fill their info sections.
import type { Adoption } from '../../target.ts'
import type { StorePayload } from './catalog.ts'
import { catalogNamed } from './catalogs.ts'
import type { StoreOptions } from './options.ts'

const words = { slug: 'address', sku: 'SKU', name: 'name' }

export const storeAdoption: Adoption<StoreOptions, StorePayload> = {
  isChosen: (options) => matchField(options) !== null,
  async match(ctx, items, options) {
    const by = matchField(options)
    return by === null ? new Map() : catalogNamed(options).match(ctx, items, by)
  },
  unmatched(options, { payload }) {
    if (options.mode !== 'sections') return null
    const { matchBy } = options
    return {
      code: 'no_such_product',
      severity: 'error',
      field: matchBy,
      message: `The store has no product with the ${words[matchBy]} "${payload[matchBy]}", and this project creates none. Correct the cell, or add the product in Wix.`,
    }
  },
}

function matchField(options: StoreOptions): 'slug' | 'sku' | 'name' | null {
  if (options.mode === 'sections') return options.matchBy
  // Projects made before there was a choice have none.
  return options.adopt === undefined || options.adopt === 'no' ? null : options.adopt
}
