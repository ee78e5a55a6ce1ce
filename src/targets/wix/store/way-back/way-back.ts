// The way back of a store, whichever of its two catalogs it has: hiding, deletion, and what snapshots put back.
import type { Problem } from '../../../../api/problem.ts'
import { addCalls, type ChangedField, noCalls } from '../../../operation-costs.ts'
import type { From, WayBack, WayBackCosts } from '../../../way-back.ts'
import { catalogNamed } from '../catalogs.ts'
import { catalogOf } from '../fields.ts'
import type { StoreOptions } from '../options.ts'
import { catalogV1 } from '../v1/index.ts'
import { catalogV3 } from '../v3/index.ts'
import { assetUses, removeAssets } from './made-assets.ts'
import { asSent, findRestored, finishRestore, restoreProducts } from './restore.ts'
import { takeDown, takeDownBatch, takeDowns } from './take-down.ts'

const costs: WayBackCosts<StoreOptions> = {
  takeDown(how, pages, options) {
    const { costs: own } = catalogNamed(options)
    if (how !== 'draft') return own.remove(pages)
    // Its sections are read with a product that is hidden, and stay on it.
    return own.update(
      pages.map(({ counts: { sections = 0 } }) => ({
        counts: { sectionsBefore: sections, changed: 1, writes: 1 },
        groups: [],
      })),
    )
  },
  restoreLoad(item, options) {
    const sent = asSent(item, options)
    if (!sent) return { counts: {}, groups: [] }
    const { costs: own, snapshots } = catalogNamed(options)
    if (item.from === 'gone') {
      const load = own.loadOf(sent.payload, null, sent.assets)
      return { ...load, counts: { ...load.counts, gone: 1 } }
    }
    const then = snapshots.fields(item.snapshot, options) ?? {}
    const fields = item.changedFields === null ? Object.keys(then) : sent.outgoing.changedFields
    // What stands there now is not known here: something is.
    const changes = fields.map(
      (field): ChangedField => ({ field, before: 'something', after: then[field] ?? null }),
    )
    return changes.length > 0 ? own.loadOf(sent.payload, changes, sent.assets) : { counts: {}, groups: [] }
  },
  restore(pages, options) {
    const { costs: own } = catalogNamed(options)
    const { true: made = [], false: changed = [] } = Object.groupBy(pages, ({ counts }) =>
      counts['gone'] ? 'true' : 'false',
    )
    return addCalls(
      made.length > 0 ? own.create(made) : noCalls,
      changed.length > 0 ? own.update(changed) : noCalls,
    )
  },
  finishRestore: (pages, options) => catalogNamed(options).costs.finish(pages),
  // Of Catalog V3 the categories below them are listed once.
  tidy: (used, free, options) => ({
    reads: used + free + Number(catalogOf(options) === 'V3'),
    writes: free,
  }),
}

export const storeWayBack: WayBack<StoreOptions> = {
  takeDowns,
  takeDownBatch,
  takeDown,
  snapshotFields: (raw, options) => catalogNamed(options).snapshots.fields(raw, options),
  losses,
  atAddress: (raw, slug) => atSlug(raw, slug),
  restoreBatch(options) {
    const { size, maxBytes } = catalogNamed(options).batch
    return { size, maxBytes }
  },
  restore: restoreProducts,
  findRestored,
  finishRestore,
  assetUses,
  removeAssets,
  costs,
}

function losses(raw: unknown, from: From, options: StoreOptions): Problem[] {
  if (from === 'there') return []
  const made = asSent({ snapshot: raw, from: 'gone', changedFields: null, visibility: null }, options)
  if (made?.obstacle) return [{ ...made.obstacle, severity: 'note' }]
  if (options.mode === 'sections') return [{ ...notOurs, severity: 'note' }]
  return [
    {
      code: 'made_again',
      severity: 'note',
      message: `It was deleted, and a store has no trash, so it is made again: with all that our fields hold, but as a new product with another ID. Reviews are lost, and what carts, orders and other apps know of it; so is what was set in Wix beside our fields, such as cost, tax or ${options.facts?.catalog === 'V1' ? 'stock' : 'shipping'}.`,
    },
  ]
}

const notOurs = {
  code: 'no_such_product',
  message: 'The product itself was deleted in Wix. It was never ours, so it is not made again.',
}

/** Snapshots of Catalog V3 hold the product beside its sections, those of V1 are the product. */
function atSlug(raw: unknown, slug: string): unknown {
  if (typeof raw !== 'object' || raw === null) return raw
  return 'product' in raw
    ? catalogV3.snapshots.atAddress(raw, slug)
    : catalogV1.snapshots.atAddress(raw, slug)
}
