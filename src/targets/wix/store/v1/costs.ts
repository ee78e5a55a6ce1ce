// What publishing to a store with Catalog V1 costs in requests. Pure.
import { storeV1Limits } from '../../../../wix/index.ts'
import {
  byDepth,
  type ChangedField,
  callsFor,
  countOf,
  distinctGroups,
  type PageLoad,
} from '../../../operation-costs.ts'
import type { AssetIds } from '../../../target.ts'
import type { CatalogCosts, StorePayload } from '../catalog.ts'
import { categoriesOf, categoryPrefix, fieldOf, picturePrefix } from './canonical.ts'
import { perQuery } from './query.ts'
import { needsBefore, toChange } from './wire.ts'

export const costs: CatalogCosts = {
  loadOf: (payload, changes, assets) =>
    changes === null ? loadOfCreate(payload, assets) : loadOfUpdate(payload, changes),
  takenSlugs: (count) => ({ reads: callsFor(count, perQuery.slug), writes: 0 }),
  read(there, gone) {
    const { light, full } = byDepth(there)
    return {
      reads: callsFor(light.length, perQuery.id) + callsFor(full.length + gone, perQuery.id),
      writes: 0,
    }
  },
  // All SKUs are looked up before the products are created one by one.
  create: (pages) => ({ reads: callsFor(pages.length, perQuery.sku), writes: pages.length }),
  update: (pages) => ({ reads: countOf(pages, 'reads'), writes: countOf(pages, 'writes') }),
  finish(pages) {
    const groups = distinctGroups(pages)
    const pictured = countOf(pages, 'pictured')
    const touched = pages.filter((one) => one.groups.length > 0 || one.counts['pictured']).length
    return {
      // Each product is read again right before its pictures change, and all that changed at the end.
      reads: callsFor(pages.length, perQuery.id) + pictured + callsFor(touched, perQuery.id),
      writes: countOf(pages, 'pictureCalls') + groups,
    }
  },
  remove: (pages) => ({ reads: 0, writes: pages.length }),
}

/** Wix is taken to keep the address that it is given. */
function loadOfCreate(payload: StorePayload, assets: AssetIds): PageLoad {
  const pictures = new Set((payload.product?.media ?? []).map(({ url }) => url)).size
  return {
    counts: {
      pictured: Number(pictures > 0),
      pictureCalls: callsFor(pictures, storeV1Limits.mediaPerCall),
    },
    groups: categoriesOf(payload, assets).map((one) => into(fieldOf(categoryPrefix, one))),
  }
}

function loadOfUpdate(payload: StorePayload, changes: readonly ChangedField[]): PageLoad {
  const fields = changes.map(({ field }) => field)
  const cleared = changes.filter(
    ({ field, before, after }) => (field === 'brand' || field === 'ribbon') && before && !after,
  ).length
  const isReadBefore = needsBefore(payload, fields)
  const { product } = toChange(payload, fields, {})
  const isSent = Object.keys(product).length > 0
  const isReadAfter = cleared > 0 || !(isReadBefore || isSent)
  const of = (prefix: string) => changes.filter(({ field }) => field.startsWith(prefix))
  const pictures = of(picturePrefix)
  const added = pictures.filter(({ after }) => after !== null).length
  return {
    counts: {
      reads: Number(isReadBefore) + Number(isReadAfter),
      writes: Number(isSent) + cleared,
      pictured: Number(pictures.length > 0),
      pictureCalls: callsFor(added, storeV1Limits.mediaPerCall) + Number(added < pictures.length),
    },
    groups: of(categoryPrefix).map(({ field, after }) => (after === null ? `out of ${field}` : into(field))),
  }
}

function into(field: string): string {
  return `into ${field}`
}
