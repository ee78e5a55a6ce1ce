// Two versions of rich content as one list of lines with what goes and what comes. Pure.
import { aligned, joined, type Piece } from '../../../../src/api/difference.ts'
import { type Line, structureLines, type Token } from './structure.ts'

export interface ShownPiece extends Piece {
  is: Token['kind']
}

export interface ShownChange {
  depth: number
  pieces: ShownPiece[]
}

export type ShownLine = ShownChange | { equal: number }

// What no text in a database can contain tells labels, settings and line starts from words.
const signs = { label: '\u0000', detail: '\u0001', word: '' }
const lineSign = '\u0002'
/** A block that comes or goes is named with this many of its settings. */
const mostDetails = 3
const keptAround = 1

function flat(lines: Line[]): string[] {
  return lines.flatMap(({ depth, tokens }) => [
    `${lineSign}${depth}`,
    ...tokens.map(({ kind, text }) => `${signs[kind]}${text}`),
  ])
}

/** Lines in order; long stretches without a change become one line that counts them. */
export function structureDifference(before: string, after: string): ShownLine[] {
  const lines: ShownChange[] = []
  for (const { kind, text } of joined(aligned(flat(structureLines(before)), flat(structureLines(after))))) {
    if (text.startsWith(lineSign)) {
      if (lines.at(-1)?.pieces.length === 0) lines.pop()
      lines.push({ depth: Number(text.slice(1)), pieces: [] })
      continue
    }
    const is = text.startsWith(signs.label) ? 'label' : text.startsWith(signs.detail) ? 'detail' : 'word'
    const shown = text.slice(signs[is].length)
    const line = lines.at(-1)
    const last = line?.pieces.at(-1)
    if (last && is === 'word' && last.is === 'word' && last.kind === kind) last.text += shown
    else line?.pieces.push({ kind, text: shown, is })
  }
  return foldedLines(lines.map(withFewDetails).filter((line) => line.pieces.length > 0))
}

/** Settings that stay are left out: what matters about them is that they stay. */
function withFewDetails(line: ShownChange): ShownChange {
  let label: Piece['kind'] = 'same'
  let shown = 0
  const pieces = line.pieces.filter((piece) => {
    if (piece.is === 'label') {
      label = piece.kind
      shown = 0
    }
    if (piece.is !== 'detail') return true
    shown += 1
    return piece.kind !== 'same' && (label === 'same' || shown <= mostDetails)
  })
  return { ...line, pieces }
}

function foldedLines(lines: ShownChange[]): ShownLine[] {
  const changed = lines.map((line) => line.pieces.some((piece) => piece.kind !== 'same'))
  if (!changed.includes(true)) return lines
  const shown: ShownLine[] = []
  for (const [index, line] of lines.entries()) {
    const isNear = changed.slice(Math.max(0, index - keptAround), index + keptAround + 1).includes(true)
    const last = shown.at(-1)
    if (isNear) shown.push(line)
    else if (last && 'equal' in last) last.equal += 1
    else shown.push({ equal: 1 })
  }
  return shown
}
