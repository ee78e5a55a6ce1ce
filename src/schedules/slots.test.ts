import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usualInput } from '../../test/helpers/usual-schedule.ts'
import { minutesOf, type ScheduleRule, scheduleRuleSchema } from '../api/schedule-rule.ts'
import { createPour, type DatingPlace, type FilledSlot } from './dating.ts'
import { calendarDay, instantOf, localDateOf, plusDays } from './local-time.ts'
import { type SlotBasis, type SlotTime, slotsOf } from './slots.ts'

const usual: ScheduleRule = { ...usualInput.rule, count: 10 }

function take(
  rule: Partial<ScheduleRule>,
  from: string,
  most = 5,
  basis: Partial<SlotBasis> = {},
): SlotTime[] {
  const startsAt = new Date(from)
  return [...slotsOf({ ...usual, ...rule }, { startsAt, from: startsAt, ...basis }).take(most)]
}

/** "2026-11-30T08:00Z 10" */
function lines(slots: SlotTime[]): string[] {
  return slots.map(({ at, count }) => `${at.toISOString().replace(':00.000Z', 'Z')} ${count}`)
}

describe('a rule as slots, worked out by hand', () => {
  // 2026-11-27 is a Friday.
  it('skips the weekend and keeps the hour of its zone', () =>
    expect(lines(take({}, '2026-11-27T00:00Z', 3))).toEqual([
      '2026-11-27T08:00Z 10',
      '2026-11-30T08:00Z 10',
      '2026-12-01T08:00Z 10',
    ]))

  it('waits for the next window, or starts in the open one', () => {
    expect(lines(take({}, '2026-11-27T10:20Z', 1))).toEqual(['2026-11-30T08:00Z 10'])
    expect(lines(take({ first: 'now' }, '2026-11-27T10:20:30Z', 2))).toEqual([
      '2026-11-27T10:21Z 10',
      '2026-11-30T08:00Z 10',
    ])
    expect(lines(take({ first: 'now' }, '2026-11-27T20:00Z', 1))).toEqual(['2026-11-30T08:00Z 10'])
    expect(lines(take({ first: 'now' }, '2026-11-27T15:50Z', 1)), 'ten minutes are left').toEqual([
      '2026-11-30T08:00Z 10',
    ])
  })

  it('spreads a day over its hours', () =>
    expect(lines(take({ count: 3, within: 'spread' }, '2026-11-30T00:00Z', 4))).toEqual([
      '2026-11-30T08:00Z 1',
      '2026-11-30T10:40Z 1',
      '2026-11-30T13:20Z 1',
      '2026-12-01T08:00Z 1',
    ]))

  it('puts more than one page into a slot where slots would be less than fifteen minutes apart', () =>
    expect(
      lines(
        take({ count: 10, within: 'spread', window: { from: '09:00', to: '10:00' } }, '2026-11-30T00:00Z', 4),
      ),
    ).toEqual(['2026-11-30T08:00Z 3', '2026-11-30T08:15Z 2', '2026-11-30T08:30Z 3', '2026-11-30T08:45Z 2']))

  it('counts hours from the opening of the window', () =>
    expect(
      lines(take({ count: 2, per: 'hour', window: { from: '09:30', to: '12:00' } }, '2026-11-30T00:00Z', 3)),
    ).toEqual(['2026-11-30T08:30Z 2', '2026-11-30T09:30Z 2', '2026-12-01T08:30Z 2']))

  it('divides a week over its days, the earlier ones first', () =>
    expect(lines(take({ count: 7, per: 'week' }, '2026-11-30T00:00Z', 6))).toEqual([
      '2026-11-30T08:00Z 2',
      '2026-12-01T08:00Z 1',
      '2026-12-02T08:00Z 2',
      '2026-12-03T08:00Z 1',
      '2026-12-04T08:00Z 1',
      '2026-12-07T08:00Z 2',
    ]))

  it('divides a month over its allowed days', () => {
    // December 2026 has four Mondays: 7, 14, 21, 28.
    const slots = take({ count: 10, per: 'month', weekdays: [1] }, '2026-12-01T00:00Z', 5)
    expect(lines(slots)).toEqual([
      '2026-12-07T08:00Z 3',
      '2026-12-14T08:00Z 2',
      '2026-12-21T08:00Z 3',
      '2026-12-28T08:00Z 2',
      '2027-01-04T08:00Z 3',
    ])
  })

  it('sends something on the first day even where its share would be nothing', () =>
    expect(lines(take({ count: 1, per: 'month' }, '2026-12-10T00:00Z', 2))).toEqual([
      '2026-12-10T08:00Z 1',
      '2027-01-01T08:00Z 1',
    ]))

  it('grows by days on which it is open', () =>
    expect(
      take(
        { count: 25, ramp: { kind: 'growth', start: 10, percent: 50, every: 'day' } },
        '2026-11-26T00:00Z',
        5,
      ).map((slot) => slot.count),
    ).toEqual([10, 15, 22, 25, 25]))

  it('goes up by steps of a week and ends at its count', () =>
    expect(
      take(
        { count: 30, ramp: { kind: 'steps', steps: [5, 20], every: 'week' } },
        '2026-12-03T00:00Z',
        12,
      ).map((slot) => slot.count),
    ).toEqual([5, 5, 20, 20, 20, 20, 20, 30, 30, 30, 30, 30]))

  it('ends on its last day', () =>
    expect(lines(take({ endsOn: '2026-12-01' }, '2026-11-30T00:00Z', 9))).toHaveLength(2))

  it('keeps to what the ceiling of the site leaves', () =>
    expect(
      lines(
        take({}, '2026-11-30T00:00Z', 3, {
          room: (date) => (date === '2026-11-30' ? 4 : date === '2026-12-01' ? 0 : 99),
        }),
      ),
    ).toEqual(['2026-11-30T08:00Z 4', '2026-12-02T08:00Z 10', '2026-12-03T08:00Z 10']))

  it('counts what has gone in the week in which the rule was changed', () => {
    const gone = [{ at: new Date('2026-11-30T08:00Z'), count: 12 }]
    const slots = take({ count: 15, per: 'week' }, '2026-12-01T00:00Z', 3, { gone })
    expect(lines(slots)).toEqual(['2026-12-01T08:00Z 3', '2026-12-07T08:00Z 3', '2026-12-08T08:00Z 3'])
  })
})

describe('the two changes of the clock', () => {
  const everyDay = [1, 2, 3, 4, 5, 6, 7]
  // Berlin, 2027-03-28: from 02:00 to 03:00. 2026-10-25: from 03:00 back to 02:00.
  it('keeps the local hour over both', () => {
    expect(lines(take({ weekdays: everyDay }, '2026-10-24T00:00Z', 3))).toEqual([
      '2026-10-24T07:00Z 10',
      '2026-10-25T08:00Z 10',
      '2026-10-26T08:00Z 10',
    ])
    expect(lines(take({ weekdays: everyDay, timeZone: 'America/New_York' }, '2027-03-13T00:00Z', 2))).toEqual(
      ['2027-03-13T14:00Z 10', '2027-03-14T13:00Z 10'],
    )
  })

  it('goes at the next time that exists where clocks leap, and once where they go back', () => {
    const night = { weekdays: everyDay, window: { from: '02:30', to: '05:00' } }
    expect(lines(take(night, '2027-03-28T00:00Z', 2))).toEqual([
      '2027-03-28T01:00Z 10',
      '2027-03-29T00:30Z 10',
    ])
    expect(lines(take(night, '2026-10-24T23:00Z', 2))).toEqual([
      '2026-10-25T00:30Z 10',
      '2026-10-26T01:30Z 10',
    ])
  })

  it('goes once on a day whose hours are all leapt over', () => {
    const hour = { weekdays: everyDay, window: { from: '02:00', to: '03:00' }, within: 'spread' as const }
    expect(lines(take(hour, '2027-03-28T00:00Z', 2))).toEqual(['2027-03-28T01:00Z 10', '2027-03-29T00:00Z 3'])
  })

  it('has an hour more of pages on the longer night and one less on the shorter', () => {
    const hours = {
      weekdays: everyDay,
      count: 1,
      per: 'hour' as const,
      window: { from: '00:00', to: '06:00' },
    }
    const on = (date: string, from: string) =>
      take(hours, from, 20).filter((slot) => slot.date === date).length
    expect([on('2026-10-25', '2026-10-24T12:00Z'), on('2027-03-28', '2027-03-27T12:00Z')]).toEqual([7, 5])
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe', // half an hour
  'America/Sao_Paulo', // at midnight, until 2019
  'Asia/Beirut', // at midnight
  'Pacific/Apia', // left out a day in 2011
  'America/St_Johns', // one minute after midnight, until 2011
  'Africa/Casablanca', // goes back for Ramadan
  'Asia/Kathmandu',
  'UTC',
]

const anyTime = (min: number, max: number) =>
  fc.integer({ min: min / 15, max: max / 15 }).map((quarters) => {
    const minutes = quarters * 15
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  })

const anyRule: fc.Arbitrary<ScheduleRule> = fc
  .record({
    count: fc.integer({ min: 1, max: 120 }),
    per: fc.constantFrom('hour', 'day', 'week', 'month'),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    window: fc.record({ from: anyTime(0, 1425), to: anyTime(15, 1440) }),
    within: fc.constantFrom('spread', 'start'),
    ramp: fc.option(
      fc.oneof(
        fc.record({
          kind: fc.constant('growth'),
          start: fc.integer({ min: 1, max: 10 }),
          percent: fc.integer({ min: 1, max: 200 }),
          every: fc.constantFrom('day', 'week', 'month'),
        }),
        fc.record({
          kind: fc.constant('steps'),
          steps: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
          every: fc.constantFrom('day', 'week', 'month'),
        }),
      ),
    ),
    order: fc.constant({ by: 'row' }),
    first: fc.constantFrom('now', 'next_window'),
    endsOn: fc.constant(null),
    timeZone: fc.constantFrom(...zones),
  })
  .filter((rule) => scheduleRuleSchema.safeParse(rule).success) as fc.Arbitrary<ScheduleRule>

const anyInstant = fc
  .integer({ min: Date.parse('2011-01-01') / 1000, max: Date.parse('2037-12-31') / 1000 })
  .map((seconds) => new Date(seconds * 1000))

/** Minutes after midnight that a clock on the wall shows. */
function wallMinutes(at: Date, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  return minutesOf(text)
}

function clocksChangeOn(date: string, timeZone: string): boolean {
  const day = (of: string) => instantOf(of, 0, timeZone).getTime()
  return day(plusDays(date, 1)) - day(date) !== 24 * 3_600_000
}

const most = 40

describe('any rule, in any zone and year', () => {
  const check = (judge: (rule: ScheduleRule, startsAt: Date, slots: SlotTime[]) => void, numRuns = 100) =>
    fc.assert(
      fc.property(anyRule, anyInstant, (rule, startsAt) =>
        judge(rule, startsAt, [...slotsOf(rule, { startsAt, from: startsAt }).take(most)]),
      ),
      { numRuns },
    )

  it('has slots at least fifteen minutes apart, and none before it starts', () =>
    check((_, startsAt, slots) => {
      expect(slots).toHaveLength(most)
      expect(slots[0]!.at >= startsAt).toBe(true)
      slots.reduce((before, slot) => {
        expect(slot.at.getTime() - before.at.getTime()).toBeGreaterThanOrEqual(15 * 60_000)
        return slot
      })
    }))

  it('never leaves its weekdays or its hours, as another library of zones tells them', () =>
    check((rule, _, slots) => {
      for (const { at, date } of slots) {
        expect(localDateOf(at, rule.timeZone)).toBe(date)
        expect(rule.weekdays).toContain(calendarDay(date).weekday)
        const minutes = wallMinutes(at, rule.timeZone)
        const [from, to] = [minutesOf(rule.window.from), minutesOf(rule.window.to)]
        if (clocksChangeOn(date, rule.timeZone)) {
          // Hours that are leapt over end at the first time that exists, those that come twice last for both.
          expect(at >= instantOf(date, from, rule.timeZone)).toBe(true)
          expect(at <= instantOf(date, to, rule.timeZone)).toBe(true)
        } else {
          expect(minutes).toBeGreaterThanOrEqual(from)
          expect(minutes).toBeLessThanOrEqual(to)
        }
      }
    }))

  it('has at most its count in a period', () =>
    check((rule, _, slots) => {
      const totals = new Map<string, number>()
      for (const { at, date, count } of slots) {
        const day = calendarDay(date)
        const opened = slots.find((slot) => slot.date === date)!.at
        const hour = Math.floor((at.getTime() - opened.getTime()) / 3_600_000)
        const key = { hour: `${date} ${hour}`, day: date, week: day.week, month: day.month }[rule.per]
        totals.set(key, (totals.get(key) ?? 0) + count)
      }
      for (const total of totals.values()) expect(total).toBeLessThanOrEqual(rule.count)
    }))

  it('comes out the same wherever one begins, with what has gone counted', () =>
    fc.assert(
      fc.property(anyRule, anyInstant, fc.integer({ min: 1, max: most - 1 }), (rule, startsAt, index) => {
        const slots = [...slotsOf(rule, { startsAt, from: startsAt }).take(most)]
        const gone = slots.slice(0, index).map(({ at, count }) => ({ at, count }))
        const from = new Date(gone.at(-1)!.at.getTime() + 1)
        const again = [...slotsOf(rule, { startsAt, from, gone }).take(most - index)]
        expect(again).toEqual(slots.slice(index))
      }),
      { numRuns: 100 },
    ))

  it('closes a slot within an hour, never before fifteen minutes', () =>
    check((_, __, slots) => {
      for (const { at, closesAt } of slots) {
        const minutes = (closesAt.getTime() - at.getTime()) / 60_000
        expect(minutes).toBeGreaterThanOrEqual(15)
        expect(minutes).toBeLessThanOrEqual(60)
      }
    }))

  it('dates every page once and in order, in one go or in parts', () =>
    fc.assert(
      fc.property(
        anyRule,
        anyInstant,
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 30 }),
        (rule, startsAt, pages, size) => {
          const keys = Array.from({ length: pages }, (_, index) => `row ${index}`)
          const slots = () => slotsOf(rule, { startsAt, from: startsAt })
          const pairs = (filled: FilledSlot[]) =>
            filled.flatMap((slot) => slot.rowKeys.map((key) => `${key} ${slot.at.toISOString()}`))
          const whole = createPour(slots(), null).fill(keys).slots
          expect(whole.flatMap((slot) => slot.rowKeys)).toEqual(keys)
          for (const slot of whole) expect(slot.rowKeys.length).toBeLessThanOrEqual(slot.count)

          const inParts = createPour(slots(), null)
          const parts: string[] = []
          const resumed: string[] = []
          let place: DatingPlace | null = null
          for (let index = 0; index < keys.length; index += size) {
            const part = keys.slice(index, index + size)
            parts.push(...pairs(inParts.fill(part).slots))
            const again = createPour(slots(), place)
            resumed.push(...pairs(again.fill(part).slots))
            place = again.place()
          }
          expect(parts).toEqual(pairs(whole))
          expect(resumed).toEqual(pairs(whole))
        },
      ),
      { numRuns: 60 },
    ))
})
