import { expect, test } from 'vitest'
import { overLimitWords, type SiteDay } from './daily-limit.ts'

const day: SiteDay = { perDay: 50, date: '2026-11-27', timeZone: 'Europe/Berlin', sent: 30, coming: 10 }

test('says nothing up to the limit, without one, or where nothing goes out', () => {
  expect(overLimitWords(day, 10)).toBeNull()
  expect(overLimitWords({ ...day, perDay: null }, 10_000)).toBeNull()
  expect(overLimitWords({ ...day, sent: 90 }, 0)).toBeNull()
})

test('says above it what the day comes to, of what, and how many still fit', () => {
  expect(overLimitWords(day, 11)).toBe(
    'The site is to get at most 50 pages a day, and this brings today (2026-11-27, Europe/Berlin) to 51: 30 went out already, schedules send 10 more. Publish 10 pages today, or go ahead: nothing is held back.',
  )
  expect(overLimitWords({ ...day, sent: 0, coming: 0, perDay: 1 }, 5_000)).toBe(
    'The site is to get at most 1 page a day, and this brings today (2026-11-27, Europe/Berlin) to 5,000. Publish 1 page today, or go ahead: nothing is held back.',
  )
  expect(overLimitWords({ ...day, sent: 60 }, 1)).toMatch(/Publish tomorrow, or go ahead/)
})
