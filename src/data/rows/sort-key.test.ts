import { expect, it } from 'vitest'
import type { ReadAs } from '../../api/reading.ts'
import { sortKey } from './sort-key.ts'

function inOrder(cells: string[], readAs: ReadAs | null = null): string[] {
  const keyed = cells.map((cell) => ({ cell, key: sortKey(cell, readAs) ?? '2' }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ cell }) => cell)
}

it('sorts numbers by what they amount to, before texts', () => {
  const sorted = ['-1,200.5', '-3', '-0.25', '0', '0.5', '1.25', '1.5', '9', '10', '1e3', '1,001', 'n/a']
  expect(inOrder(sorted.toReversed())).toEqual(sorted)
  expect(sortKey('-0', null)).toBe(sortKey('0.0', null))
})

it('sorts texts without regard to capitals and accents, and numbers in them by what they amount to', () => {
  const sorted = ['äpfel', 'Apfelsaft', 'Place 9', 'place 10', 'Place 010 b', 'Place 1234567890', 'Zürich']
  expect(inOrder(sorted.toReversed())).toEqual(sorted)
  expect(sortKey('ÄPFEL 7', null)).toBe(sortKey('apfel 007', null))
})

it('sorts by what a column is read as, what cannot be read after it, and blank cells have nothing', () => {
  const decimal: ReadAs = { kind: 'number', decimal: ',' }
  const amounts = ['-1.234,5', '9,99 €', '1.000', 'ask us', 'sold']
  expect(inOrder(amounts.toReversed(), decimal)).toEqual(amounts)
  const dated: ReadAs = { kind: 'date', order: 'dmy', lastYear: 49, language: 'en' }
  const dates = ['31.12.1999', '1.2.2026', '2.1.2027', 'soon']
  expect(inOrder(dates.toReversed(), dated)).toEqual(dates)
  expect([sortKey('', null), sortKey(' \t', decimal)]).toEqual([null, null])
})
