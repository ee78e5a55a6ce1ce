// What publishing to a collection costs in requests. Pure.
import { byDepth, callsFor, countOf, type OperationCosts } from '../../operation-costs.ts'
import { imageKind } from '../../target.ts'
import { statusField } from '../../visibility.ts'
import { imageCalls } from '../media.ts'
import { factsOf } from './facts.ts'
import { linksPerCall } from './finish.ts'
import { linksPerPage, mostIncluded } from './links.ts'
import type { CmsOptions } from './options.ts'
import { type CmsPayload, comparedName } from './payload.ts'

export const cmsCosts: OperationCosts<CmsOptions, CmsPayload> = {
  loadOf({ fields, state }, changes) {
    const isAll = !changes?.length
    const links = Object.entries(fields).flatMap(([key, value]) =>
      'names' in value ? [{ field: comparedName(key), count: new Set(value.names).size }] : [],
    )
    const changed = isAll ? [] : changes.filter(({ field }) => links.some((one) => one.field === field))
    const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0)
    const isFlipped = state?.by === 'publish' && changes?.some(({ field }) => field === statusField)
    const status = isAll ? undefined : changes.find(({ field }) => field === statusField)
    const isMoved = state?.by === 'items' && status !== undefined && isShownOrHidden(status)
    // Steps of their own change links, and in a collection with a draft for each item its state.
    const others = isAll
      ? 1
      : changes.length - changed.length - Number(state?.by === 'items' && status !== undefined)
    return {
      counts: {
        addedLinks: isAll ? sum(links.map(({ count }) => count)) : sum(changed.map(addedOf)),
        removedLinks: sum(changed.map(removedOf)),
        linkReads: sum(links.map(({ count }) => (count < mostIncluded ? 0 : callsFor(count, linksPerPage)))),
        moves: Number(isMoved),
        busy: Number(others > 0),
        flips: Number(isFlipped ?? false),
      },
      groups: [],
    }
  },
  facts(options) {
    const referred = factsOf(options).fields.flatMap(({ refersTo }) => refersTo?.collectionId ?? [])
    return { reads: 1 + new Set(referred).size, writes: 0 }
  },
  assets: (kind, count) => (kind === imageKind ? imageCalls(count) : { reads: 0, writes: 0 }),
  read(there, gone, options) {
    const { light, full } = byDepth(there)
    const reads = readsOf(light.length, 0, options) + readsOf(full.length, gone, options)
    return { reads: reads + countOf(full, 'linkReads'), writes: 0 }
  },
  create: () => ({ reads: 0, writes: 1 }),
  update(pages, options) {
    const busy = countOf(pages, 'busy')
    const asked = factsOf(options).drafts.kind === 'items' ? pages.length : pages.length - busy
    // Wix is taken to ignore a state in the first call, so that whole items are read and saved.
    const flips = countOf(pages, 'flips')
    return {
      reads: readsOf(asked, 0, options) + readsOf(flips, 0, options),
      writes: Number(busy > 0) + Number(flips > 0),
    }
  },
  finish: (pages, options) => ({
    reads: 2 * readsOf(pages.length, 0, options) + countOf(pages, 'linkReads'),
    writes:
      countOf(pages, 'moves') +
      callsFor(countOf(pages, 'addedLinks'), linksPerCall) +
      callsFor(countOf(pages, 'removedLinks'), linksPerCall),
  }),
  remove: (_pages, options) => ({
    reads: 0,
    writes: factsOf(options).drafts.kind === 'items' ? 2 : 1,
  }),
}

/** Items of the Draft Items plugin are looked for among the live ones first. */
function readsOf(there: number, gone: number, options: CmsOptions): number {
  const { drafts, maxPageSize } = factsOf(options)
  const again = drafts.kind === 'items' ? (options.mode === 'draft' ? there + gone : gone) : 0
  return callsFor(there + gone, maxPageSize) + callsFor(again, maxPageSize)
}

/** What was taken down, or is dated, is a draft like any other. */
function isShownOrHidden({ before, after }: { before: string | null; after: string | null }): boolean {
  return (before === 'live') !== (after === 'live')
}

function addedOf({ before, after }: { before: string | null; after: string | null }): number {
  const known = new Set(linesOf(before))
  return linesOf(after).filter((line) => !known.has(line)).length
}

function removedOf({ before, after }: { before: string | null; after: string | null }): number {
  return addedOf({ before: after, after: before })
}

function linesOf(text: string | null): string[] {
  return (text ?? '').split('\n').filter(Boolean)
}
