// The requests of a whole run, from what each operation of its target costs. Pure. How a run calls its target is
// written down here once more; a test counts both.
import { batchesWithin, inBatches } from '../batches.ts'
import { addCalls, type Calls, type ChangedField, noCalls, type PageLoad } from './operation-costs.ts'
import type { AssetIds, Target } from './target.ts'

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
  action: 'create' | 'update' | 'remove'
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
}

/** @param payload of a page that is removed: as it was last sent; null when that is not known */
export function plannedPage(
  target: Target,
  options: unknown,
  page: {
    action: PlannedPage['action']
    slug: string
    payload: unknown
    bytes: number
    changes: readonly ChangedField[]
  },
  assets: AssetIds,
): PlannedPage {
  const { action, payload, bytes, changes, slug } = page
  const isRemoval = action === 'remove'
  const fields = action === 'create' ? null : changes.map(({ field }) => field)
  const isKnown = payload !== null && payload !== undefined
  return {
    action,
    bytes: isRemoval ? 0 : bytes,
    cost: isKnown && !isRemoval ? (target.batch(options).cost?.(payload) ?? 0) : 0,
    isFinishDue: isKnown && !isRemoval && (target.finish?.isDue(payload, fields) ?? false),
    hasAddress: slug !== '',
    load: isKnown
      ? target.costs.loadOf(payload, action === 'update' ? changes : null, assets)
      : { counts: {}, groups: [] },
  }
}

export function callsOfRun(target: Target, options: unknown, work: RunWork, rhythm: RunRhythm): Calls {
  if (work.pages.length === 0) return noCalls
  return addCalls(
    target.facts ? (target.costs.facts?.(options) ?? noCalls) : noCalls,
    ...[...work.assets].map(([kind, count]) => callsForAssets(target, kind, count)),
    ...picksOf(work.pages, pickSize(target, options, rhythm)).map((picked) =>
      callsForPicked(target, options, picked, rhythm),
    ),
    callsToFinish(target, options, work.pages),
    callsToVerify(target, options, work.pages, rhythm),
  )
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
  const look =
    action !== 'create'
      ? costs.read(loads, 0, options, 'before')
      : target.takenSlugs && addresses > 0
        ? (costs.takenSlugs?.(addresses, options) ?? noCalls)
        : noCalls
  const batches = cut(target, options, picked, rhythm)
  return addCalls(look, ...batches.map((batch) => costs[action](loadsOf(batch), options)))
}

function cut(
  target: Target,
  options: unknown,
  pages: PlannedPage[],
  { removalBatch }: RunRhythm,
): PlannedPage[][] {
  const { size, maxBytes, maxCost = Number.POSITIVE_INFINITY } = target.batch(options)
  const limit = pages[0]?.action === 'remove' ? removalBatch : size
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

/** Everything is read back once. */
function callsToVerify(
  target: Target,
  options: unknown,
  pages: readonly PlannedPage[],
  { readSize }: RunRhythm,
): Calls {
  const calls = [...inBatches(pages, target.readSize ?? readSize)].map((batch) => {
    const there = batch.filter(({ action }) => action !== 'remove')
    return target.costs.read(loadsOf(there), batch.length - there.length, options, 'after')
  })
  return addCalls(...calls)
}

function loadsOf(pages: readonly PlannedPage[]): PageLoad[] {
  return pages.map(({ load }) => load)
}
