// A schedule over the change of the clock, with kill -9 on the way: the calendar of the first day is what happens.
import { afterAll, expect, test } from 'vitest'
import { onEither, stopPostgres } from './engines.ts'
import { liveMonth } from './month.ts'
import { type Prepared, prepare } from './rig.ts'

let prepared: Prepared | undefined
afterAll(async () => {
  await prepared?.remove()
  await stopPostgres()
})

test('a schedule keeps every date it has shown, through the change of the clock and kill -9', async () => {
  prepared = await prepare(await onEither(), 300)
  const installation = await prepared.copy()
  let turn = 0
  const report = await liveMonth(installation, {
    rule: {
      count: 90,
      per: 'day',
      weekdays: [1, 2, 3, 4, 5],
      window: { from: '09:00', to: '17:00' },
      within: 'start',
      ramp: { kind: 'growth', start: 10, percent: 100, every: 'day' },
      order: { by: 'row' },
      first: 'next_window',
      endsOn: null,
      timeZone: 'Europe/Berlin',
    },
    // A Wednesday; clocks go back on the Sunday.
    startsAt: '2027-10-27T05:00:00Z',
    workers: 0,
    kills: 4,
    random: () => [0.7, 0.3, 0.9, 0.1, 0.5][turn++ % 5]!,
  }).finally(() => installation.remove())
  expect(report.violations).toEqual([])
  expect(report).toMatchObject({ pages: 300, slots: 6, kills: 4 })
}, 600_000)
