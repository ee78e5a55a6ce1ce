import { describe, expect, it } from 'vitest'
import { readRule } from './schedule-rule.ts'

const flags = { pages: '25/day', timeZone: 'Europe/Berlin' }

describe('the rule of a schedule from flags', () => {
  it('has weekdays from nine to five unless told', () =>
    expect(readRule(flags)).toMatchObject({
      count: 25,
      per: 'day',
      weekdays: [1, 2, 3, 4, 5],
      window: { from: '09:00', to: '17:00' },
    }))

  it('keeps what is not named', () => {
    const before = readRule({ ...flags, weekdays: 'mon,wed-fri', hours: '08:00-12:00', order: 'shuffle:abc' })
    expect(before.weekdays).toEqual([1, 3, 4, 5])
    expect(readRule({ pages: '4/hour' }, before)).toEqual({ ...before, count: 4, per: 'hour' })
  })

  it('reads ramps and orders', () => {
    expect(readRule({ ...flags, ramp: '10+20%/week' }).ramp).toEqual({
      kind: 'growth',
      start: 10,
      percent: 20,
      every: 'week',
    })
    expect(readRule({ ...flags, ramp: '5,10/day' }).ramp).toEqual({
      kind: 'steps',
      steps: [5, 10],
      every: 'day',
    })
    expect(readRule({ ...flags, order: 'column:a:b:desc' }).order).toEqual({
      by: 'column',
      column: 'a:b',
      descending: true,
    })
  })

  it.each([
    [{ pages: '25' }, /--pages/],
    [{ ...flags, weekdays: 'fri-mon' }, /--weekdays/],
    [{ ...flags, hours: '22:00-06:00' }, /same day/],
    [{ ...flags, ramp: '30+20%/day' }, /cannot start with more/],
    [{ ...flags, timeZone: 'Europe/Berlon' }, /time zone is not known/],
    [{ ...flags, ends: 'soon' }, /2027-03-14/],
    [{}, /25\/day/],
  ])('refuses %j and says what is wanted', (wrong, words) => expect(() => readRule(wrong)).toThrow(words))
})
