// How many pages a rule has for a period, with its ramp, and for one day of it. Pure.
import type { ScheduleRule } from '../api/schedule.ts'
import { type CalendarDay, calendarDay, daysFrom, type LocalDate, spansBetween } from './local-time.ts'
import { shareOf } from './windows.ts'

/**
 * Pages for the period that the day belongs to (an hour, the day, its week, its month).
 * @param step how many days with open hours were between the first slot and this day
 */
export function countFor(rule: ScheduleRule, start: CalendarDay, day: CalendarDay, step: number): number {
  const { ramp, count } = rule
  if (!ramp) return count
  const index = stepsOf(rule, start, day, step)
  if (ramp.kind === 'steps') return Math.min(count, ramp.steps[index] ?? count)
  return Math.floor(Math.min(count, ramp.start * (1 + ramp.percent / 100) ** index))
}

/** A period has one count, that of its first day. */
function stepsOf({ ramp, per }: ScheduleRule, start: CalendarDay, day: CalendarDay, step: number): number {
  if (ramp?.every === 'day') return step
  if (ramp?.every === 'week') return spansBetween(start.week, day.week, 'week')
  const first = per === 'week' ? calendarDay(day.week).month : day.month
  return Math.max(0, spansBetween(start.month, first, 'month'))
}

/**
 * What of a period falls on a day of it; of a week or a month, evenly over its days with open hours. Made for one walk
 * over the days: a period's days are looked up once.
 */
export function sharesOf({
  per,
  weekdays,
}: Pick<ScheduleRule, 'per' | 'weekdays'>): (day: CalendarDay, count: number) => number {
  if (per === 'hour' || per === 'day') return (_, count) => count
  let first: LocalDate = ''
  let open: LocalDate[] = []
  return (day, count) => {
    if (first !== day[per]) {
      first = day[per]
      open = daysFrom(first, per).filter((date) => weekdays.includes(calendarDay(date).weekday))
    }
    return shareOf(count, open.length, open.indexOf(day.date))
  }
}
