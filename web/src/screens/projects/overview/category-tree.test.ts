import { expect, test } from 'vitest'
import { treeOf } from './category-tree.ts'

test('names that begin with another stand below it, the largest branch first', () => {
  const counts = [
    { name: 'Asia', pages: 9 },
    { name: 'Europe', pages: 12 },
    { name: 'Europe > France', pages: 5 },
    { name: 'Europe > Germany', pages: 7 },
    { name: 'Europe > Germany > Bavaria', pages: 2 },
  ]
  expect(treeOf(counts)).toEqual([
    {
      name: 'Europe',
      label: 'Europe',
      pages: 12,
      below: [
        {
          name: 'Europe > Germany',
          label: 'Germany',
          pages: 7,
          below: [{ name: 'Europe > Germany > Bavaria', label: 'Bavaria', pages: 2, below: [] }],
        },
        { name: 'Europe > France', label: 'France', pages: 5, below: [] },
      ],
    },
    { name: 'Asia', label: 'Asia', pages: 9, below: [] },
  ])
})

test('a name whose beginning was left out stands for itself', () => {
  expect(treeOf([{ name: 'A / B', pages: 1 }])).toEqual([
    { name: 'A / B', label: 'A / B', pages: 1, below: [] },
  ])
})
