import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinKeys, toOldRowKey, toRowKey } from './row-key.ts'

describe('the key of a cell', () => {
  it.each([
    ['a mark of direction', '\u200eA1', 'A1'],
    ['a soft hyphen', 'A\u00adB', 'AB'],
    ['a space that does not break', 'New\u00a0York', 'New York'],
    ['a thin one', 'New\u2009York', 'New York'],
    ['an ideographic one', 'New\u3000York', 'New York'],
    ['a narrow one', 'New\u202fYork', 'New York'],
    ['a blank of Braille', 'New\u2800York', 'New York'],
    ['a filler of Hangul', 'New\u3164York', 'New York'],
    ['two spaces', 'New  York', 'New York'],
    ['a tab and a line break', 'New\t\nYork', 'New York'],
    ['a zero-width space', 'B2\u200b', 'B2'],
    ['a byte order mark', '\ufeffB2', 'B2'],
    ['a word joiner', 'B\u20602', 'B2'],
    ['an isolate', '\u2068B2\u2069', 'B2'],
    ['an embedding', '\u202aB2\u202c', 'B2'],
    ['a zero-width joiner', 'B\u200d2', 'B2'],
    ['a non-joiner at the end', 'B2\u200c', 'B2'],
    ['a variant of an emoji', '\u2764\ufe0f', '\u2764'],
    ['a control character', 'B\u00852', 'B 2'],
    ['a tag', 'B2\u{e0041}', 'B2'],
    ['a hyphen that does not break', 'B\u20112', 'B-2'],
    ['a letter in two parts', 'cafe\u0301', 'café'],
    ['a letter in two parts, a joiner between', 'cafe\u200d\u0301', 'café'],
    ['nothing but what is invisible', '\u200b\u00a0\u00ad', ''],
  ])('%s does not make another one', (_, cell, key) => {
    expect(toRowKey(cell)).toBe(key)
  })

  it.each([
    ['case', 's1', 'S1'],
    ['a word of Persian with a non-joiner', 'نامه\u200cای', 'نامهای'],
    ['a conjunct of Hindi', 'क्\u200dष', 'क्ष'],
    ['a family of emoji', '👨\u200d👩\u200d👧', '👨👩👧'],
    ['a flag made of tags', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '🏴'],
    ['a letter of another alphabet', 'A', 'А'],
  ])('%s does', (_, one, other) => {
    expect(toRowKey(one)).not.toBe(toRowKey(other))
    expect(toRowKey(one)).toBe(one)
  })

  it('is its own key, whatever the cell', () => {
    const unit = fc.constantFrom(
      ...[
        'a',
        ' ',
        '\u00a0',
        '\u200b',
        '\u200d',
        '\u200c',
        '\u00ad',
        '\u0301',
        'e',
        '-',
        '\u2011',
        'ک',
        '👩',
        '\ufe0f',
        '\u{1f3f4}',
        '\u{e0067}',
        '|',
      ],
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 10 }), (cell) => {
        const key = toRowKey(cell)
        expect(toRowKey(key)).toBe(key)
        expect(toRowKey(toOldRowKey(cell))).toBe(key)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the key of several cells', () => {
  it('names them in order', () => {
    expect(joinKeys(['Andorra', ' Canillo\u200b'])).toBe('Andorra | Canillo')
  })

  it('is empty when all of them are', () => {
    expect(joinKeys(['', ' \u200b'])).toBe('')
    expect(joinKeys(['', 'x'])).not.toBe(joinKeys(['x', '']))
  })

  it('is the same only when each of them is, and is its own key', () => {
    const cells = fc.array(fc.string({ unit: fc.constantFrom('a', '|', ' ', 'b'), maxLength: 4 }), {
      minLength: 2,
      maxLength: 3,
    })
    fc.assert(
      fc.property(cells, cells, (one, other) => {
        const keys = (some: string[]) => some.map(toRowKey)
        if (one.length !== other.length || joinKeys(one) !== joinKeys(other)) return
        expect(keys(one)).toEqual(keys(other))
      }),
      { numRuns: 5_000 },
    )
    fc.assert(fc.property(cells, (some) => toRowKey(joinKeys(some)) === joinKeys(some)))
  })
})
