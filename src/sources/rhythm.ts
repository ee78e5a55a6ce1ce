// When a source is read again by itself. Pure.
import type { Rhythm } from '../api/source.ts'
import {
  calendarDay,
  daysFrom,
  instantOf,
  type LocalDate,
  localDateOf,
  plusDays,
} from '../schedules/local-time.ts'

const minuteMs = 60_000
const stepMs = {
  '15_minutes': 15 * minuteMs,
  '30_minutes': 30 * minuteMs,
  hour: 60 * minuteMs,
  '6_hours': 360 * minuteMs,
}

/** The first time after this moment; what was missed before it is not made up for. */
export function nextRefresh(rhythm: Rhythm, timeZone: string, after: Date): Date {
  if (rhythm.every !== 'day' && rhythm.every !== 'week' && rhythm.every !== 'month')
    return new Date(after.getTime() + stepMs[rhythm.every])
  const [hours = 0, minutes = 0] = rhythm.at.split(':').map(Number)
  for (let date = localDateOf(after, timeZone); ; date = plusDays(date, 1)) {
    if (!isOn(rhythm, date)) continue
    const at = instantOf(date, hours * 60 + minutes, timeZone)
    if (at > after) return at
  }
}

function isOn(rhythm: Extract<Rhythm, { at: string }>, date: LocalDate): boolean {
  if (rhythm.every === 'day') return true
  const { weekday, month } = calendarDay(date)
  if (rhythm.every === 'week') return weekday === rhythm.weekday
  const days = daysFrom(month, 'month')
  return date === days[Math.min(rhythm.day, days.length) - 1]
}
