import { expect, test } from 'vitest'
import { pageFilterWords } from './page-filter-words.ts'

test.each([
  [{ search: '' }, 5127, 'all 5,127 pages'],
  [{ search: '', state: 'not_published' }, 1, '1 page: not published'],
  [
    { search: 'Café', state: 'removed', problem: 'blank' },
    12,
    '12 pages: removed in Wix, with “Café”, with the problem blank',
  ],
] as const)('a filter %o of %i pages is said as: %s', (filter, count, words) => {
  expect(pageFilterWords(filter, count)).toBe(words)
})
