import { expect, test } from 'vitest'
import { itemStateSchema } from '../api/run.ts'
import { allowedMoves, canMove, statesBefore } from './item-state.ts'

test('an item in doubt can never go straight back to sending', () => {
  expect(canMove('in_doubt', 'sending')).toBe(false)
  expect(statesBefore('sending')).toEqual(['ready'])
})

test('an end is an end', () => {
  for (const end of ['accepted', 'rejected', 'held', 'skipped', 'cancelled'] as const) {
    expect(allowedMoves[end]).toEqual([])
  }
})

test('every state has its line in the table', () => {
  expect(Object.keys(allowedMoves).sort()).toEqual([...itemStateSchema.options].sort())
})
