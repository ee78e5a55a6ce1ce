import { expect, it } from 'vitest'
import { nextTry, patienceMs, readRetryAfter } from './pauses.ts'

const now = new Date('2026-03-02T10:00:00Z')
const minute = 60_000
const later = (ms: number) => new Date(now.getTime() + ms)
/** Without jitter. */
const middle = 0.5

it('waits for what restarts for seconds, and ever longer up to hours', () => {
  const waits = Array.from({ length: 12 }, (_, n) => nextTry(now, later(patienceMs), n + 1, null, middle))
  const minutes = waits.map((at) => (at!.getTime() - now.getTime()) / minute)
  expect(minutes[0]).toBeLessThan(1)
  expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
  expect(minutes.slice(-4)).toEqual([240, 240, 240, 240])
})

it('waits as long as the receiver asks, but no shorter than usual', () => {
  const giveUpAt = later(patienceMs)
  expect(nextTry(now, giveUpAt, 1, 10 * minute, middle)).toEqual(later(10 * minute))
  expect(nextTry(now, giveUpAt, 5, 1, middle)).toEqual(later(15 * minute))
})

it('tries a last time at the end when the receiver asks for longer than there is time', () => {
  const giveUpAt = later(40 * minute)
  expect(nextTry(now, giveUpAt, 1, 48 * 60 * minute, middle)).toEqual(giveUpAt)
})

it('gives up when the usual pause would end after the time for it, whatever the receiver asks', () => {
  const giveUpAt = later(40 * minute)
  expect(nextTry(now, giveUpAt, 7, null, middle)).toBeNull()
  expect(nextTry(now, giveUpAt, 7, 48 * 60 * minute, middle)).toBeNull()
  // The last try at the end has failed, too; and one that came late.
  expect(nextTry(giveUpAt, giveUpAt, 2, 48 * 60 * minute, middle)).toBeNull()
  expect(nextTry(later(50 * minute), giveUpAt, 1, 0, middle)).toBeNull()
})

it.each([
  ['120', 120_000],
  ['Mon, 02 Mar 2026 10:05:00 GMT', 5 * minute],
  ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
  ['soon', null],
  [undefined, null],
])('reads Retry-After %s', (header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected)
})
