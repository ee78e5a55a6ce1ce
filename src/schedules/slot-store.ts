// slots: the moments of schedules and what becomes of them, changed. SQL on this table is here and in `slot-lists.ts`.
import type { Slot, SlotStage } from '../api/schedule.ts'
import type { Queries, Tx } from '../db/types.ts'

export interface SlotRow {
  schedule_id: string
  at: string
  closes_at: string
  stage: SlotStage
  tries: number
  pages: number
  sent: number
  held: number
  equal: number
  different: number
  plan_id: string | null
  run_id: string | null
  message: string | null
  /** Wix has its dates. */
  in_wix: boolean
  /** How often its pages were read since its instant, and the plan that reads them at present. */
  looks: number
  look_plan_id: string | null
}

export function presentSlot(row: SlotRow): Slot {
  const { at, closes_at: closesAt, stage, pages, sent, held, equal, different, message } = row
  const { plan_id: planId, run_id: runId } = row
  return { at, closesAt, stage, pages, sent, held, equal, different, planId, runId, message }
}

/** SQL: still to come. */
export const beforeIts = `('dated', 'prepared')`

export interface NewSlot {
  at: Date
  closesAt: Date
  pages: number
}

/** A slot that is there already gets these pages in addition. */
export async function addToSlots(tx: Queries, scheduleId: string, slots: readonly NewSlot[]): Promise<void> {
  await tx.query(
    `insert into slots (schedule_id, at, closes_at, stage, pages)
     select $1, d.at, d.closes_at, 'dated', d.pages
       from unnest($2::timestamptz[], $3::timestamptz[], $4::int[]) d(at, closes_at, pages)
     on conflict (schedule_id, at) do update set pages = slots.pages + excluded.pages`,
    [
      scheduleId,
      slots.map((slot) => slot.at),
      slots.map((slot) => slot.closesAt),
      slots.map((slot) => slot.pages),
    ],
  )
}

export async function takeFromSlots(
  tx: Tx,
  scheduleId: string,
  lost: readonly { at: string; pages: number }[],
): Promise<void> {
  await tx.query(
    `update slots s set pages = s.pages - d.pages from unnest($2::timestamptz[], $3::int[]) d(at, pages)
      where s.schedule_id = $1 and s.at = d.at and s.stage in ${beforeIts}`,
    [scheduleId, lost.map((one) => one.at), lost.map((one) => one.pages)],
  )
  await tx.query(`delete from slots where schedule_id = $1 and stage = 'dated' and pages <= 0`, [scheduleId])
}

/** All that are still to come: they are dated anew. */
export async function dropOpenSlots(tx: Queries, scheduleId: string): Promise<void> {
  await tx.query(`delete from slots where schedule_id = $1 and stage in ${beforeIts}`, [scheduleId])
}

export interface SlotChange {
  stage: SlotStage
  tries?: number
  planId?: string | null
  runId?: string | null
  inWix?: boolean
  looks?: number
  lookPlanId?: string | null
  sent?: number
  held?: number
  equal?: number
  different?: number
  message?: string | null
}

/**
 * Moves a slot on.
 * @returns false, and nothing is changed, where it is not at this stage and try any more: somebody else was quicker
 */
export async function moveSlot(
  tx: Queries,
  { schedule_id, at, stage, tries }: Pick<SlotRow, 'schedule_id' | 'at' | 'stage' | 'tries'>,
  to: SlotChange,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update slots set stage = $5, tries = coalesce($6, tries), plan_id = case when $7::boolean then $8 else plan_id end,
            run_id = case when $16::boolean then $9 else run_id end, in_wix = coalesce($17, in_wix),
            looks = coalesce($18, looks), look_plan_id = case when $19::boolean then $20 else look_plan_id end, sent = coalesce($10, sent), held = coalesce($11, held),
            equal = coalesce($12, equal), different = coalesce($13, different),
            message = case when $14::boolean then $15 else message end
      where schedule_id = $1 and at = $2 and stage = $3 and tries = $4`,
    [
      schedule_id,
      at,
      stage,
      tries,
      to.stage,
      to.tries ?? null,
      to.planId !== undefined,
      to.planId ?? null,
      to.runId ?? null,
      to.sent ?? null,
      to.held ?? null,
      to.equal ?? null,
      to.different ?? null,
      to.message !== undefined,
      to.message ?? null,
      to.runId !== undefined,
      to.inWix ?? null,
      to.looks ?? null,
      to.lookPlanId !== undefined,
      to.lookPlanId ?? null,
    ],
  )
  return rowCount === 1
}

/**
 * Those that should have gone out by now: `closes_at`, with the time that a late one has; `at`, without. What Wix has,
 * or is being given, is none of them.
 * @returns them, in order
 */
export async function closePassedSlots(
  tx: Queries,
  scheduleId: string,
  { by, now }: { by: 'at' | 'closes_at'; now: Date },
  to: { stage: 'missed' | 'skipped'; message: string },
): Promise<SlotRow[]> {
  const { rows } = await tx.query<SlotRow>(
    `update slots set stage = $3, message = $4
      where schedule_id = $1 and stage in ${beforeIts} and not in_wix and run_id is null and ${by} < $2 returning *`,
    [scheduleId, now, to.stage, to.message],
  )
  return rows.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** Gives a slot this instant. Its pages have to follow. */
export async function moveSlotTo(
  tx: Queries,
  { schedule_id, at }: Pick<SlotRow, 'schedule_id' | 'at'>,
  to: { at: Date; closesAt: Date; message: string },
): Promise<void> {
  await tx.query(
    `update slots set at = $3, closes_at = $4, message = $5, 
            stage = case when in_wix or run_id is not null then 'dated' else stage end, run_id = null, in_wix = false
      where schedule_id = $1 and at = $2`,
    [schedule_id, at, to.at, to.closesAt, to.message],
  )
}

/** Wix has made their pages live by now: nobody changes them any more. @returns their instants */
export async function sealSlots(tx: Queries, scheduleId: string, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ at: string }>(
    `update slots set stage = 'released', message = null
      where schedule_id = $1 and in_wix and stage = 'prepared' and at <= $2 returning at`,
    [scheduleId, now],
  )
  return rows.map((row) => row.at)
}

/** Wix loses their dates; they stay where they are. */
export async function takeSlotsOut(tx: Queries, scheduleId: string): Promise<void> {
  await tx.query(
    `update slots set stage = 'dated', in_wix = false, plan_id = null, run_id = null, message = null
      where schedule_id = $1 and stage = 'prepared' and (in_wix or run_id is not null)`,
    [scheduleId],
  )
}
