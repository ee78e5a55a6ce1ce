// The requests of a whole run, from what each operation of its target costs. Pure. How a run calls its target is
// written down here once more; a test counts both.
import type { Verb } from '../api/plan-actions.ts'
import type { DownHow } from '../api/take-down.ts'
import { batchesWithin, inBatches } from '../batches.ts'
import { addCalls, type Calls, type ChangedField, noCalls, type PageLoad } from './operation-costs.ts'
import { isSnapshot } from './snapshot.ts'
import type { AssetIds, Target } from './target.ts'
import { downHow, type WantedVisibility } from './visibility.ts'
import type { From } from './way-back.ts'

/** How a run goes about its pages. */
export interface RunRhythm {
  /** So many pages are looked at once more before they are sent, at least. */
  leastPicked: number
  /** Batches under way at once, for which a look reaches. */
  lanes: number
  removalBatch: number
  /** Pages of one read where the target names no other number. */
  readSize: number
}

/** One page that a run will send, as small as an estimate needs it. */
export interface PlannedPage {
  action: Verb
  /** How it is taken down, or from where it is brought back; pages of one call share it. Null: it does neither. */
  way: DownHow | From | null
  /** It is made what a snapshot says, and not what its row makes. */
  isPutBack: boolean
  /** It is off the site as it should be: only looked at. */
  isThereAlready: boolean
  /** Of the payload as JSON, and of the third measure of the target's `batch`. */
  bytes: number
  cost: number
  /** Last steps come after it. */
  isFinishDue: boolean
  /** It has an address that could be taken. */
  hasAddress: boolean
  load: PageLoad
}

export interface RunWork {
  /** In the order in which the run takes them. */
  pages: readonly PlannedPage[]
  /** What has to be brought to the site first, by kind. */
  assets: ReadonlyMap<string, number>
  /** Names that are there and are looked at once more, by kind. */
  names?: ReadonlyMap<string, number>
}

/** @param payload of a page that is removed: as it was last sent; null when that is not known */
export function plannedPage(
  target: Target,
  options: unknown,
  page: {
    action: Verb
    slug: string
    payload: unknown
    bytes: number
    changes: readonly ChangedField[]
    /** What the page should be afterwards. */
    visibility: WantedVisibility
    /** What it was before, where that is known. */
    baseVisibility?: WantedVisibility
    /** Of a page that is brought back. */
    from?: From
  },
  assets: AssetIds,
): PlannedPage {
  const { action, payload, bytes, changes, slug, visibility } = page
  const isPutBack = action === 'restore' && isSnapshot(payload)
  const way = wayOf(isPutBack ? { ...page, from: payload.from } : page)
  const isRemoval = action === 'remove' || action === 'take_down'
  const isWhole = action === 'create' || way === 'gone'
  const fields = isWhole ? null : changes.map(({ field }) => field)
  const isKnown = payload !== null && payload !== undefined
  return {
    action,
    way,
    isPutBack,
    isThereAlready: way === 'draft' && page.baseVisibility?.state === 'draft',
    bytes: isRemoval ? 0 : bytes,
    cost: isKnown && !isRemoval ? (target.batch(options).cost?.(payload) ?? 0) : 0,
    isFinishDue: isKnown && !isRemoval && (target.finish?.isDue(payload, fields, visibility) ?? false),
    hasAddress: slug !== '',
    load: asRead(
      way,
      isKnown
        ? target.costs.loadOf(payload, isRemoval || isWhole ? null : changes, assets, visibility)
        : { counts: {}, groups: [] },
    ),
  }
}

/** Of a page that becomes a draft only the state is read. */
function asRead(way: PlannedPage['way'], load: PageLoad): PageLoad {
  return way === 'draft' ? { ...load, counts: { ...load.counts, light: 1 } } : load
}

function wayOf({
  action,
  visibility,
  from = 'there',
}: {
  action: Verb
  visibility: WantedVisibility
  from?: From
}): PlannedPage['way'] {
  if (action === 'take_down') return downHow(visibility)
  return action === 'restore' ? from : null
}

/** It is nowhere on the site any more when it has gone out. */
function goesAway({ action, way }: PlannedPage): boolean {
  return action === 'remove' || (action === 'take_down' && way !== 'draft')
}

/** What a run does one after the other, or side by side: what it has left to do of each tells how long it will take. */
export const runPhases = ['prepare', 'send', 'finish', 'verify'] as const
export type RunPhase = (typeof runPhases)[number]

export function callsOfRun(
  target: Target,
  options: unknown,
  work: RunWork,
  rhythm: RunRhythm,
): Record<RunPhase, Calls> {
  const { pages } = work
  if (pages.length === 0) return { prepare: noCalls, send: noCalls, finish: noCalls, verify: noCalls }
  const picks = picksOf(pages, pickSize(target, options, rhythm))
  return {
    prepare: addCalls(
      ...[...(work.names ?? [])].map(([kind, count]) => target.costs.names?.(kind, count) ?? noCalls),
      ...[...work.assets].map(([kind, count]) => callsForAssets(target, kind, count)),
    ),
    send: addCalls(
      target.facts ? (target.costs.facts?.(options) ?? noCalls) : noCalls,
      ...picks.map((picked) => callsForPicked(target, options, picked, rhythm)),
    ),
    finish: callsToFinish(target, options, pages),
    verify: callsToVerify(target, options, pages, rhythm),
  }
}

function callsForAssets({ assetBatch, costs }: Target, kind: string, count: number): Calls {
  const size = assetBatch(kind)
  const whole = costs.assets(kind, size)
  const full = Math.floor(count / size)
  const rest = count % size
  return addCalls(
    { reads: whole.reads * full, writes: whole.writes * full },
    rest > 0 ? costs.assets(kind, rest) : noCalls,
  )
}

function pickSize(target: Target, options: unknown, { leastPicked, lanes }: RunRhythm): number {
  return Math.max(leastPicked, target.batch(options).size * lanes)
}

/** The next pages in order, of which those with the action of the first are taken and the others come again. */
function picksOf(pages: readonly PlannedPage[], size: number): PlannedPage[][] {
  const picks: PlannedPage[][] = []
  let left: PlannedPage[] = []
  let next = 0
  for (;;) {
    const seen = [...left, ...pages.slice(next, next + size - left.length)]
    next += seen.length - left.length
    const [first] = seen
    if (!first) return picks
    const { true: taken = [], false: others = [] } = Object.groupBy(seen, ({ action }) =>
      action === first.action ? 'true' : 'false',
    )
    picks.push(taken)
    left = others
  }
}

/** The look before they leave, then the batches. */
function callsForPicked(target: Target, options: unknown, picked: PlannedPage[], rhythm: RunRhythm): Calls {
  const { costs } = target
  const action = picked[0]?.action ?? 'create'
  const loads = loadsOf(picked)
  const addresses = picked.filter(({ hasAddress }) => hasAddress).length
  // What comes back from nowhere is read in vain, and its address looked for; of what is put back every address.
  const away = action === 'restore' ? picked.filter(({ way }) => way !== 'there') : []
  const asked = picked.filter((page) => page.hasAddress && (page.isPutBack || away.includes(page)))
  const asking = action === 'create' ? addresses : asked.length
  const look = addCalls(
    action === 'create'
      ? noCalls
      : costs.read(
          loads.filter((_, at) => !away.includes(picked[at]!)),
          away.length,
          options,
          'before',
        ),
    target.takenSlugs && asking > 0 ? (costs.takenSlugs?.(asking, options) ?? noCalls) : noCalls,
  )
  const going = picked.filter((page) => !page.isThereAlready)
  const calls = [...Map.groupBy(going, ({ way }) => way).values()].flatMap((same) =>
    cut(target, options, same, rhythm).map((batch) => callsForBatch(target, options, batch)),
  )
  return addCalls(look, ...calls)
}

function callsForBatch({ costs, wayBack }: Target, options: unknown, pages: PlannedPage[]): Calls {
  const [{ action, way, isPutBack }] = pages as [PlannedPage]
  const loads = loadsOf(pages)
  if (isPutBack) return wayBack?.costs.restore(loads, options) ?? noCalls
  if (action === 'take_down') return wayBack?.costs.takeDown(way as DownHow, loads, options) ?? noCalls
  if (action !== 'restore') return costs[action](loads, options)
  if (way === 'gone') return costs.create(loads, options)
  if (way === 'there') return costs.update(loads, options)
  const out = { snapshot: null, changedFields: [], from: 'trashed' as const, visibility: null }
  const leaving = pages.map(
    () => wayBack?.costs.restoreLoad(out, options, true) ?? { counts: {}, groups: [] },
  )
  return addCalls(wayBack?.costs.restore(leaving, options) ?? noCalls, costs.update(loads, options))
}

function cut(
  target: Target,
  options: unknown,
  pages: PlannedPage[],
  { removalBatch }: RunRhythm,
): PlannedPage[][] {
  const { size, maxBytes, maxCost = Number.POSITIVE_INFINITY } = target.batch(options)
  const [{ action, way }] = pages as [PlannedPage]
  const limit =
    action === 'remove'
      ? removalBatch
      : action === 'take_down'
        ? (target.wayBack?.takeDownBatch(way as DownHow, options) ?? size)
        : size
  return [
    ...batchesWithin(pages, limit, [
      { of: ({ bytes }) => bytes, most: maxBytes },
      { of: ({ cost }) => cost, most: maxCost },
    ]),
  ]
}

function callsToFinish({ finish, costs }: Target, options: unknown, pages: readonly PlannedPage[]): Calls {
  if (!finish || !costs.finish) return noCalls
  const due = pages.filter(({ isFinishDue }) => isFinishDue)
  const calls = [...inBatches(due, finish.batchSize)].map((batch) => costs.finish!(loadsOf(batch), options))
  return addCalls(...calls)
}

/** Everything is read back once, what was taken down apart from the rest. */
function callsToVerify(
  target: Target,
  options: unknown,
  pages: readonly PlannedPage[],
  { readSize }: RunRhythm,
): Calls {
  const isDown = ({ action }: PlannedPage) => (action === 'take_down' ? 'down' : 'others')
  const reads = [...inBatches(pages, target.readSize ?? readSize)].flatMap((batch) =>
    Object.values(Object.groupBy(batch, isDown)),
  )
  const calls = reads.map((batch) => {
    const there = batch.filter((page) => !goesAway(page))
    return target.costs.read(loadsOf(there), batch.length - there.length, options, 'after')
  })
  return addCalls(...calls)
}

function loadsOf(pages: readonly PlannedPage[]): PageLoad[] {
  return pages.map(({ load }) => load)
}
