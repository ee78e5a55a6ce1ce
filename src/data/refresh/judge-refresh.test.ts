import { expect, it } from 'vitest'
import { judgeRefresh } from './judge-refresh.ts'

const before = { rowCount: 100, columnNames: ['id', 'name', 'price'] }
const codes = (...args: Parameters<typeof judgeRefresh>) => judgeRefresh(...args).map(({ code }) => code)

it('lets go on what has all columns and at least half of the rows and keys', () => {
  expect(codes(before, { rowCount: 50, columnNames: ['price', 'id', 'name', 'new'] }, ['id'], null)).toEqual(
    [],
  )
  const changes = { added: 50, changed: 10, removed: 50, same: 40 }
  expect(codes(before, { ...before, rowCount: 100 }, ['id'], changes)).toEqual([])
  expect(codes({ ...before, rowCount: 0 }, { ...before, rowCount: 0 }, ['id'], null)).toEqual([])
})

it('names every reason there is', () => {
  expect(codes(before, { rowCount: 49, columnNames: ['name'] }, ['id'], null)).toEqual([
    'key_gone',
    'column_lost',
    'rows_lost',
  ])
  const changes = { added: 51, changed: 0, removed: 51, same: 49 }
  expect(codes(before, before, ['id'], changes)).toEqual(['key_changed'])
  const [lost] = judgeRefresh(before, { rowCount: 100, columnNames: ['id'] }, ['id'], null)
  expect(lost?.message).toBe(
    'The columns "name" and "price" are not in it any more. Bring them back in the source, or take this over if it is meant.',
  )
})
