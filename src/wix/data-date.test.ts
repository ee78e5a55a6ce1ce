import { expect, test } from 'vitest'
import { readDataDate, toDataDate } from './data-date.ts'

test('a date goes there and back', () => {
  const date = new Date('2026-01-15T10:00:00.123Z')
  expect(toDataDate(date)).toEqual({ $date: '2026-01-15T10:00:00.123Z' })
  expect(readDataDate(toDataDate(date))).toEqual(date)
})

test('an invalid date is not sent', () => {
  expect(() => toDataDate(new Date('never'))).toThrow(RangeError)
})

test.each([undefined, null, '2026-01-15T10:00:00Z', { $date: 5 }, { $date: 'never' }, [], {}])(
  '%j is no date of Wix Data',
  (value) => {
    expect(readDataDate(value)).toBeUndefined()
  },
)
