// Products of a store with Catalog V1.
import type { Catalog } from '../catalog.ts'
import { payloadFields } from './canonical.ts'
import { costs } from './costs.ts'
import { findOwnProducts, findProducts, matchProducts } from './find.ts'
import { finish } from './finish.ts'
import { readProducts, takenSlugs } from './read.ts'
import { snapshots } from './snapshot.ts'
import { textsOf, textsOnSite, withTexts } from './texts.ts'
import { toWire } from './wire.ts'
import { createProducts, removeProducts, updateProducts } from './write.ts'

export const catalogV1: Catalog = {
  costs,
  snapshots,
  // One call each; a batch of ten is over in seconds and loses little when it is interrupted.
  batch: { size: 10, maxBytes: 1_000_000 },
  // Nothing is unique: a product that is sent twice is there twice.
  createsAreRepeatable: false,
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
