// When a rule's hours are open on a day, and how a number of pages is laid into them. Pure.
import { minutesOf, type ScheduleRule, slotMinutes } from '../api/schedule-rule.ts'
import { instantOf, type LocalDate, localDateOf } from './local-time.ts'

export interface Window {
  opensAt: Date
  closesAt: Date
}

export interface TimedPages {
  at: Date
  closesAt: Date
  count: number
}

const minuteMs = 60_000
const slotMs = slotMinutes * minuteMs
const hourMs = 60 * minuteMs
/** A slot that is late goes for this long, at most. */
const lateMs = hourMs

/**
 * The hours of this day as instants; null where the rule has none on it. Hours that clocks leap over are open for a
 * moment, at the first time that exists; a day that a zone leaves out altogether has none.
 * @param startsAt nothing is open before
 */
export function windowOf(rule: ScheduleRule, date: LocalDate, startsAt: Date): Window | null {
  const { window, timeZone, first } = rule
  const opensAt = instantOf(date, minutesOf(window.from), timeZone)
  const closesAt = instantOf(date, minutesOf(window.to), timeZone)
  if (localDateOf(opensAt, timeZone) !== date) return null
  if (startsAt <= opensAt) return { opensAt, closesAt }
  if (first === 'next_window') return null
  const soon = new Date(Math.ceil(startsAt.getTime() / minuteMs) * minuteMs)
  return closesAt.getTime() - soon.getTime() < slotMs ? null : { opensAt: soon, closesAt }
}

/** The hours of a window, each a window of its own; what is left over at its end is none, unless there is no other. */
export function hoursOf({ opensAt, closesAt }: Window): Window[] {
  const whole = Math.floor((closesAt.getTime() - opensAt.getTime()) / hourMs)
  if (whole === 0) return [{ opensAt, closesAt }]
  return Array.from({ length: whole }, (_, index) => {
    const start = opensAt.getTime() + index * hourMs
    return { opensAt: new Date(start), closesAt: new Date(start + hourMs) }
  })
}

/**
 * `count` pages in a window: in one slot at its start, or evenly over it in as many slots as are at least
 * `slotMinutes` apart.
 * @param lastsUntil when a late slot is too late, if not before
 */
export function layOut(
  { opensAt, closesAt }: Window,
  count: number,
  within: ScheduleRule['within'],
  lastsUntil: Date,
): TimedPages[] {
  const minutes = Math.floor((closesAt.getTime() - opensAt.getTime()) / minuteMs)
  const places = Math.max(1, Math.floor(minutes / slotMinutes))
  const slots = within === 'start' ? 1 : Math.min(count, places)
  return Array.from({ length: slots }, (_, index) => {
    const at = opensAt.getTime() + Math.floor((index * minutes) / slots) * minuteMs
    return {
      at: new Date(at),
      closesAt: new Date(Math.max(Math.min(at + lateMs, lastsUntil.getTime()), at + slotMs)),
      count: shareOf(count, slots, index),
    }
  })
}

/** The part of `count` that falls to place `index` of `places`, the earlier places never less than later ones. */
export function shareOf(count: number, places: number, index: number): number {
  return Math.ceil(((index + 1) * count) / places) - Math.ceil((index * count) / places)
}
