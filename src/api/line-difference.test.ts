import { expect, it } from 'vitest'
import { lineDifference } from './line-difference.ts'

it('shows what went and came with two lines around it', () => {
  const before = 'a\nb\nc\nd\ne\nf\n'
  expect(lineDifference(before, before.replace('e', 'E'))).toEqual(['…', '  c', '  d', '- e', '+ E', '  f'])
})

it('says nothing of equal texts, and everything of one that is new', () => {
  expect(lineDifference('a\n', 'a')).toEqual([])
  expect(lineDifference('', 'a\nb')).toEqual(['+ a', '+ b'])
})
