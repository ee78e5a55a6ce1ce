// Two versions of rich content as one list of lines with what goes and what comes. Pure.
import { aligned, type Piece } from './difference.ts'
import { type Line, structureLines } from './structure.ts'

export interface ShownPiece extends Piece {
  isLabel: boolean
}

export type ShownLine = { depth: number; pieces: ShownPiece[] } | { equal: number }

// What no text in a database can contain tells labels and line starts from words.
const labelSign = '\u0000'
const lineSign = '\u0001'
const keptAround = 1

function flat(lines: Line[]): string[] {
  return lines.flatMap(({ depth, tokens }) => [
    `${lineSign}${depth}`,
    ...tokens.map(({ kind, text }) => (kind === 'label' ? `${labelSign}${text}` : text)),
  ])
}

/** Lines in order; long stretches without a change become one line that counts them. */
export function structureDifference(before: string, after: string): ShownLine[] {
  const lines: { depth: number; pieces: ShownPiece[] }[] = []
  for (const { kind, text } of aligned(flat(structureLines(before)), flat(structureLines(after)))) {
    if (text.startsWith(lineSign)) {
      if (lines.at(-1)?.pieces.length === 0) lines.pop()
      lines.push({ depth: Number(text.slice(1)), pieces: [] })
      continue
    }
    const isLabel = text.startsWith(labelSign)
    const shown = isLabel ? text.slice(1) : text
    const line = lines.at(-1)
    const last = line?.pieces.at(-1)
    if (last && !isLabel && !last.isLabel && last.kind === kind) last.text += shown
    else line?.pieces.push({ kind, text: shown, isLabel })
  }
  return foldedLines(lines.filter((line) => line.pieces.length > 0))
}

function foldedLines(lines: { depth: number; pieces: ShownPiece[] }[]): ShownLine[] {
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
