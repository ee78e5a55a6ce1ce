// @vitest-environment node
import { expect, test } from 'vitest'
import type { Schedule } from '../../../../src/api/schedule.ts'
import { draftOf, inputOf, newDraft, type RuleDraft, ruleOf } from './rule-draft.ts'
import { ruleDetails, ruleWords, weekdayWords } from './rule-words.ts'

const draft = (given: Partial<RuleDraft> = {}) => ({ ...newDraft('Europe/Berlin', 'seed'), ...given })

test('a new draft is a rule already', () => {
  const { rule, errors } = ruleOf(draft())
  expect(errors).toEqual({})
  expect(rule).toMatchObject({ count: 25, per: 'day', weekdays: [1, 2, 3, 4, 5], ramp: null })
  expect(ruleWords(rule!)).toBe('25 pages a day on weekdays, spread from 09:00 to 17:00')
})

test.each<[keyof RuleDraft, Partial<RuleDraft>]>([
  ['count', { count: '' }],
  ['count', { count: '2.5' }],
  ['count', { count: 'many' }],
  ['weekdays', { weekdays: [] }],
  ['to', { from: '17:00', to: '09:00' }],
  ['rampStart', { ramp: 'growth', rampStart: '0' }],
  ['rampStart', { ramp: 'growth', rampStart: '99' }],
  ['rampSteps', { ramp: 'steps', rampSteps: '5, x' }],
  ['rampEvery', { ramp: 'growth', rampEvery: 'day', per: 'week' }],
  ['column', { order: 'column' }],
  ['timeZone', { timeZone: 'Mars/Base' }],
  ['maxPerSlot', { maxPerSlot: '-1' }],
  ['heldPercent', { heldPercent: '120' }],
  ['horizonDays', { keeper: 'wix', horizonDays: '' }],
])('what is wrong with %s stands at its field: %o', (field, given) => {
  const { input, errors } = inputOf(draft(given), undefined)
  expect(input).toBeNull()
  expect(Object.keys(errors)).toEqual([field])
  expect(errors[field]).toMatch(/\w.*\.$/)
})

test('a stored schedule comes back from its draft as it was', () => {
  const rule: Schedule['rule'] = {
    count: 1000,
    per: 'month',
    weekdays: [1, 3, 5],
    window: { from: '08:00', to: '24:00' },
    within: 'start',
    ramp: { kind: 'steps', steps: [100, 400], every: 'month' },
    order: { by: 'column', column: 'City', descending: true },
    first: 'now',
    endsOn: '2027-06-30',
    timeZone: 'America/New_York',
  }
  const consent = { updates: true, maxPerSlot: 40, heldShare: 0.1, by: 'Olga', at: '2026-11-28T12:00:00Z' }
  const schedule = { rule, consent, keeper: 'wix', horizonDays: 7 } as Schedule
  const { input, errors } = inputOf(draftOf(schedule, 'other'), 3)
  expect(errors).toEqual({})
  expect(input).toEqual({
    rule,
    consent: { updates: true, maxPerSlot: 40, heldShare: 0.1 },
    keeper: 'wix',
    horizonDays: 7,
    version: 3,
  })
  expect(ruleWords(rule)).toBe('1,000 pages a month on Monday, Wednesday and Friday, at 08:00')
  expect(ruleDetails(rule)).toEqual([
    'starting with 100, 400, a step each month',
    'by City, from the end',
    'until 2027-06-30',
  ])
})

test('days of the week in words', () => {
  expect(weekdayWords([1, 2, 3, 4, 5, 6, 7])).toBe('every day')
  expect(weekdayWords([7, 6])).toBe('at weekends')
  expect(weekdayWords([2])).toBe('on Tuesday')
})
