import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markedTexts } from './marked-text.ts'

const lines = (...texts: string[]) => texts.map((text) => ({ text, ends: true }))

describe('marked texts', () => {
  it('mark what came and what went, each in its text', () => {
    expect(markedTexts(lines('a b', 'c'), lines('a x b', 'c'))).toEqual([
      [
        { kind: 'same', text: 'a ' },
        { kind: 'added', text: 'x ' },
        { kind: 'same', text: 'b' },
      ],
      [{ kind: 'same', text: 'c' }],
    ])
    expect(markedTexts(lines('one two'), lines('one'))[0]).toContainEqual({ kind: 'removed', text: ' two' })
  })

  it('are not cut where only the look of a line changes', () => {
    const bold = [
      { text: 'one ', ends: false },
      { text: 'two', ends: true },
    ]
    expect(
      markedTexts(lines('one two'), bold)
        .flat()
        .every(({ kind }) => kind === 'same'),
    ).toBe(true)
  })

  it('are the texts again, without what went', () => {
    const texts = fc.array(
      fc.record({
        text: fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', ' ', '\n') }),
        ends: fc.boolean(),
      }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const shown = markedTexts(before, after).map((marks) =>
          marks
            .filter(({ kind }) => kind !== 'removed')
            .map(({ text }) => text)
            .join(''),
        )
        expect(shown).toEqual(after.map(({ text }) => text))
      }),
    )
  })
})
