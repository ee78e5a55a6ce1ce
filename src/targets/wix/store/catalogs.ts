// The one place that chooses between the two catalogs of Wix Stores.
import type { Catalog } from './catalog.ts'
import { catalogOf } from './fields.ts'
import type { StoreOptions } from './options.ts'
import { catalogV1 } from './v1/index.ts'
import { catalogV3 } from './v3/index.ts'

export function catalogNamed(options: Partial<StoreOptions>): Catalog {
  return catalogOf(options) === 'V1' ? catalogV1 : catalogV3
}

export function catalogOfPayload({ catalog }: { catalog: 'V1' | 'V3' }): Catalog {
  return catalog === 'V1' ? catalogV1 : catalogV3
}
