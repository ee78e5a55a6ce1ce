import { expect, it } from 'vitest'
import { readDate } from './read-date.ts'
import { readNumber } from './read-number.ts'

it.each([
  ['1.234,50', ',', '1234.50'],
  ['1 234,50 €', ',', '1234.50'],
  ['1\u00a0234\u202f567', ',', '1234567'],
  ["1'234.50", '.', '1234.50'],
  ['CHF 1’234.-', '.', '1234'],
  ['12,34,567.8', '.', '1234567.8'],
  ['$-5', '.', '-5'],
  ['(1,200.00)', '.', '-1200.00'],
  ['−3,5', ',', '-3.5'],
  ['007', '.', '7'],
  [',5', ',', '0.5'],
  ['EUR 5,–', ',', '5'],
  ['1.234', ',', '1234'],
  ['1.234', '.', '1.234'],
  ['1e5', '.', '1e5'],
] as const)('reads %s with "%s" before the decimals as %s', (cell, decimal, expected) => {
  expect(readNumber(cell, decimal)).toBe(expected)
})

it.each([
  ['1.5', ','],
  ['1,5', '.'],
  ['1.234.5', ','],
  ['12 34', ','],
  ['', '.'],
  ['-', '.'],
  ['12 %', '.'],
  ['3 to 4', '.'],
  ['1,234.567,8', '.'],
] as const)('takes %s with "%s" before the decimals for no number', (cell, decimal) => {
  expect(readNumber(cell, decimal)).toBeNull()
})

it('reads every number that Intl writes in a language as the number it was', () => {
  const signs = { de: ',', 'de-CH': '.', en: '.', 'en-IN': '.', fr: ',', es: ',', pl: ',', sv: ',' } as const
  for (const [locale, decimal] of Object.entries(signs)) {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    for (const value of [0, 0.5, -1.25, 999.99, 1000, 12345.67, -1234567.89, 98765432.1]) {
      const read = readNumber(format.format(value), decimal)
      expect(Number(read), `${locale}: ${format.format(value)}`).toBe(value)
    }
  }
})

const dmy = { order: 'dmy', lastYear: 49, language: 'de' } as const
const mdy = { ...dmy, order: 'mdy', language: 'en' } as const
const ymd = { ...dmy, order: 'ymd' } as const

it.each([
  ['31.3.2026', dmy, '2026-03-31'],
  ['31.03.26', dmy, '2026-03-31'],
  ['1/2/50', dmy, '1950-02-01'],
  ['3/31/2026', mdy, '2026-03-31'],
  ['26/3/31', ymd, '2026-03-31'],
  ['2026/3/31', dmy, '2026-03-31'],
  ['20260331', ymd, '2026-03-31'],
  ['2026-03-31', mdy, '2026-03-31'],
  ['31. März 2026', dmy, '2026-03-31'],
  ['Dienstag, 31. Mär. 2026', dmy, '2026-03-31'],
  ['March 31st, 2026', mdy, '2026-03-31'],
  ['31-Mar-26', dmy, '2026-03-31'],
  ['31.3.2026 14:05', dmy, '2026-03-31T14:05'],
  ['3/31/2026, 2:05 PM', mdy, '2026-03-31T14:05'],
  ['31.3.2026 um 14:05 Uhr', dmy, '2026-03-31T14:05'],
] as const)('reads the date %s', (cell, notation, expected) => {
  expect(readDate(cell, notation)).toBe(expected)
})

it.each([
  ['31.13.2026', dmy],
  ['3/31/2026', dmy],
  ['31.2.2026', dmy],
  ['2026-02-30', dmy],
  ['12', dmy],
  ['1.2.3', dmy],
  ['3/31/2026 25:00', mdy],
  ['someday 2026', dmy],
] as const)('takes %s for no date', (cell, notation) => {
  expect(readDate(cell, notation)).toBeNull()
})

it('reads every date that Intl writes in a language', () => {
  const orders = {
    de: 'dmy',
    'en-US': 'mdy',
    'en-GB': 'dmy',
    fr: 'dmy',
    es: 'dmy',
    pl: 'dmy',
    sv: 'ymd',
    ru: 'dmy',
    cs: 'dmy',
  } as const
  for (const [language, order] of Object.entries(orders)) {
    for (let month = 0; month < 12; month++) {
      const date = new Date(Date.UTC(2026, month, 27))
      for (const dateStyle of ['short', 'medium', 'long', 'full'] as const) {
        const text = new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' }).format(date)
        const read = readDate(text, { order, lastYear: 49, language })
        expect(read, `${language} ${dateStyle}: ${text}`).toBe(date.toISOString().slice(0, 10))
      }
    }
  }
})
