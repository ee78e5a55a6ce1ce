// slots, read: those to come, those under way, those that had their turn.
import type { Queries } from '../db/types.ts'
import { beforeIts, type SlotRow } from './slot-store.ts'
import type { Gone } from './slots.ts'

/** By schedule: the next slot that is still to come, and the last one. */
export async function slotEnds(
  queries: Queries,
  scheduleIds: readonly string[],
): Promise<Map<string, { next: string | null; last: string | null }>> {
  if (scheduleIds.length === 0) return new Map()
  const { rows } = await queries.query<{ id: string; next: string | null; last: string | null }>(
    `select s.id, n.next, n.last from unnest($1::text[]) s(id)
      cross join lateral (select min(at) as next, max(at) as last from slots
                           where schedule_id = s.id and stage in ${beforeIts}) n`,
    [scheduleIds],
  )
  return new Map(rows.map(({ id, next, last }) => [id, { next, last }]))
}

/** By schedule, the next slot that is still to come. */
export async function nextSlots(
  queries: Queries,
  scheduleIds: readonly string[],
): Promise<Map<string, { at: string; pages: number }>> {
  const { rows } = await queries.query<{ id: string; at: string; pages: number }>(
    `select s.id, n.at, n.pages from unnest($1::text[]) s(id)
      cross join lateral (select at, pages from slots
                           where schedule_id = s.id and stage in ${beforeIts} order by at limit 1) n`,
    [scheduleIds],
  )
  return new Map(rows.map(({ id, at, pages }) => [id, { at, pages }]))
}

/** Slots that are still to come or under way, in order. */
export async function openSlots(queries: Queries, scheduleId: string, limit: number): Promise<SlotRow[]> {
  const { rows } = await queries.query<SlotRow>(
    `select * from slots where schedule_id = $1 and stage in ${beforeIts} order by at limit $2`,
    [scheduleId, limit],
  )
  return rows
}

/** The same until this instant, however many. */
export async function openSlotsUntil(queries: Queries, scheduleId: string, until: Date): Promise<SlotRow[]> {
  const { rows } = await queries.query<SlotRow>(
    `select * from slots where schedule_id = $1 and stage in ${beforeIts} and at <= $2 order by at`,
    [scheduleId, until],
  )
  return rows
}

/** The next that Wix does not have; null: there is none. */
export async function nextForUs(queries: Queries, scheduleId: string): Promise<SlotRow | null> {
  const { rows } = await queries.query<SlotRow>(
    `select * from slots where schedule_id = $1 and stage in ${beforeIts} and not in_wix order by at limit 1`,
    [scheduleId],
  )
  return rows[0] ?? null
}

export async function releasedSlots(queries: Queries, scheduleId: string): Promise<SlotRow[]> {
  const { rows } = await queries.query<SlotRow>(
    `select * from slots where schedule_id = $1 and stage = 'released' order by at`,
    [scheduleId],
  )
  return rows
}

export async function findSlot(queries: Queries, scheduleId: string, at: string): Promise<SlotRow | null> {
  const { rows } = await queries.query<SlotRow>('select * from slots where schedule_id = $1 and at = $2', [
    scheduleId,
    at,
  ])
  return rows[0] ?? null
}

/** From this instant on and before that one, in order. */
export async function slotsBetween(
  queries: Queries,
  scheduleId: string,
  from: Date,
  until: Date,
): Promise<SlotRow[]> {
  const { rows } = await queries.query<SlotRow>(
    'select * from slots where schedule_id = $1 and at >= $2 and at < $3 order by at',
    [scheduleId, from, until],
  )
  return rows
}

/** Slots that will not be made again, from this instant on. */
export async function settledSlots(queries: Queries, scheduleId: string, from: Date): Promise<Set<number>> {
  const { rows } = await queries.query<{ at: string }>(
    `select at from slots where schedule_id = $1 and at >= $2 and stage not in ${beforeIts}`,
    [scheduleId, from],
  )
  return new Set(rows.map((row) => Date.parse(row.at)))
}

/** What had its turn from one instant to another: these count against the period they are in. */
export async function goneSlots(
  queries: Queries,
  scheduleId: string,
  from: Date,
  until: Date,
): Promise<Gone[]> {
  const { rows } = await queries.query<{ at: string; pages: number }>(
    `select at, pages from slots where schedule_id = $1 and at >= $2 and at < $3 and stage in ('released', 'confirmed')`,
    [scheduleId, from, until],
  )
  return rows.map(({ at, pages }) => ({ at: new Date(at), count: pages }))
}

/** The latest slot that went out; null: none has. */
export async function lastGone(queries: Queries, scheduleId: string): Promise<Date | null> {
  const { rows } = await queries.query<{ at: string | null }>(
    `select max(at) as at from slots where schedule_id = $1 and stage in ('released', 'confirmed')`,
    [scheduleId],
  )
  return rows[0]?.at ? new Date(rows[0].at) : null
}

/** Of these other schedules, what they have for each instant from then on. */
export async function slotsOfOthers(
  queries: Queries,
  scheduleIds: readonly string[],
  from: Date,
): Promise<Gone[]> {
  if (scheduleIds.length === 0) return []
  const { rows } = await queries.query<{ at: string; pages: number }>(
    `select at, sum(pages)::int as pages from slots
      where schedule_id = any($1::text[]) and at >= $2 and stage in ('dated', 'prepared', 'released', 'confirmed')
      group by at`,
    [scheduleIds, from],
  )
  return rows.map(({ at, pages }) => ({ at: new Date(at), count: pages }))
}

/** Pages of slots of these schedules that are to go before this instant. */
export async function countComing(
  queries: Queries,
  scheduleIds: readonly string[],
  until: Date,
): Promise<number> {
  if (scheduleIds.length === 0) return 0
  const { rows } = await queries.query<{ pages: number }>(
    `select coalesce(sum(pages), 0)::int as pages from slots
      where schedule_id = any($1::text[]) and stage in ${beforeIts} and at < $2`,
    [scheduleIds, until],
  )
  return rows[0]?.pages ?? 0
}

/** The last one that stopped. */
export async function lastStopped(queries: Queries, scheduleId: string): Promise<SlotRow | null> {
  const { rows } = await queries.query<SlotRow>(
    `select * from slots where schedule_id = $1 and stage = 'stopped' order by at desc limit 1`,
    [scheduleId],
  )
  return rows[0] ?? null
}

/** These instants of a schedule, whatever became of them. */
export async function slotsAt(
  queries: Queries,
  scheduleId: string,
  instants: readonly string[],
): Promise<SlotRow[]> {
  const { rows } = await queries.query<SlotRow>(
    'select * from slots where schedule_id = $1 and at = any($2::timestamptz[])',
    [scheduleId, instants],
  )
  return rows
}
