import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PieceBuilder, type PlacedRow, type Stretch, subtract } from './pieces.ts'

function piecesOf(...rows: [line: number, setId: string, storedLine: number, isNext?: boolean][]) {
  const builder = new PieceBuilder()
  for (const [line, setId, storedLine, isNext = false] of rows) {
    builder.add({ line, setId, storedLine, isNext } satisfies PlacedRow)
  }
  builder.end()
  return builder.take().map(({ line, setId, from, to }) => [line, setId, from, to])
}

describe('the pieces of a set', () => {
  it('are one while rows keep their distance, whatever lines lie between', () => {
    expect(piecesOf([2, 'a', 2], [3, 'a', 3], [6, 'a', 6, true])).toEqual([[2, 'a', 2, 6]])
    expect(piecesOf([12, 'a', 2], [13, 'a', 3], [16, 'a', 6, true])).toEqual([[12, 'a', 2, 6]])
  })

  it('end where a row comes from elsewhere, moves by other lines or goes back', () => {
    expect(piecesOf([2, 'a', 2], [3, 'b', 3], [4, 'a', 4])).toEqual([
      [2, 'a', 2, 2],
      [3, 'b', 3, 3],
      [4, 'a', 4, 4],
    ])
    expect(piecesOf([2, 'a', 2], [3, 'a', 4])).toHaveLength(2)
    expect(piecesOf([2, 'a', 9], [3, 'a', 2])).toHaveLength(2)
  })

  it('end where a row in between may have been left out', () => {
    expect(piecesOf([2, 'a', 2], [4, 'a', 4])).toEqual([
      [2, 'a', 2, 2],
      [4, 'a', 4, 4],
    ])
  })
})

describe('what one list of stretches has and another has not', () => {
  const stretch = (setId: string, from: number, to: number): Stretch => ({ setId, from, to })

  it('is cut at both ends, in the middle and set by set', () => {
    const all = [stretch('a', 1, 10), stretch('b', 1, 10)]
    expect(subtract(all, [stretch('a', 3, 4), stretch('a', 9, 20), stretch('c', 1, 10)])).toEqual([
      stretch('a', 1, 2),
      stretch('a', 5, 8),
      stretch('b', 1, 10),
    ])
  })

  it('holds exactly the lines that a count line by line would leave', () => {
    const stretches = fc.array(
      fc.record({ setId: fc.constantFrom('a', 'b'), from: fc.nat(40), length: fc.nat(8) }),
      { maxLength: 12 },
    )
    const expand = (list: readonly Stretch[]) =>
      new Set(
        list.flatMap(({ setId, from, to }) =>
          Array.from({ length: to - from + 1 }, (_, i) => `${setId}${from + i}`),
        ),
      )
    fc.assert(
      fc.property(stretches, stretches, (left, right) => {
        const [all, taken] = [left, right].map((list) =>
          list.map(({ setId, from, length }) => stretch(setId, from, from + length)),
        )
        expect(expand(subtract(all!, taken!))).toEqual(
          new Set([...expand(all!)].filter((line) => !expand(taken!).has(line))),
        )
      }),
    )
  })
})
