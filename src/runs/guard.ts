// The last look before something is sent: did the site change since the plan? What changed is not sent but reported.
import type { Problem } from '../api/problem.ts'
import { sleepFor } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import { readRemoteFields } from '../pages/read-ledger.ts'
import { isSnapshot } from '../targets/snapshot.ts'
import { goneState, isGone, type RemoteState } from '../targets/target.ts'
import { withFoundVisibility } from '../targets/visibility.ts'
import { placeOf } from '../targets/way-back.ts'
import { accepted, isHalfDone, isSentWhole, isStateAlone, sentBefore } from './as-sent.ts'
import { isSteppingAside } from './aside.ts'
import { lookAtDates } from './guard-dates.ts'
import { lookAtTakeDowns } from './guard-way-back.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { storeSnapshots } from './item-findings.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import { type FindOwn, settleOwn } from './own-pages.ts'
import type { ItemRow } from './run-row.ts'
import { addToRun } from './run-store.ts'
import type { Timing } from './timing.ts'
import { fromOf, isPutBack } from './undo/send-restores.ts'

export interface GuardDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix'>
  timing: Pick<Timing, 'verifyRetryMs'>
  stopping: AbortSignal
  /** Null: the plan is younger than any doubt about what the database knows. */
  findOwn: FindOwn | null
}

/** What the last look found of some items of one action. */
interface Look {
  /** May be sent. */
  allowed: ItemRow[]
  settlements: Settlement[]
  /** What stands in Wix before the change, by row key. */
  states: ReadonlyMap<string, RemoteState>
}

/** Returns the items that may be sent. One read for up to a hundred items of one action. */
export async function guardItems(deps: GuardDeps, items: ItemRow[]): Promise<ItemRow[]> {
  if (items.length === 0) return []
  const { allowed, settlements, states } = await look(deps, items)
  await settleItems(deps.held, settlements)
  const prevented = settlements.filter((one) => one.state === 'accepted').length
  if (prevented > 0) await addToRun(deps.held, { duplicates_prevented: prevented })
  const before = [...states].map(([rowKey, { editedAt, raw }]) => ({ rowKey, editedAt, raw }))
  await storeSnapshots(deps.held, before)
  return allowed
}

async function look(deps: GuardDeps, items: ItemRow[]): Promise<Look> {
  if (deps.held.isOfDates) return { ...(await lookAtDates(deps, items)), states: new Map() }
  if (items[0] && isPutBack(items[0])) return lookAtPutBacks(deps, items)
  switch (items[0]?.action) {
    case 'create':
      return lookAtCreates(deps, items)
    case 'take_down':
      return lookAtTakeDowns(deps, items)
    case 'restore':
      return lookAtRestores(deps, items)
    default:
      return lookAtChanges(deps, items, await readInFull(deps, items))
  }
}

async function readInFull(
  { destination: { target, options }, site }: GuardDeps,
  items: readonly ItemRow[],
): Promise<ReadonlyMap<string, RemoteState>> {
  const ids = items.map((item) => item.remote_id ?? '')
  return target.read(site.wix, ids, 'full', options)
}

/**
 * An address that is taken belongs to someone else, or to a create of ours whose record was lost
 * (a restored backup, a disk that lied): the content's own marks tell.
 */
async function lookAtCreates(deps: GuardDeps, given: ItemRow[]): Promise<Look> {
  const known = await settleOwn(deps, given)
  const settled = new Set(known.map(({ rowKey }) => rowKey))
  const found = await lookAtAddresses(
    deps,
    given.filter((item) => !settled.has(item.row_key)),
  )
  return { ...found, settlements: [...known, ...found.settlements] }
}

async function lookAtAddresses(deps: GuardDeps, items: ItemRow[]): Promise<Look> {
  const { destination, site } = deps
  const { target, options } = destination
  const all: Look = { allowed: items, settlements: [], states: new Map() }
  const taken = await takenNow(deps, items)
  const suspects = items.filter((item) => taken.has(item.slug))
  if (suspects.length === 0) return all
  const outgoing = suspects.map((item) => item.outgoing)
  const found = await target.find(site.wix, outgoing, options)
  const settlements = suspects.map((item): Settlement => {
    const ref = found.get(item.row_key)?.[0]
    if (ref) return accepted(destination, item, { ref })
    const owner = taken.get(item.slug)
    return { rowKey: item.row_key, state: 'held', problem: slugTaken(item.slug, owner?.title ?? '') }
  })
  return { ...all, allowed: items.filter((item) => !taken.has(item.slug)), settlements }
}

/**
 * Pages that come back: where each is now says how. What is off the site is sent whole, so that one of which the plan
 * knew more waits for another plan.
 */
async function lookAtRestores(deps: GuardDeps, items: ItemRow[]): Promise<Look> {
  const read = await readInFull(deps, items)
  const found = (item: ItemRow) => read.get(item.remote_id ?? '')
  const {
    there = [],
    away = [],
    lost = [],
  } = Object.groupBy(items, (item) =>
    placeOf(found(item)) === 'there' ? 'there' : mayComeFromAway(item, found(item)) ? 'away' : 'lost',
  )
  const changes = await lookAtChanges(deps, there, read)
  const others = await lookAtAddresses(deps, away)
  const gone = lost.map((item): Settlement => {
    return { rowKey: item.row_key, state: 'held', problem: goneSincePlan() }
  })
  return {
    allowed: [
      ...changes.allowed,
      ...others.allowed.map((item) => {
        const state = { status: found(item)?.status ?? ('gone' as const) }
        return { ...item, outgoing: { ...item.outgoing, found: state } }
      }),
    ],
    settlements: [...changes.settlements, ...others.settlements, ...gone],
    states: changes.states,
  }
}

/**
 * Who else has the addresses of these items. One that another page of the run gave up a moment ago may show a little
 * longer.
 */
async function takenNow(
  { destination: { target, options }, site, timing, stopping }: GuardDeps,
  items: ItemRow[],
): Promise<Map<string, { remoteId: string; title: string }>> {
  const slugs = items.map((item) => item.slug).filter((slug) => slug !== '')
  const { takenSlugs } = target
  if (!takenSlugs || slugs.length === 0) return new Map()
  const own = new Map(items.map((item) => [item.slug, item.remote_id]))
  const lookUp = async () => {
    const found = await takenSlugs(site.wix, slugs, options)
    return new Map([...found].filter(([slug, { remoteId }]) => own.get(slug) !== remoteId))
  }
  const pauses = items[0]?.turn === 1 ? timing.verifyRetryMs : []
  let taken = await lookUp()
  for (const waitMs of pauses) {
    if (taken.size === 0) break
    await sleepFor(waitMs, stopping)
    taken = await lookUp()
  }
  return taken
}

/** What lies in the trash may leave it as it is. */
function mayComeFromAway(item: ItemRow, state: RemoteState | undefined): boolean {
  return isSentWhole(item) || (isStateAlone(item) && placeOf(state) === 'trashed')
}

/** A page that this run has brought out of the trash, or made again, has another date since. */
function isBackByUs(item: ItemRow): boolean {
  return item.action === 'restore' && item.call_id !== null && (isSentWhole(item) || isStateAlone(item))
}

async function lookAtChanges(
  deps: GuardDeps,
  items: ItemRow[],
  read: ReadonlyMap<string, RemoteState>,
): Promise<Look> {
  const { held, destination, site } = deps
  const before = await readRemoteFields(held.database, held.run.project_id, sentBefore(items))
  const states = new Map<string, RemoteState>()
  const settlements: Settlement[] = []
  // Others found their address free when they were planned, or keep the one they have.
  const taken = items[0]?.turn === 1 ? await takenNow(deps, items) : new Map<string, { title: string }>()
  for (const item of items) {
    const found = read.get(item.remote_id ?? '')
    const state = withFoundVisibility(found, item.visibility, site.wix.now())
    const isEdited =
      item.remote_edited_at !== null &&
      state?.editedAt !== item.remote_edited_at &&
      !isBackByUs(item) &&
      !(isSteppingAside(item) && state?.slug === item.aside)
    const problem =
      !state || isGone(state)
        ? goneSincePlan()
        : isEdited && !isHalfDone(destination, item, state, before.get(item.row_key))
          ? editedSincePlan(state.editedAt)
          : taken.has(item.slug)
            ? slugTaken(item.slug, taken.get(item.slug)?.title ?? '')
            : null
    if (problem) settlements.push({ rowKey: item.row_key, state: 'held', problem })
    else states.set(item.row_key, found!)
  }
  const allowed = items.flatMap((item) => {
    const found = states.get(item.row_key)
    return found ? [{ ...item, outgoing: { ...item.outgoing, found } }] : []
  })
  return { allowed, settlements, states }
}

/** Pages that an undo puts back: they may be in the trash or nowhere, as long as that is where the plan saw them. */
async function lookAtPutBacks(deps: GuardDeps, items: ItemRow[]): Promise<Look> {
  const { destination, site, held } = deps
  const ids = items.map((item) => item.remote_id ?? '')
  const read = await destination.target.read(site.wix, ids, 'full', destination.options)
  const before = await readRemoteFields(held.database, held.run.project_id, sentBefore(items))
  const taken = await takenNow(deps, items)
  const look: { allowed: ItemRow[]; settlements: Settlement[]; states: Map<string, RemoteState> } = {
    allowed: [],
    settlements: [],
    states: new Map(),
  }
  for (const item of items) {
    const found = read.get(item.remote_id ?? '')
    const state = withFoundVisibility(found, item.visibility, site.wix.now())
    const isFree = isSteppingAside(item) || !taken.has(item.slug)
    const problem =
      movedSince(destination, item, state, before.get(item.row_key)) ??
      (isFree ? null : slugTaken(item.slug, taken.get(item.slug)?.title ?? ''))
    if (problem) {
      look.settlements.push({ rowKey: item.row_key, state: 'held', problem })
      continue
    }
    look.allowed.push({ ...item, outgoing: { ...item.outgoing, ...(found && { found }) } })
    look.states.set(item.row_key, found ?? goneState(item.remote_id ?? ''))
  }
  return look
}

/** What became of a page since the plan saw it; null: nothing but what this run did. */
function movedSince(
  destination: Destination,
  item: ItemRow,
  state: RemoteState | undefined,
  before: Record<string, string> | undefined,
): Problem | null {
  const planned = isSnapshot(item.payload) ? item.payload.from : 'there'
  const from = fromOf(state)
  if (from !== planned) {
    // Our own answer was lost: it is on its way back, or there.
    if (item.call_id !== null && from === 'there') return null
    return from === 'there' ? backSincePlan : goneSincePlan()
  }
  if (from !== 'there' || item.remote_edited_at === null) return null
  if (state?.editedAt === item.remote_edited_at) return null
  if (isSteppingAside(item) && state?.slug === item.aside) return null
  if (state && isHalfDone(destination, item, state, before)) return null
  return editedSincePlan(state?.editedAt ?? null)
}

const backSincePlan: Problem = {
  code: 'back_since_plan',
  severity: 'warning',
  message:
    'Somebody brought it back in Wix after the plan was created, so it was left as it is. Plan the undo again to see it.',
}

function slugTaken(slug: string, title: string): Problem {
  return {
    code: 'slug_taken',
    severity: 'error',
    field: 'slug',
    message: `The address "${slug}" has been taken on the site since the plan${title ? ` by "${title}"` : ''}. It was not sent. Choose another slug, or remove that post in Wix, and plan again.`,
  }
}

function goneSincePlan(): Problem {
  return {
    code: 'gone_since_plan',
    severity: 'warning',
    message: 'It was deleted in Wix after the plan was created, so it was not sent. Plan again to decide.',
  }
}

function editedSincePlan(at: string | null): Problem {
  return {
    code: 'edited_since_plan',
    severity: 'warning',
    // Not every destination has a date for it.
    message: `It was edited in Wix${at && !Number.isNaN(Date.parse(at)) ? ` at ${at}` : ''}, after the plan was created, so it was not sent. Plan again to see both versions.`,
  }
}
