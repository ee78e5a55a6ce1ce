// @vitest-environment node
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  clockIn,
  dayName,
  fromNow,
  momentIn,
  monthName,
  todayIn,
  weekName,
  weekOf,
  weeksOfMonth,
} from './local-days.ts'

test('a month shows the whole weeks that it touches, from Monday', () => {
  const weeks = weeksOfMonth('2026-11-28')
  expect(weeks).toHaveLength(6)
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ])
  expect(weeks.at(-1)![0]).toBe('2026-11-30')
  // Twenty-eight days from a Monday on need no week of another month.
  expect(weeksOfMonth('2027-02-10').flat()).toHaveLength(28)
})

test('days and months go on over the ends of months, years and changes of the clock', () => {
  expect(addDays('2026-10-24', 1)).toBe('2026-10-25')
  expect(addDays('2026-10-25', 1)).toBe('2026-10-26')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
  expect(weekOf('2026-11-29')[0]).toBe('2026-11-23')
})

test('today is that of the site, not of whoever looks', () => {
  const at = new Date('2026-11-28T23:30:00Z')
  expect(todayIn('Europe/Berlin', at)).toBe('2026-11-29')
  expect(todayIn('America/New_York', at)).toBe('2026-11-28')
})

test('names of days, weeks and months', () => {
  expect(monthName('2026-11-28')).toBe('November 2026')
  expect(dayName('2026-03-03')).toBe('Tuesday 3 March 2026')
  expect(weekName('2026-11-28')).toBe('23 to 29 November 2026')
})

test('an instant is told by the clocks of the zone', () => {
  const now = new Date('2026-11-28T12:00:00Z')
  expect(clockIn('2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('02:30')
  expect(clockIn('2026-10-25T01:30:00Z', 'Europe/Berlin')).toBe('02:30')
  expect(momentIn('2026-12-01T08:15:00Z', 'Europe/Berlin', now)).toBe('Tue 1 Dec, 09:15')
  expect(momentIn('2027-03-14T14:00:00Z', 'America/New_York', now)).toBe('Sun 14 Mar 2027, 10:00')
})

test('how long until then', () => {
  const now = Date.parse('2026-11-28T12:00:00Z')
  expect(fromNow('2026-11-28T12:00:20Z', now)).toBe('now')
  expect(fromNow('2026-11-28T12:42:00Z', now)).toBe('in 42 min')
  expect(fromNow('2026-11-29T09:00:00Z', now)).toBe('in 21 h')
  expect(fromNow('2026-12-03T12:00:00Z', now)).toBe('in 5 days')
})
