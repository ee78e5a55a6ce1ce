// A schedule as people make one: two pages at nine on every day of the week, in Berlin.
import type { ScheduleInput } from '../../src/api/schedule.ts'

export const usualInput: ScheduleInput = {
  rule: {
    count: 2,
    per: 'day',
    weekdays: [1, 2, 3, 4, 5],
    window: { from: '09:00', to: '17:00' },
    within: 'start',
    ramp: null,
    order: { by: 'row' },
    first: 'next_window',
    endsOn: null,
    timeZone: 'Europe/Berlin',
  },
  consent: { updates: false, maxPerSlot: null, heldShare: 0.2 },
  keeper: 'us',
  horizonDays: 14,
}
