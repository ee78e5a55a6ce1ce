import { expect, it } from 'vitest'
import { likePattern } from './like.ts'

it('takes what like takes for a sign as the letter it is', () => {
  expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%')
})
