import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difference, folded } from './difference.ts'

describe('difference', () => {
  it('gives both texts back, whatever they are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '<', '>', 'é', '\n') })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = difference(before, after)
        const side = (kind: string) =>
          pieces
            .filter((piece) => piece.kind === 'same' || piece.kind === kind)
            .map((piece) => piece.text)
            .join('')
        expect(side('removed')).toBe(before)
        expect(side('added')).toBe(after)
      }),
    )
  })

  it('marks single words of a long text, wherever they stand', () => {
    const words = Array.from({ length: 4_000 }, (_, at) => `word${at}`)
    const other = words.map((word, at) => (at === 10 || at === 3_990 ? `new${at}` : word))
    const changed = difference(words.join(' '), other.join(' ')).filter(({ kind }) => kind !== 'same')
    expect(changed.map(({ text }) => text)).toEqual(['word10', 'new10', 'word3990', 'new3990'])
  })

  it('marks the changed word only', () => {
    expect(difference('an old town', 'a new town')).toEqual([
      { kind: 'removed', text: 'an old' },
      { kind: 'added', text: 'a new' },
      { kind: 'same', text: ' town' },
    ])
    expect(difference('the town hall of Oslo', 'the town wall of Oslo').map((piece) => piece.text)).toEqual([
      'the town ',
      'hall',
      'wall',
      ' of Oslo',
    ])
  })

  it('shows a rewritten sentence as two, not as shreds', () => {
    const pieces = difference('A café in Zürich that people like.', 'Reopened in 2026 after a long break.')
    expect(pieces.map((piece) => piece.kind)).toEqual(['removed', 'added'])
  })

  it('stays quick on texts of tens of thousands of words', () => {
    const words = (seed: string) => Array.from({ length: 20_000 }, (_, n) => `${seed}${n}`).join(' ')
    expect(difference(words('a'), words('b')).some((piece) => piece.kind === 'added')).toBe(true)
  })

  it('folds long equal stretches but never a difference', () => {
    const same = 'word '.repeat(500)
    const pieces = folded(difference(`${same}old`, `${same}new`))
    expect(pieces[0]?.text.length).toBeLessThan(200)
    expect(pieces.slice(1).map((piece) => piece.text)).toEqual(['old', 'new'])
  })
})
