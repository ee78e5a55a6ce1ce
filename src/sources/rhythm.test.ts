import { expect, it } from 'vitest'
import type { Rhythm } from '../api/source.ts'
import { nextRefresh } from './rhythm.ts'

it.each<[string, Rhythm, string, string]>([
  ['2026-03-02T10:07:00Z', { every: '15_minutes' }, 'UTC', '2026-03-02T10:22:00Z'],
  ['2026-03-02T10:07:00Z', { every: '6_hours' }, 'UTC', '2026-03-02T16:07:00Z'],
  ['2026-03-02T10:07:00Z', { every: 'day', at: '11:30' }, 'Europe/Berlin', '2026-03-02T10:30:00Z'],
  ['2026-03-02T10:30:00Z', { every: 'day', at: '11:30' }, 'Europe/Berlin', '2026-03-03T10:30:00Z'],
  ['2026-03-02T10:07:00Z', { every: 'week', weekday: 1, at: '06:00' }, 'UTC', '2026-03-09T06:00:00Z'],
  ['2026-02-02T10:07:00Z', { every: 'month', day: 31, at: '06:00' }, 'UTC', '2026-02-28T06:00:00Z'],
  ['2026-02-28T07:00:00Z', { every: 'month', day: 31, at: '06:00' }, 'UTC', '2026-03-31T06:00:00Z'],
  // The night in which clocks go forward has no 02:30, and the one in which they go back has two.
  ['2026-03-28T12:00:00Z', { every: 'day', at: '02:30' }, 'Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['2026-10-24T12:00:00Z', { every: 'day', at: '02:30' }, 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['2026-10-25T00:30:00Z', { every: 'day', at: '02:30' }, 'Europe/Berlin', '2026-10-26T01:30:00Z'],
])('after %s, %j in %s is at %s', (after, rhythm, timeZone, expected) => {
  expect(nextRefresh(rhythm, timeZone, new Date(after))).toEqual(new Date(expected))
})
