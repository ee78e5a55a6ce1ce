import { describe, expect, it } from 'vitest'
import { isStray, lookAt, looksBy } from './keeping.ts'
import type { SlotRow } from './slot-store.ts'

const now = new Date('2026-11-27T06:00:00Z')
const instant = (text: string) => Date.parse(`2026-${text}:00Z`)
const slot = (at: string, change: Partial<SlotRow> = {}) => ({
  at: `2026-${at}:00.000Z`,
  stage: 'dated' as const,
  in_wix: false,
  ...change,
})
const page = { state: 'open' as const, message: null }
const going = { state: 'active' as const, isWix: true, until: instant('12-11T06:00'), now }

describe('a date in Wix', () => {
  const at = instant('12-01T08:00')
  it('stays where it is that of the slot', () => {
    expect(isStray({ at, page, slot: slot('12-01T08:00') }, going)).toBe(false)
    expect(isStray({ at, page, slot: slot('12-01T08:00', { in_wix: true }) }, going)).toBe(false)
    expect(isStray({ at, page, slot: slot('12-01T08:00') }, { ...going, state: 'waiting' })).toBe(false)
  })

  it('goes with its row, with an error, with its slot, and with the schedule', () => {
    const its = slot('12-01T08:00')
    expect(isStray({ at, page: null, slot: null }, going)).toBe(true)
    expect(isStray({ at, page: { ...page, message: 'Title is empty.' }, slot: its }, going)).toBe(true)
    expect(isStray({ at, page, slot: null }, going)).toBe(true)
    expect(isStray({ at, page, slot: slot('12-01T08:00', { stage: 'stopped' }) }, going)).toBe(true)
    for (const state of ['paused', 'cancelled'] as const)
      expect(isStray({ at, page, slot: its }, { ...going, state })).toBe(true)
    expect(isStray({ at, page, slot: its }, { ...going, isWix: false })).toBe(true)
    expect(isStray({ at, page, slot: slot('12-20T08:00') }, going), 'beyond the horizon').toBe(true)
  })

  it('is left for the plan that moves it, unless it comes before that', () => {
    expect(isStray({ at, page, slot: slot('12-02T08:00') }, going)).toBe(false)
    expect(isStray({ at: instant('11-27T06:59'), page, slot: slot('12-02T08:00') }, going)).toBe(true)
    expect(isStray({ at, page, slot: slot('11-27T06:05') }, going), 'a slot that we publish').toBe(true)
    expect(isStray({ at, page, slot: slot('12-02T08:00', { in_wix: true }) }, going)).toBe(true)
  })

  it('is nothing to change once it has come, or where somebody chose it', () => {
    expect(isStray({ at: now.getTime(), page: null, slot: null }, going)).toBe(false)
    const chosen = { ...page, state: 'gone' as const }
    expect(isStray({ at, page: chosen, slot: null }, { ...going, state: 'cancelled' })).toBe(false)
  })
})

describe('looks after an instant', () => {
  it('come after one, five and ten minutes, then every hour', () => {
    const after = (looks: number) =>
      (lookAt({ at: '2026-11-27T08:00:00.000Z', looks }) - Date.parse('2026-11-27T08:00:00Z')) / 60_000
    expect([0, 1, 2, 3, 4].map(after)).toEqual([1, 5, 10, 70, 130])
  })

  it('are not made up for', () => {
    const past = { at: '2026-11-27T03:00:00.000Z', looks: 0 }
    const looks = looksBy(past, now)
    expect(lookAt({ ...past, looks })).toBeGreaterThan(now.getTime())
    expect(lookAt({ ...past, looks: looks - 1 })).toBeLessThanOrEqual(now.getTime())
  })
})
