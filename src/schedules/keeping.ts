// Whether Wix can keep the dates of a project, what it should have of them, and when they are looked after. Pure.
import type { ScheduleState } from '../api/schedule.ts'
import type { LedgerPage } from '../pages/read-ledger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { leadMs } from './deps.ts'
import type { ScheduleRow } from './row.ts'
import type { SlotRow } from './slot-store.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

type Destined = Pick<ProjectRecord, 'destination' | 'options'>

export function isPublishing({ destination, options }: Destined): boolean {
  return targetById(destination).visibility(options as never)?.state === 'live'
}

/** The destination can date, and the project publishes. */
export function canKeepDates(project: Destined): boolean {
  return targetById(project.destination).canDate === true && isPublishing(project)
}

export function keepsInWix({ keeper }: Pick<ScheduleRow, 'keeper'>, project: Destined): boolean {
  return keeper === 'wix' && canKeepDates(project)
}

/**
 * Whether a page has had its turn: it is on the site. In publish mode a draft that lost its date, or that still has
 * one, has not; what somebody took down has, wherever it is.
 */
export function isOnSite(page: LedgerPage | undefined, project: Destined): boolean {
  if (page?.status === 'live' || page?.down) return true
  return page?.status === 'draft' && !(waitsAsDraft(page) && isPublishing(project))
}

/** A row for a schedule: without a page, or with a draft that waits. */
export function isOpen(page: LedgerPage | undefined, project: Destined): boolean {
  return page === undefined || (!page.down && waitsAsDraft(page) && isPublishing(project))
}

export function waitsAsDraft({ status, visibility }: LedgerPage): boolean {
  return status === 'draft' && (visibility?.state === 'draft' || visibility?.state === 'dated')
}

/** Slots this far ahead get their dates in Wix. */
export function horizonEnd({ horizon_days }: Pick<ScheduleRow, 'horizon_days'>, now: Date): number {
  return now.getTime() + horizon_days * dayMs
}

/** Nearer than this a date may pass before Wix has it: such a slot is published by us. */
export function isLeftToUs({ at, in_wix }: Pick<SlotRow, 'at' | 'in_wix'>, now: Date): boolean {
  return !in_wix && Date.parse(at) < now.getTime() + leadMs
}

/** A page with a date in Wix, as its schedule has it; null where the schedule has it no more. */
export interface DatedPage {
  /** The date in Wix, milliseconds since 1970. */
  at: number
  page: { state: 'open' | 'going' | 'gone'; message: string | null } | null
  slot: Pick<SlotRow, 'at' | 'stage' | 'in_wix'> | null
}

/** A date that Wix should not have any more. */
export function isStray(
  { at, page, slot }: DatedPage,
  { state, isWix, until, now }: { state: ScheduleState; isWix: boolean; until: number; now: Date },
): boolean {
  // Too late to change it, or it went live.
  if (at <= now.getTime() + minuteMs / 2) return false
  // Its date is of somebody's own choice.
  if (page?.state === 'gone') return false
  if (!page || !slot || !isWix || state === 'paused' || state === 'cancelled') return true
  const wanted = Date.parse(slot.at)
  // It cannot go as it is, or not with this slot.
  if (page.message !== null || wanted > until || !hasTurn.has(slot.stage)) return true
  if (at === wanted) return false
  // It is on its way to another date. Where that may come after the one it has, it loses this one first.
  return slot.in_wix || isLeftToUs(slot, now) || at < now.getTime() + hourMs
}

const hasTurn: ReadonlySet<SlotRow['stage']> = new Set(['dated', 'prepared', 'released'])

/** After its instant the pages of a slot are read at these times, then every hour. */
const firstLooks = [minuteMs, 5 * minuteMs, 10 * minuteMs]
/** Later than this after its instant, a page that is not live is worth a notice. */
export const lateMs = 10 * minuteMs
/** Then nobody waits for Wix any longer. */
export const giveUpMs = dayMs

/** When the pages of a slot are read the next time, after so many looks. */
export function lookAt(slot: Pick<SlotRow, 'at' | 'looks'>): number {
  return Date.parse(slot.at) + lookOffset(slot.looks)
}

/** How many looks there would have been by now: none is made up for. */
export function looksBy(slot: Pick<SlotRow, 'at' | 'looks'>, now: Date): number {
  let looks = slot.looks
  while (lookAt({ at: slot.at, looks }) <= now.getTime() && looks < 10_000) looks += 1
  return looks
}

function lookOffset(looks: number): number {
  const last = firstLooks.at(-1)!
  return firstLooks[looks] ?? last + (looks - firstLooks.length + 1) * hourMs
}
