import { expect, it } from 'vitest'
import { inBatches } from './batches.ts'
import { likePattern } from './like.ts'

it('gives every item once, in order, and the rest at the end', () => {
  expect([...inBatches([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]])
  expect([...inBatches([1, 2], 2)]).toEqual([[1, 2]])
  expect([...inBatches([], 2)]).toEqual([])
})

it('takes what like takes for a sign as the letter it is', () => {
  expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%')
})
