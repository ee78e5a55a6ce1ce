// Local times of a zone as instants, and back. Pure; the library knows the zones.
import { Temporal } from 'temporal-polyfill'

/** A day of the calendar, written as 2027-03-28: texts of it are in the order of the days. */
export type LocalDate = string

/**
 * The instant at which a clock on the wall shows this. A time that does not exist is the next that does (clocks that
 * go from 02:00 to 03:00 show 03:00 when 02:30 is due), and of one that comes twice it is the first.
 */
export function instantOf(date: LocalDate, minutes: number, timeZone: string): Date {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes })
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const exists = zoned.toPlainDateTime().equals(wall)
  const met = exists ? zoned : (zoned.getTimeZoneTransition('next') ?? zoned)
  return new Date(met.epochMilliseconds)
}

export function localDateOf(at: Date, timeZone: string): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString()
}

export interface CalendarDay {
  date: LocalDate
  /** ISO: 1 is Monday. */
  weekday: number
  /** The first days of what the day belongs to. */
  week: LocalDate
  month: LocalDate
}

export function calendarDay(date: LocalDate): CalendarDay {
  const day = Temporal.PlainDate.from(date)
  return {
    date,
    weekday: day.dayOfWeek,
    week: day.subtract({ days: day.dayOfWeek - 1 }).toString(),
    month: day.with({ day: 1 }).toString(),
  }
}

export function plusDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The days of the month or week that begins on this day. */
export function daysFrom(first: LocalDate, span: 'week' | 'month'): LocalDate[] {
  const day = Temporal.PlainDate.from(first)
  const length = span === 'week' ? 7 : day.daysInMonth
  return Array.from({ length }, (_, index) => day.add({ days: index }).toString())
}

/** Whole weeks or months from one first day to another. */
export function spansBetween(from: LocalDate, to: LocalDate, span: 'week' | 'month'): number {
  const between = Temporal.PlainDate.from(from).until(to, { largestUnit: span })
  return span === 'week' ? between.weeks : between.months
}
