import { expect, test } from 'vitest'
import { readPageSelection } from './page-filter-flags.ts'

test('what is given is sent, and nothing beside it', () => {
  expect(readPageSelection({})).toBeUndefined()
  expect(readPageSelection({ row: ['a'] })).toEqual({ rowKeys: ['a'] })
  const filter = { search: 'x', problem: 'no_title', state: 'error', category: 'Europe' } as const
  expect(readPageSelection(filter)).toEqual({ filter })
  expect(readPageSelection({ problem: 'no_title' })).toEqual({ filter: { problem: 'no_title' } })
})

test('rows beside a filter are a mistake', () => {
  expect(() => readPageSelection({ row: ['a'], state: 'error' })).toThrow('not both')
})
