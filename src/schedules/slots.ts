// A rule as slots: when how many pages go out. Pure. The preview, the dating and so the calendar and the worker come
// from this one function.
import type { ScheduleRule } from '../api/schedule.ts'
import { type CalendarDay, calendarDay, type LocalDate, localDateOf, plusDays } from './local-time.ts'
import { countFor, sharesOf } from './quota.ts'
import { hoursOf, layOut, type TimedPages, type Window, windowOf } from './windows.ts'

export interface SlotTime extends TimedPages {
  /** The day of the rule it belongs to. */
  date: LocalDate
}

export interface SlotBasis {
  /** Since when the rule holds: ramps count from here. */
  startsAt: Date
  /** Slots from here on. The same slots come out wherever one begins. */
  from: Date
  /** Slots of the schedule that had their turn since the beginning of the month: a changed rule counts them in. */
  gone?: readonly Gone[]
  /** What the ceiling of the site leaves to the schedule on a day, by its local date; unlimited unless told. */
  room?: (date: LocalDate) => number
}

export interface Gone {
  at: Date
  count: number
}

/** Dates further ahead than this are not worth a promise. */
const longestYears = 10
const hourMs = 3_600_000

/** In the order of their instants, at least fifteen minutes apart; ends with the rule, or after ten years. */
export function* slotsOf(rule: ScheduleRule, basis: SlotBasis): Generator<SlotTime> {
  const { startsAt, from, room = () => Number.POSITIVE_INFINITY } = basis
  const gone = (basis.gone ?? []).map((one) => ({ ...one, date: localDateOf(one.at, rule.timeZone) }))
  const start = calendarDay(localDateOf(startsAt, rule.timeZone))
  const shareOn = sharesOf(rule)
  let period = { key: '', left: 0 }
  for (const { day, window, step, isFirst } of openDays(rule, basis, start)) {
    const count = countFor(rule, start, day, step)
    const key = periodOf(rule, day)
    if (period.key !== key)
      period = { key, left: count - sum(gone.filter((one) => isInPeriod(rule, one.date, key))) }
    const site = room(day.date)
    let left = site - sum(gone.filter((one) => one.date === day.date))
    const share = Math.min(Math.max(isFirst ? 1 : 0, shareOn(day, count)), site)
    for (const part of rule.per === 'hour' ? hoursOf(window) : [window]) {
      if (rule.per === 'hour')
        period.left = count - sum(gone.filter(({ at }) => isOfHour(at, part, startsAt)))
      for (const slot of layOut(part, share, rule.within, window.closesAt)) {
        const pages = Math.min(slot.count, left, period.left)
        if (slot.at < from || pages <= 0) continue
        left -= pages
        period.left -= pages
        yield { ...slot, count: pages, date: day.date }
      }
    }
  }
}

interface OpenDay {
  day: CalendarDay
  window: Window
  /** How many days with open hours were before it. */
  step: number
  isFirst: boolean
}

/** The days on which the rule is open, those from `from` on; what was before is only counted. */
function* openDays(
  rule: ScheduleRule,
  { startsAt, from }: SlotBasis,
  start: CalendarDay,
): Generator<OpenDay> {
  const { weekdays, endsOn, timeZone } = rule
  const last = [endsOn ?? '9999-12-31', plusDays(start.date, longestYears * 365)].sort()[0]!
  const fromDate = localDateOf(from, timeZone)
  let step = 0
  for (let date = start.date; date <= last; date = plusDays(date, 1)) {
    const day = calendarDay(date)
    if (!weekdays.includes(day.weekday)) continue
    const window = date < fromDate && date !== start.date ? 'over' : windowOf(rule, date, startsAt)
    if (window === null) continue
    if (window !== 'over' && date >= fromDate) yield { day, window, step, isFirst: step === 0 }
    step += 1
  }
}

/** What the count of the rule is for, named by its first day; hours are looked at one by one. */
function periodOf({ per }: ScheduleRule, day: CalendarDay): LocalDate {
  return per === 'week' ? day.week : per === 'month' ? day.month : day.date
}

function isInPeriod(rule: ScheduleRule, date: LocalDate, key: LocalDate): boolean {
  return periodOf(rule, calendarDay(date)) === key
}

/** In it, or within an hour before it under the rule that was before. */
function isOfHour(at: Date, { opensAt, closesAt }: Window, startsAt: Date): boolean {
  const isInside = at >= opensAt && at < closesAt
  return isInside || (at < startsAt && at.getTime() > opensAt.getTime() - hourMs)
}

function sum(gone: readonly Gone[]): number {
  return gone.reduce((total, { count }) => total + count, 0)
}
