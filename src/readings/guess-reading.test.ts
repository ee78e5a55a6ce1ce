import { expect, it } from 'vitest'
import { ReadingGuess } from './guess-reading.ts'

function guess(...cells: string[]) {
  const guessing = new ReadingGuess()
  for (const cell of cells) guessing.add(cell)
  return guessing.finish()
}

it('finds the sign before the decimals by the cells that can be read in one way alone', () => {
  expect(guess('1.234', '99,90', '12')).toEqual({
    reads: { kind: 'number', decimal: ',' },
    isSure: true,
    reason: '"99,90" can be read in no other way.',
  })
  expect(guess('$1,234.50', '$99', 'n/a')).toEqual({
    reads: { kind: 'number', decimal: '.' },
    isSure: true,
    reason: '"$1,234.50" can be read in no other way. 1 cell stands for nothing.',
  })
  expect(guess('1 234', '12 €')).toMatchObject({ reads: { decimal: '.' }, isSure: true })
})

it('says so where thousands and decimals cannot be told apart', () => {
  const read = guess('1.234', '12.345', '999')
  expect(read).toMatchObject({ reads: { kind: 'number', decimal: ',' }, isSure: false })
  expect(read?.reason).toContain('may be thousands or decimals')
})

it('leaves alone what templates read as it is, and what is no amount', () => {
  expect(guess('1,234', '12.5', '7')).toBeNull()
  expect(guess('2024', '2025')).toBeNull()
  expect(guess('01234', '12345')).toBeNull()
  expect(guess('+49 301 234 567')).toBeNull()
  expect(guess('1,5', 'about 2')).toBeNull()
  expect(guess('2026-03-31')).toBeNull()
  expect(guess('Paris', 'May')).toBeNull()
  expect(guess('-', '?')).toBeNull()
})

it('finds the order of dates by a day above twelve, wherever it stands', () => {
  const read = guess(...Array.from({ length: 500 }, () => '3/4/2026'), '3/31/2026')
  expect(read).toEqual({
    reads: { kind: 'date', order: 'mdy', lastYear: 49, language: 'en' },
    isSure: true,
    reason: '"3/31/2026" can be read in no other order.',
  })
  expect(guess('31.3.26', '1.4.26 14:05')).toMatchObject({ reads: { order: 'dmy' }, isSure: true })
  expect(guess('2026/3/4')).toMatchObject({ reads: { kind: 'date' } })
})

it('says so where day and month cannot be told apart', () => {
  expect(guess('3/4/2026', '1/2/2026')).toMatchObject({
    reads: { order: 'dmy' },
    isSure: false,
    reason: 'No cell tells whether the day or the month comes first.',
  })
})

it('finds the language of written months', () => {
  expect(guess('31. März 2026', '1. Mai 2026')).toMatchObject({
    reads: { kind: 'date', language: 'de' },
    isSure: true,
  })
  expect(guess('31 mars 2026', '1 août 2026')).toMatchObject({ reads: { language: 'fr' } })
})
