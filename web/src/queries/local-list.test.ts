// @vitest-environment node
import { expect, it } from 'vitest'
import { arranged } from './local-list.ts'

const rows = [
  { name: 'Place 10', rows: 7 },
  { name: 'place 9', rows: 70 },
  { name: 'Café', rows: 8 },
]
const texts = {
  text: (row: (typeof rows)[number]) => row.name,
  values: {
    name: (row: (typeof rows)[number]) => row.name,
    rows: (row: (typeof rows)[number]) => row.rows,
  },
}
const names = (order: Parameters<typeof arranged>[1]) => arranged(rows, order, texts).map(({ name }) => name)

it('is searched without case and sorted by numbers as numbers, either way', () => {
  expect(names({})).toEqual(['Place 10', 'place 9', 'Café'])
  expect(names({ search: 'PLACE ' })).toEqual(['Place 10', 'place 9'])
  expect(names({ sort: 'name' })).toEqual(['Café', 'place 9', 'Place 10'])
  expect(names({ sort: 'rows', desc: true })).toEqual(['place 9', 'Café', 'Place 10'])
  expect(names({ sort: 'nothing' })).toEqual(['Place 10', 'place 9', 'Café'])
})
