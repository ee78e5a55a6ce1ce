// What publishing to a store with Catalog V3 costs in requests. Pure.
import { storeLimits } from '../../../../wix/index.ts'
import {
  byDepth,
  type ChangedField,
  callsFor,
  countOf,
  distinctGroups,
  type Moment,
  type PageLoad,
} from '../../../operation-costs.ts'
import type { AssetIds } from '../../../target.ts'
import type { CatalogCosts, StorePayload } from '../catalog.ts'
import { isOwnSectionField } from '../names.ts'
import { categoryIds, categoryPrefix } from './canonical.ts'
import { changesStock, changesVariant } from './changes.ts'
import { wantedSections } from './wire.ts'

const sectionsPerCall = storeLimits.infoSections.bulk

export const costs: CatalogCosts = {
  loadOf: (payload, changes, assets) =>
    changes?.length ? loadOfChange(payload, changes) : loadOfWhole(payload, assets),
  takenSlugs: (count) => ({ reads: callsFor(count, storeLimits.page), writes: 0 }),
  read(there, gone, { mode }, moment) {
    const { light, full } = byDepth(there)
    // Variants and stock come beside the products; a project that fills sections needs neither.
    const beside = mode === 'sections' ? 0 : 2 * callsFor(full.length, storeLimits.page)
    return { reads: readsOf(light, 0, moment) + readsOf(full, gone, moment) + beside, writes: 0 }
  },
  create: (pages) => ({ reads: 0, writes: callsFor(countOf(pages, 'sections'), sectionsPerCall) + 1 }),
  update: (pages) => ({
    reads:
      readsOf(pages, 0, 'before') +
      callsFor(countOf(pages, 'priced'), storeLimits.page) +
      callsFor(countOf(pages, 'changedSections'), sectionsPerCall) +
      callsFor(countOf(pages, 'stocked'), storeLimits.page),
    writes:
      callsFor(countOf(pages, 'newSections'), sectionsPerCall) +
      callsFor(countOf(pages, 'otherSections'), sectionsPerCall) +
      Math.max(
        Number(countOf(pages, 'changed') > 0),
        callsFor(countOf(pages, 'listedSections'), storeLimits.bulk.infoSections),
      ) +
      callsFor(countOf(pages, 'stocked'), storeLimits.page),
  }),
  finish: (pages) => ({
    reads: readsOf(pages, 0, 'after') + callsFor(countOf(pages, 'whole'), storeLimits.page),
    writes: distinctGroups(pages),
  }),
  // The sections of a product go after it.
  remove: (pages) => ({
    reads: readsOf(pages, 0, 'before'),
    writes: 1 + callsFor(countOf(pages, 'sections'), sectionsPerCall),
  }),
}

/** Products, and the revisions of our sections on them. */
function readsOf(there: readonly PageLoad[], gone: number, moment: Moment): number {
  return (
    callsFor(there.length + gone, storeLimits.page) +
    callsFor(countOf(there, moment === 'before' ? 'sectionsBefore' : 'sections'), sectionsPerCall)
  )
}

function loadOfWhole(payload: StorePayload, assets: AssetIds): PageLoad {
  const sections = wantedSections(payload).length
  return {
    counts: {
      sections,
      sectionsBefore: sections,
      whole: 1,
      priced: Number(changesVariant(payload, [])),
      stocked: Number(changesStock(payload, [])),
      changedSections: sections,
      otherSections: sections,
      changed: Number(payload.mode === 'products'),
    },
    groups: categoryIds(payload, assets).map((id) => into(categoryPrefix + id)),
  }
}

function loadOfChange(payload: StorePayload, changes: readonly ChangedField[]): PageLoad {
  const fields = changes.map(({ field }) => field)
  const sections = changes.filter(({ field }) => isOwnSectionField(field))
  const categories = changes.filter(({ field }) => field.startsWith(categoryPrefix))
  const isNew = ({ before }: ChangedField) => !before
  const isListChanged = sections.some((one) => isNew(one) || !one.after)
  const others = changes.length - sections.length - categories.length - Number(fields.includes('stock'))
  const kept = wantedSections(payload).length
  const added = sections.filter(isNew).length
  return {
    counts: {
      sections: kept,
      sectionsBefore: kept - added,
      priced: Number(changesVariant(payload, fields)),
      stocked: Number(changesStock(payload, fields)),
      changedSections: sections.length,
      newSections: added,
      otherSections: sections.filter((one) => !isNew(one) && one.after).length,
      changed: Number(others > 0 || isListChanged),
      listedSections: isListChanged ? kept : 0,
    },
    groups: categories.map(({ field, after }) => (after === null ? `out of ${field}` : into(field))),
  }
}

function into(field: string): string {
  return `into ${field}`
}
