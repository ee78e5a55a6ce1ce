// Products of a store with Catalog V3.
import { storeLimits } from '../../../../wix/index.ts'
import type { Catalog } from '../catalog.ts'
import { payloadFields } from './canonical.ts'
import { costs } from './costs.ts'
import { createProducts } from './create.ts'
import { findProducts, takenSlugs } from './find.ts'
import { finish } from './finish.ts'
import { matchProducts } from './match.ts'
import { findOwnProducts } from './own.ts'
import { readProducts } from './read.ts'
import { removeProducts } from './remove.ts'
import { snapshots } from './snapshot.ts'
import { textsOf, textsOnSite, withTexts } from './texts.ts'
import { updateProducts } from './update.ts'
import { toWire, wantedSections } from './wire.ts'

export const catalogV3: Catalog = {
  costs,
  snapshots,
  batch: {
    size: storeLimits.bulk.products,
    // Wix names no limit; the bytes keep a batch of long descriptions from becoming one huge request.
    maxBytes: 4_000_000,
    // Of the five totals of a bulk call, the only one that a hundred products without options can pass.
    cost: (payload) => wantedSections(payload).length,
    maxCost: storeLimits.bulk.infoSections,
  },
  // A second product with the same slug is refused.
  createsAreRepeatable: true,
  takenSlugs,
  match: matchProducts,
  find: findProducts,
  findOwn: findOwnProducts,
  read: readProducts,
  payloadFields,
  texts: textsOf,
  textsOnSite,
  withTexts,
  toWire,
  create: (ctx, items, _options, assets) => createProducts(ctx, items, assets),
  update: (ctx, items, _options, assets) => updateProducts(ctx, items, assets),
  finish,
  remove: removeProducts,
}
