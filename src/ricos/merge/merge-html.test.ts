import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { ricosToHtml } from '../to-html.ts'
import { visibleWords } from '../visible-words.ts'
import { documents, edit, edits } from './generated.ts'
import { mergeHtml } from './merge-html.ts'

const RUNS = 500
const FEWER = 200
const cases = fc.record({ base: documents, ours: edits, theirs: edits }).map(({ base, ours, theirs }) => {
  const [o, t] = [edit(base, ours, 'our'), edit(base, theirs, 'their')]
  return {
    base: ricosToHtml(base),
    ours: { ...o, html: ricosToHtml(o.document) },
    theirs: { ...t, html: ricosToHtml(t.document) },
  }
})
const wordsOf = (html: string) => visibleWords(parseFragment(html))

describe('a merge of random edits on both sides of HTML', () => {
  it('loses no edit of theirs, and none of ours that was not asked about', () => {
    fc.assert(
      fc.property(cases, ({ base, ours, theirs }) => {
        const { merged, collisions, withChoices } = mergeHtml(base, ours.html, theirs.html)
        expect(wordsOf(merged)).toEqual(expect.arrayContaining(theirs.put))
        const all = Object.fromEntries(collisions.map(({ id }) => [id, 'ours' as const]))
        expect(wordsOf(withChoices(all))).toEqual(expect.arrayContaining(ours.put))
      }),
      { numRuns: RUNS },
    )
  })

  it('asks about nothing where the edits are in different blocks', () => {
    fc.assert(
      fc.property(cases, ({ base, ours, theirs }) => {
        fc.pre(!ours.isVague && !theirs.isVague)
        fc.pre([...ours.touched].every((id) => !theirs.touched.has(id)))
        expect(mergeHtml(base, ours.html, theirs.html).collisions).toEqual([])
      }),
      { numRuns: FEWER },
    )
  })

  it('asks the same with the sides changed over', () => {
    fc.assert(
      fc.property(cases, ({ base, ours, theirs }) => {
        const there = mergeHtml(base, ours.html, theirs.html).collisions
        const back = mergeHtml(base, theirs.html, ours.html).collisions
        expect(back.map((c) => [c.base, c.theirs, c.ours]).sort()).toEqual(
          there.map((c) => [c.base, c.ours, c.theirs]).sort(),
        )
      }),
      { numRuns: FEWER },
    )
  })

  it('is the other side where one did nothing, and the one where both did the same', () => {
    fc.assert(
      fc.property(cases, ({ base, theirs: { html } }) => {
        expect(mergeHtml(base, base, html).merged).toBe(html)
        expect(mergeHtml(base, html, base).merged).toBe(html)
        expect(mergeHtml(base, html, html).merged).toBe(html)
      }),
      { numRuns: FEWER },
    )
  })
})
