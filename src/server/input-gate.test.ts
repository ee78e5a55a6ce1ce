import { expect, it } from 'vitest'
import { checkText, checkValue, deepest, readText } from './input-gate.ts'

const nest = (depth: number, inner: unknown = 1): unknown => (depth === 0 ? inner : [nest(depth - 1, inner)])

it('lets whole text through, however odd', () => {
  for (const text of ['', 'ünïcode', '🙂👩‍👩‍👧', '\u202eabc', '\ufffd', '\u0001'])
    expect(() => checkText(text, 'The body')).not.toThrow()
})

it.each([
  ['\0', /NUL/],
  ['a\0b', /NUL/],
  ['\ud83d', /half of a character/],
  ['\ude00 first', /half of a character/],
])('refuses %j wherever it stands', (text, words) => {
  for (const value of [text, [text], { a: { b: text } }, { [text]: 1 }, nest(20, { [text]: [] })])
    expect(() => checkValue(value, 'The body')).toThrow(words)
})

it('refuses what is nested deeper than anything is, without walking it to the end', () => {
  expect(() => checkValue(nest(deepest), 'The body')).not.toThrow()
  expect(() => checkValue(nest(deepest + 1), 'The body')).toThrow(/64 deep/)
  const deep = JSON.parse(`${'['.repeat(300_000)}${']'.repeat(300_000)}`)
  expect(() => checkValue(deep, 'The body')).toThrow(/64 deep/)
})

it('refuses bytes that are no UTF-8 instead of replacing them', () => {
  expect(readText(Buffer.from('\ufeff{"a":"ü"}'), 'The body')).toBe('{"a":"ü"}')
  for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80]])
    expect(() => readText(Buffer.from(bytes), 'The body')).toThrow(/UTF-8/)
})
