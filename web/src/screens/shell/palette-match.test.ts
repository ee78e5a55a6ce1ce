// @vitest-environment node
import { expect, it } from 'vitest'
import { fitting } from './palette-match.ts'

const of = (entries: string[], query: string) => fitting(entries, query, (one) => one)

it('finds by parts of words in any order, without accents and case, and the nearest first', () => {
  const entries = ['Settings: Audit log', 'Cafés in Wien', 'Data', 'Import data', 'Runs of Cafés']
  expect(of(entries, 'cafes')).toEqual(['Cafés in Wien', 'Runs of Cafés'])
  expect(of(entries, 'wien ca')).toEqual(['Cafés in Wien'])
  expect(of(entries, 'data')).toEqual(['Data', 'Import data'])
  expect(of(entries, 'log')).toEqual(['Settings: Audit log'])
  expect(of(entries, 'xyz')).toEqual([])
  expect(of(entries, '  ')).toEqual(entries)
})
