import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RicosDocument } from '../index.ts'
import { findViolations } from '../rules.ts'
import { ricosToText } from '../text.ts'
import { documents, type Edited, edit, edits, numberedAnew, withOtherIds } from './generated.ts'
import { mergeDocuments } from './merge-documents.ts'

const { validateRicosDocument } = createRequire(import.meta.url)('ricos-schema/next')
const RUNS = 500
const FEWER = 200

const ids = fc.record({
  ours: fc.constantFrom(numberedAnew, (document: RicosDocument) => document),
  theirs: fc.constantFrom(withOtherIds, (document: RicosDocument) => document),
})
const cases = fc.record({ base: documents, ours: edits, theirs: edits, ids })

// Of a block that was written anew, given another id and moved, or left alone in its place, nobody can tell which
// it was.
const knowable = edits.map((list) =>
  list.some(({ kind }) => kind === 'rewrite')
    ? list.filter(({ kind }) => kind !== 'move' && kind !== 'remove')
    : list,
)
const knowableCases = fc.record({ base: documents, ours: knowable, theirs: knowable, ids })

interface Case {
  base: RicosDocument
  ours: Edited
  theirs: Edited
}

function make({
  base,
  ours,
  theirs,
  ids: { ours: asOurs, theirs: asTheirs },
}: {
  base: RicosDocument
  ours: Parameters<typeof edit>[1]
  theirs: Parameters<typeof edit>[1]
  ids: { ours: (d: RicosDocument) => RicosDocument; theirs: (d: RicosDocument) => RicosDocument }
}): Case {
  const [o, t] = [edit(base, ours, 'our'), edit(base, theirs, 'their')]
  return {
    base,
    ours: { ...o, document: asOurs(o.document) },
    theirs: { ...t, document: asTheirs(t.document) },
  }
}

const wordsOf = (document: RicosDocument) => ricosToText(document).split(/\s+/)
const canonical = (document: RicosDocument) => JSON.stringify(withOtherIds(document).nodes)
const fragment = (nodes: RicosDocument['nodes']): RicosDocument => ({ nodes, metadata: { version: 1 } })

describe('a merge of random edits on both sides', () => {
  it('loses no edit of theirs, and none of ours that was not asked about', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { base, ours, theirs } = make(one)
        const {
          merged: document,
          collisions,
          withChoices,
        } = mergeDocuments(base, ours.document, theirs.document)
        expect(wordsOf(document)).toEqual(expect.arrayContaining(theirs.put))
        const all = Object.fromEntries(collisions.map(({ id }) => [id, 'ours' as const]))
        expect(wordsOf(withChoices(all))).toEqual(expect.arrayContaining(ours.put))
      }),
      { numRuns: RUNS },
    )
  })

  it('asks about nothing where the edits are in different blocks', () => {
    fc.assert(
      fc.property(knowableCases, (one) => {
        const { base, ours, theirs } = make(one)
        fc.pre(!ours.isVague && !theirs.isVague)
        fc.pre([...ours.touched].every((id) => !theirs.touched.has(id)))
        expect(mergeDocuments(base, ours.document, theirs.document).collisions).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  it('asks wherever both have other words in the same block', () => {
    fc.assert(
      fc.property(knowableCases, (one) => {
        const { base, ours, theirs } = make(one)
        const both = [...theirs.reworded].filter(([id, word]) => {
          const other = ours.reworded.get(id)
          return other !== undefined && other !== word
        })
        const { collisions } = mergeDocuments(base, ours.document, theirs.document)
        const asked = JSON.stringify(collisions.map((collision) => collision.base))
        for (const [id] of both) expect(asked).toContain(`"${id}"`)
      }),
      { numRuns: RUNS },
    )
  })

  it('is valid for Wix, and sound, whatever is chosen', () => {
    fc.assert(
      fc.property(
        cases,
        fc.infiniteStream(fc.constantFrom('ours' as const, 'theirs' as const)),
        (one, sides) => {
          const { base, ours, theirs } = make(one)
          const {
            merged: document,
            collisions,
            withChoices,
          } = mergeDocuments(base, ours.document, theirs.document)
          const chosen = withChoices(Object.fromEntries(collisions.map(({ id }) => [id, sides.next().value])))
          for (const result of [document, chosen]) {
            expect(findViolations(result)).toEqual([])
            // The published schema is older than captions that are nodes.
            if (!JSON.stringify(result).includes('"CAPTION"'))
              expect(validateRicosDocument(result).errors ?? []).toEqual([])
          }
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('keeps them in the next merge too, over what ours was', () => {
    fc.assert(
      fc.property(cases, edits, (one, later) => {
        const { base, ours, theirs } = make(one)
        const { merged } = mergeDocuments(base, ours.document, theirs.document)
        const next = numberedAnew(edit(ours.document, later, 'next').document)
        const again = mergeDocuments(ours.document, next, merged).merged
        expect(wordsOf(again)).toEqual(expect.arrayContaining(theirs.put))
      }),
      { numRuns: FEWER },
    )
  })

  it('asks the same with the sides changed over', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { base, ours, theirs } = make(one)
        const there = mergeDocuments(base, ours.document, theirs.document).collisions
        const back = mergeDocuments(base, theirs.document, ours.document).collisions
        const texts = (list: typeof there, a: 'ours' | 'theirs', b: 'ours' | 'theirs') =>
          list.map((c) => JSON.stringify([c.base, c[a], c[b]])).sort()
        expect(texts(back, 'theirs', 'ours')).toEqual(texts(there, 'ours', 'theirs'))
      }),
      { numRuns: FEWER },
    )
  })

  it('is the other side where one did nothing, and the one where both did the same', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { base, theirs } = make(one)
        const side = theirs.document
        expect(mergeDocuments(base, base, side).merged).toEqual(side)
        expect(mergeDocuments(base, side, side).merged).toEqual(side)
        const isUntouched = canonical(side) === canonical(base)
        expect(mergeDocuments(base, side, base).merged).toEqual(isUntouched ? base : side)
      }),
      { numRuns: FEWER },
    )
  })

  it('has what theirs says beside the blocks, whoever changed these', () => {
    const text = (word: string): RicosDocument => ({
      nodes: [
        {
          type: 'PARAGRAPH',
          id: 'a',
          nodes: [{ type: 'TEXT', id: '', nodes: [], textData: { text: word, decorations: [] } }],
          paragraphData: {},
        },
      ],
      metadata: { version: 1 },
    })
    const styled = (document: RicosDocument, style: object) => ({ ...document, documentStyle: style })
    const style = { paragraph: { fontSize: 20 } }
    const [base, ours] = [text('one'), text('two')]
    expect(mergeDocuments(base, ours, styled(base, style)).merged).toEqual(styled(ours, style))
    expect(mergeDocuments(base, ours, styled(ours, style)).merged).toEqual(styled(ours, style))
    expect(mergeDocuments(base, base, styled(ours, style)).merged).toEqual(styled(ours, style))
    expect(mergeDocuments(base, ours, styled(base, {})).merged).toBe(ours)
  })

  it('keeps what theirs removed away, and the order theirs has of what ours left in place', () => {
    fc.assert(
      fc.property(cases, (one) => {
        // What ours moved takes along what theirs put behind it.
        const { base, ours, theirs } = make({ ...one, ours: one.ours.filter(({ kind }) => kind !== 'move') })
        const { merged: document } = mergeDocuments(base, ours.document, theirs.document)
        const top = (list: RicosDocument) => list.nodes.map((node) => ricosToText(fragment([node])))
        const still = top(document)
        const left = new Set(
          base.nodes.filter(({ id }) => !ours.touched.has(id)).map((node) => ricosToText(fragment([node]))),
        )
        const isTelling = (text: string) => /w\d/.test(text) && left.has(text) && still.includes(text)
        expect(still.filter(isTelling)).toEqual(top(theirs.document).filter((text) => isTelling(text)))
        for (const id of theirs.removed) {
          const node = base.nodes.find((candidate) => candidate.id === id)
          const text = node && ricosToText(fragment([node]))
          if (text && /w\d/.test(text)) expect(still).not.toContain(text)
        }
      }),
      { numRuns: FEWER },
    )
  })
})
