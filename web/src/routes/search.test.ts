import { expect, test } from 'vitest'
import { pageStatuses } from '../../../src/api/page-state.ts'
import { countFrom1, day, instant, names, oneOf, rowKey, searchOf, text, words, yes } from './search.ts'

const read = searchOf({
  status: oneOf(pageStatuses),
  search: words,
  problem: text(100),
  row: rowKey,
  tab: oneOf(['pages', 'plan']),
  make: yes,
  first: countFrom1,
  day,
  slot: instant,
  columns: names,
})

test('an address is read into what its screen knows', () => {
  const given = {
    tab: 'plan',
    status: 'live',
    search: 'alps',
    row: 'P-1',
    make: true,
    first: 5,
    day: '2027-02-28',
    slot: '2027-03-14T08:00:00.000Z',
    columns: ['title', 'c:Prix, brut'],
  }
  expect(read(given)).toEqual(given)
})

test('what does not fit is left out, and the rest of an old link still counts', () => {
  expect(
    read({
      tab: 'charts',
      status: 'gone',
      search: '',
      problem: 'x'.repeat(101),
      other: 1,
      make: 'yes',
      first: 0,
      day: '2027-13-40',
      slot: 'tomorrow',
      columns: ['title', 5],
    }),
  ).toEqual({ status: 'gone' })
})

test('a key that looks like a number is a key', () => {
  expect(read({ row: 12 })).toEqual({ row: '12' })
})

test('what is missing stays missing, whatever the API would take for it', () => {
  expect(read({})).toEqual({})
})
