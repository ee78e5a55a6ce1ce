import { expect, it } from 'vitest'
import type { Column } from './dataset.ts'
import { suggestConnection, suggestKey } from './suggest-start.ts'

const column = (name: string, filled: number) => ({ name, filled }) as Column
const practice = { kind: 'practice', status: 'active' } as const
const real = { kind: 'wix', status: 'active' } as const
const broken = { kind: 'wix', status: 'needs_attention' } as const

it('takes a real site that works before the practice site, and the practice site before one that does not', () => {
  expect(suggestConnection([practice, real])).toBe(real)
  expect(suggestConnection([broken, practice])).toBe(practice)
  expect(suggestConnection([broken])).toBe(broken)
  expect(suggestConnection([])).toBeUndefined()
})

it('takes the key that was found, whatever else would do', () => {
  expect(suggestKey({ suggestedKey: 'code', columns: [column('a', 1)], preview: [], rowCount: 1 })).toEqual([
    'code',
  ])
})

it('combines two columns where no single one tells rows apart, leaving out what is empty somewhere', () => {
  const table = {
    suggestedKey: null,
    columns: [column('note', 2), column('town', 3), column('street', 3), column('kind', 3)],
    preview: [
      { note: '1', town: 'Rome', street: 'A', kind: 'x' },
      { note: '2', town: 'Rome', street: 'B', kind: 'x' },
      { note: '', town: 'Oslo', street: 'A', kind: 'x' },
    ],
    rowCount: 3,
  }
  expect(suggestKey(table)).toEqual(['town', 'street'])
  expect(suggestKey({ ...table, preview: [...table.preview, table.preview[0]!] })).toEqual([])
})
