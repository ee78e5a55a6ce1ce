// Gives the pages of a schedule their slots, a part at a time. Each part is one transaction that says how far it came,
// so that whoever goes on, after whatever, gives the same dates.
import type { Database, Tx } from '../db/types.ts'
import { setExpected } from '../pages/page-states.ts'
import { ceilingOf, lockCeiling } from './ceilings.ts'
import { createPour, type Pour } from './dating.ts'
import { isTakenIn } from './dating-state.ts'
import { localDateOf } from './local-time.ts'
import { openPagesAfter } from './page-order-store.ts'
import { datePages } from './page-slot-store.ts'
import type { ScheduleRow } from './row.ts'
import { sealPassed } from './seal.ts'
import { goneSlots, lastGone, openSlots, settledSlots, slotsOfOthers } from './slot-lists.ts'
import { addToSlots, dropOpenSlots } from './slot-store.ts'
import { type SlotTime, slotsOf } from './slots.ts'
import { endDating, lockSchedule, othersOfConnection, saveDating, saveNewDating } from './store.ts'

/** On the embedded engine everybody waits for a transaction, so that it has to be short. */
const chunk = 500
const dayMs = 86_400_000
const slotMs = 15 * 60_000

export interface DatingDeps {
  database: Database
  /** After each part; what it throws ends the work between two parts. */
  afterPart?: () => void
}

/** All open pages anew, from now on; what is under way keeps its slot. */
export async function startDating(tx: Tx, schedule: Pick<ScheduleRow, 'id' | 'starts_at'>): Promise<void> {
  await sealPassed(tx, schedule.id)
  await dropOpenSlots(tx, schedule.id)
  const gone = await lastGone(tx, schedule.id)
  const from = new Date(
    Math.max(tx.now().getTime(), Date.parse(schedule.starts_at), gone ? gone.getTime() + slotMs : 0),
  )
  await saveNewDating(tx, schedule.id, from)
}

/** The pages behind this rank, after those that have their dates. */
export async function startAppending(tx: Tx, schedule: ScheduleRow, afterRank: number): Promise<void> {
  // A dating that is under way comes to them by itself.
  if (schedule.dating_rank !== null) return
  const last = (await openSlots(tx, schedule.id, 1_000_000)).at(-1)
  if (!last) return startDating(tx, schedule)
  // A slot whose plan is made has its pages.
  const pages = last.stage === 'dated' ? last.pages : Number.MAX_SAFE_INTEGER
  await saveDating(tx, schedule.id, {
    from: new Date(schedule.dates_from),
    rank: afterRank,
    at: new Date(last.at),
    pages: Math.min(pages, 2_147_483_647),
  })
}

/** Until every page has its date, or has none because there is no slot left. */
export async function dateAll({ database, afterPart }: DatingDeps, id: string): Promise<void> {
  let pour: { of: string; pour: Pour } | undefined
  for (;;) {
    const isDone = await database.transaction(async (tx) => {
      const schedule = await lockSchedule(tx, id)
      if (!schedule || schedule.dating_rank === null || !isTakenIn(schedule)) return true
      // Somebody else went on in between, or the dating has begun again.
      const place = placeText(schedule)
      // Under a ceiling, what other schedules of the site take has to be known with every part.
      const isShared = (await lockCeiling(tx, schedule.connection_id)) !== null
      if (pour?.of !== place || isShared) pour = { of: place, pour: await pourOf(tx, schedule) }
      const pages = await openPagesAfter(tx, id, { rank: schedule.dating_rank, limit: chunk })
      const last = pages.at(-1)
      if (!last) {
        await endDating(tx, id)
        return true
      }
      const { slots, leftOver } = pour.pour.fill(pages.map((page) => page.rowKey))
      const dates = [
        ...slots.flatMap(({ at, rowKeys }) => rowKeys.map((rowKey) => ({ rowKey, at }))),
        ...leftOver.map((rowKey) => ({ rowKey, at: null })),
      ]
      await datePages(tx, id, dates)
      await addToSlots(
        tx,
        id,
        slots.map(({ at, closesAt, rowKeys }) => ({ at, closesAt, pages: rowKeys.length })),
      )
      await setExpected(tx, schedule.project_id, dates)
      const reached = pour.pour.place()
      const next = { rank: last.rank, at: reached?.at ?? null, pages: reached?.pages ?? null }
      await saveDating(tx, id, { from: new Date(schedule.dates_from), ...next })
      pour.of = placeText({
        dates_from: schedule.dates_from,
        dating_rank: next.rank,
        dating_at: next.at?.toISOString() ?? null,
        dating_pages: next.pages,
      })
      return false
    })
    if (isDone) return
    afterPart?.()
  }
}

function placeText(
  schedule: Pick<ScheduleRow, 'dates_from' | 'dating_rank' | 'dating_at' | 'dating_pages'>,
): string {
  const { dates_from, dating_rank, dating_at, dating_pages } = schedule
  return [dates_from, dating_rank, dating_at, dating_pages].join(' ')
}

async function pourOf(tx: Tx, schedule: ScheduleRow): Promise<Pour> {
  const { dating_at: at, dating_pages: pages } = schedule
  const place = at === null ? null : { at: new Date(at), pages: pages ?? 0 }
  return createPour(await slotsFor(tx, schedule), place)
}

/** The slots of a schedule that are still to be filled, beside what its site has already. */
async function slotsFor(tx: Tx, schedule: ScheduleRow): Promise<Iterable<SlotTime>> {
  const { id, rule, connection_id: connectionId } = schedule
  const from = new Date(schedule.dates_from)
  const settled = await settledSlots(tx, id, from)
  const slots = slotsOf(rule, {
    startsAt: new Date(schedule.starts_at),
    from,
    gone: await goneSlots(tx, id, new Date(from.getTime() - 32 * dayMs), from),
    ...(await roomFor(tx, { id, rule, connectionId }, from)),
  })
  return without(slots, settled)
}

/** What the ceiling of the site leaves, by day. */
export async function roomFor(
  tx: Pick<Tx, 'query' | 'now'>,
  { id, rule, connectionId }: Pick<ScheduleRow, 'id' | 'rule'> & { connectionId: string },
  from: Date,
): Promise<{ room?: (date: string) => number }> {
  const ceiling = await ceilingOf(tx, connectionId)
  if (ceiling === null) return {}
  const others = await othersOfConnection(tx, connectionId, id)
  const taken = new Map<string, number>()
  for (const { at, count } of await slotsOfOthers(tx, others, new Date(from.getTime() - dayMs))) {
    const date = localDateOf(at, rule.timeZone)
    taken.set(date, (taken.get(date) ?? 0) + count)
  }
  return { room: (date) => Math.max(0, ceiling - (taken.get(date) ?? 0)) }
}

function* without(slots: Iterable<SlotTime>, settled: ReadonlySet<number>): Generator<SlotTime> {
  for (const slot of slots) if (!settled.has(slot.at.getTime())) yield slot
}
