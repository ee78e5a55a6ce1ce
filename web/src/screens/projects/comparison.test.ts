import { expect, test } from 'vitest'
import { costSentence, keptWords } from './comparison.ts'

test('a share is never rounded up to all', () => {
  expect(keptWords(10_000, { words: 9_999 })).toBe('9,999 (99.9 %)')
  expect(keptWords(0, { words: 0 })).toBe('0 (100 %)')
})

test('the cost is told for the whole project', () => {
  const none = { words: 0, losses: [] }
  const comparison = { rows: [], totals: { words: 0, ours: none, wix: none }, pages: 5000, minutes: 26 }
  expect(costSentence({ ...comparison, callsPerPage: 1 })).toContain(
    'one call a page: about 26 minutes for 5,000 pages',
  )
  expect(costSentence({ ...comparison, callsPerPage: 2.4 })).toContain('2.4 calls a page')
})
