import { expect, test } from 'vitest'
import { z } from 'zod'
import { pageListQuerySchema } from '../../../src/api/page.ts'
import { searchOf } from './search.ts'

const read = searchOf({ ...pageListQuerySchema.shape, row: z.string(), tab: z.enum(['pages', 'plan']) })

test('an address is read by the schemas of the API', () => {
  expect(read({ tab: 'plan', status: 'live', search: 'alps', row: 'P-1' })).toEqual({
    tab: 'plan',
    status: 'live',
    search: 'alps',
    row: 'P-1',
  })
})

test('what does not fit is left out, and the rest of an old link still counts', () => {
  expect(read({ tab: 'charts', status: 'gone', search: '', problem: 'x'.repeat(101), other: 1 })).toEqual({
    status: 'gone',
  })
})

test('a key that looks like a number is a key', () => {
  expect(read({ row: 12 })).toEqual({ row: '12' })
})

test('what is missing stays missing, whatever the API would take for it', () => {
  expect(read({})).toEqual({})
})
