// @vitest-environment node
import { expect, it } from 'vitest'
import { arranged, type ListWords, listAsAsked } from './list-order.ts'

const rows = [
  { name: 'Place 10', rows: 7, at: null, kind: 'a' },
  { name: 'place 9', rows: 70, at: '2026-01-02', kind: 'b' },
  { name: 'Café', rows: 8, at: '2026-01-01', kind: 'a' },
]
const words: ListWords<(typeof rows)[number]> = {
  text: ({ name }) => name,
  values: { name: ({ name }) => name, rows: (row) => row.rows, at: ({ at }) => at },
  filters: { kind: ({ kind }) => kind },
}
const names = (...[order, asked]: [Parameters<typeof arranged>[1], Record<string, unknown>?]) =>
  arranged(rows, order, words, asked).map(({ name }) => name)

it('is searched without case and sorted by numbers as numbers, either way', () => {
  expect(names({})).toEqual(['Place 10', 'place 9', 'Café'])
  expect(names({ search: 'PLACE ' })).toEqual(['Place 10', 'place 9'])
  expect(names({ sort: 'name' })).toEqual(['Café', 'place 9', 'Place 10'])
  expect(names({ sort: 'rows', desc: true })).toEqual(['place 9', 'Café', 'Place 10'])
  expect(names({ sort: 'nothing' })).toEqual(['Place 10', 'place 9', 'Café'])
  expect(names({ sort: 'toString' })).toEqual(['Place 10', 'place 9', 'Café'])
})

it('has what there is no value of last, whichever way it runs', () => {
  expect(names({ sort: 'at' })).toEqual(['Café', 'place 9', 'Place 10'])
  expect(names({ sort: 'at', desc: true })).toEqual(['place 9', 'Café', 'Place 10'])
})

it('is narrowed by its filters, and by nothing else', () => {
  expect(names({}, { kind: 'a' })).toEqual(['Place 10', 'Café'])
  expect(names({ search: 'place' }, { kind: 'a', other: 'x' })).toEqual(['Place 10'])
  expect(names({}, { kind: undefined })).toHaveLength(3)
})

it('reads a query of the API, and leaves the list it was given as it is', () => {
  const { items } = listAsAsked(rows, { sort: 'rows', desc: 'true', ...{ kind: 'a' } }, words)
  expect(items.map(({ name }) => name)).toEqual(['Café', 'Place 10'])
  expect(rows[0]?.name).toBe('Place 10')
})
