// Products of a store with Catalog V1.
import type { Catalog } from '../catalog.ts'
import { payloadFields } from './canonical.ts'
import { costs } from './costs.ts'
import { findProducts, matchProducts } from './find.ts'
import { finish } from './finish.ts'
import { readProducts, takenSlugs } from './read.ts'
import { toWire } from './wire.ts'
import { createProducts, removeProducts, updateProducts } from './write.ts'

export const catalogV1: Catalog = {
  costs,
  // One call each; a batch of ten is over in seconds and loses little when it is interrupted.
  batch: { size: 10, maxBytes: 1_000_000 },
  // Nothing is unique: a product that is sent twice is there twice.
  createsAreRepeatable: false,
  takenSlugs,
  match: matchProducts,
  find: findProducts,
  read: readProducts,
  payloadFields,
  toWire,
  create: (ctx, items, _options, assets) => createProducts(ctx, items, assets),
  update: (ctx, items, _options, assets) => updateProducts(ctx, items, assets),
  finish,
  remove: removeProducts,
}
