import { expect, test } from 'vitest'
import type { Slot } from '../../../../src/api/schedule.ts'
import { busiest } from './slot-words.ts'

const slot = (given: Partial<Slot>) =>
  ({ stage: 'dated', pages: 3, sent: 0, held: 0, different: 0, ...given }) as Slot

test('the busiest day has most pages over all its slots, whatever became of them', () => {
  const days = [
    [slot({ pages: 25 })],
    [slot({ stage: 'confirmed', pages: 20, sent: 18, held: 2 }), slot({ pages: 10 })],
    [slot({ stage: 'skipped', pages: 90 })],
  ]
  expect(busiest(days)).toBe(30)
  expect(busiest([])).toBe(0)
})
