// What publishing to a store costs in requests, by the catalog it has. Pure.
import { noCalls, type OperationCosts } from '../../operation-costs.ts'
import { imageKind } from '../../target.ts'
import { imageCalls } from '../media.ts'
import type { StorePayload } from './catalog.ts'
import { catalogNamed, catalogOfPayload } from './catalogs.ts'
import type { StoreOptions } from './options.ts'

export const storeCosts: OperationCosts<StoreOptions, StorePayload> = {
  loadOf: (payload, changes, assets) => catalogOfPayload(payload).costs.loadOf(payload, changes, assets),
  // Which catalog it is.
  facts: () => ({ reads: 1, writes: 0 }),
  assets: (kind, count) => (kind === imageKind ? imageCalls(count) : { reads: 0, writes: count }),
  // They are listed, of which a store has few.
  names: () => ({ reads: 1, writes: 0 }),
  takenSlugs: (count, options) => catalogNamed(options).costs.takenSlugs(count),
  read: (there, gone, options, moment) => catalogNamed(options).costs.read(there, gone, options, moment),
  create: (pages, options) => catalogNamed(options).costs.create(pages),
  update: (pages, options) => catalogNamed(options).costs.update(pages),
  finish: (pages, options) => catalogNamed(options).costs.finish(pages),
  remove: (pages, options) =>
    options.mode === 'sections' ? noCalls : catalogNamed(options).costs.remove(pages),
}
