import { expect, test } from 'vitest'
import { createOutput } from './output.ts'
import { pairs, table } from './table.ts'
import { count, cut, duration, makeSafe, many, size, widthOf } from './text.ts'

test('control characters of data cannot steer a terminal', () => {
  expect(makeSafe('a\u001b[31mred\u0007\u009b2J\u202eright\tb\r\nc')).toBe('a[31mred2Jright\tb\nc')
})

test('emoji and Han fill two columns, accents none', () => {
  expect(widthOf('Zürich')).toBe(6)
  expect(widthOf('u\u0308')).toBe(1)
  expect(widthOf('東京')).toBe(4)
  expect(widthOf('🇦🇩')).toBe(2)
})

test('a cut text is no wider than allowed and keeps characters whole', () => {
  expect(cut('short', 10)).toBe('short')
  expect(cut('a longer text', 8)).toBe('a longe…')
  expect(widthOf(cut('東京東京東京', 8))).toBeLessThanOrEqual(8)
})

test('numbers, amounts, times and sizes read like prose', () => {
  expect(count(4200)).toBe('4,200')
  expect([many(1, 'page'), many(2, 'page'), many(2, 'category', 'categories')]).toEqual([
    '1 page',
    '2 pages',
    '2 categories',
  ])
  expect([duration(0.84), duration(125), duration(7260)]).toEqual(['0.8 s', '2 min 5 s', '2 h 1 min'])
  expect([size(999), size(78_400), size(5_300_000)]).toEqual(['999 bytes', '78 KB', '5.3 MB'])
})

test('columns line up whatever they hold, and numbers stand on the right', () => {
  expect(
    table(
      ['Name', { title: 'Rows', align: 'right' }, 'Note'],
      [
        ['東京', '5', 'x'],
        ['Zürich\nagain', '1,000', ''],
      ],
    ),
  ).toBe(['NAME           ROWS  NOTE', '東京              5  x', 'Zürich again  1,000'].join('\n'))
})

test('on a narrow screen the widest columns give way and every line fits', () => {
  const lines = table(['Id', 'Text'], [['1', 'x'.repeat(200)]], 40).split('\n')
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(40)
})

test('pairs leave out what is empty and indent what has more lines', () => {
  expect(
    pairs([
      ['Name', 'a'],
      ['Nothing', null],
      ['Body', 'b\nc'],
    ]),
  ).toBe('Name  a\nBody  b\n      c')
})

test('results go to stdout, the rest to stderr; JSON leaves stderr quiet and warnings in', () => {
  const stdout: string[] = []
  const stderr: string[] = []
  const out = createOutput(
    { write: (text) => stdout.push(String(text)) },
    { write: (text) => stderr.push(text), isTTY: true, columns: 20 },
  )
  out.progress('a very long line of progress')
  out.note('noted')
  expect(stderr).toEqual(['\r\u001b[Ka very long line of', '\r\u001b[K', 'noted\n'])
  out.result({ a: 1 }, () => 'words')
  out.speakJson()
  out.note('not seen')
  out.progress('not seen')
  out.warn('seen')
  out.result({ a: 1 }, () => 'words')
  expect(stdout).toEqual(['words\n', '{\n  "a": 1\n}\n'])
  expect(stderr.slice(3)).toEqual(['seen\n'])
})
