import { expect, test } from 'vitest'
import { isEverything, type Selection, selectionWords } from './selection.ts'

test.each<[string, Selection]>([
  ['all pages', {}],
  ['all pages', { filter: { search: ' ' } }],
  ['the first 5 pages', { first: 5 }],
  ['the first page', { first: 1 }],
  ['1 chosen page', { rowKeys: ['a'] }],
  ['1,200 chosen pages', { rowKeys: Array.from({ length: 1200 }, (_, i) => `${i}`) }],
  ['the first 2 of 3 chosen pages', { first: 2, rowKeys: ['a', 'b', 'c'] }],
  ['pages to update with “oak”', { filter: { action: 'update', search: 'oak' } }],
  [
    'the first 5 pages to create where type is Café or Bar and city is empty',
    {
      first: 5,
      filter: {
        action: 'create',
        where: [
          { column: 'type', value: 'Café' },
          { column: 'type', value: 'Bar' },
          { column: 'city', value: '' },
        ],
      },
    },
  ],
])('a selection is said as: %s', (words, selection) => {
  expect(selectionWords(selection)).toBe(words)
  expect(isEverything(selection)).toBe(words === 'all pages')
})
