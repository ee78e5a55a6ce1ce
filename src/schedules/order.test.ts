import { expect, it } from 'vitest'
import { orderMark, type RankedRow, rankRows } from './order.ts'

const rowsOf = (...values: string[]): RankedRow[] =>
  values.map((value, at) => ({ rowKey: value === '' ? 'blank' : value, line: at + 2, value }))
const byColumn = (descending: boolean) => ({ by: 'column', column: 'x', descending }) as const

it('a column that is read as numbers or dates orders pages by what is read, the rest behind it', () => {
  const prices = rowsOf('1.234,50', '', '99,90', 'on request', '-5')
  const comma = { kind: 'number', decimal: ',' } as const
  expect(rankRows(byColumn(false), prices, comma)).toEqual(['-5', '99,90', '1.234,50', 'on request', 'blank'])
  expect(rankRows(byColumn(true), prices, comma)).toEqual(['1.234,50', '99,90', '-5', 'on request', 'blank'])
  const dates = rowsOf('31.3.26', '1.4.25', '15.12.25')
  const read = { kind: 'date', order: 'dmy', lastYear: 49, language: 'en' } as const
  expect(rankRows(byColumn(false), dates, read)).toEqual(['1.4.25', '15.12.25', '31.3.26'])
})

it('an order is another one when its column is read otherwise, and the same as ever without', () => {
  expect(orderMark(byColumn(false), null)).toBe(JSON.stringify(byColumn(false)))
  expect(orderMark(byColumn(false), { kind: 'number', decimal: ',' })).not.toBe(
    orderMark(byColumn(false), null),
  )
})
