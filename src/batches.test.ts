import { expect, it } from 'vitest'
import { inBatches } from './batches.ts'

it('gives every item once, in order, and the rest at the end', () => {
  expect([...inBatches([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]])
  expect([...inBatches([1, 2], 2)]).toEqual([[1, 2]])
  expect([...inBatches([], 2)]).toEqual([])
})
