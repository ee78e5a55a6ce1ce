// How well a delimiter suits the beginning of a file: the right one gives rows of equal length whose cells hold no
// other delimiter.
import type { SourceRow } from '../format.ts'
import { commonWidth, countFilled } from '../header-line.ts'
import { type Head, sampleRows } from './sample-rows.ts'

export const candidates = [',', ';', '\t', '|'] as const

export interface Score {
  points: number
  /** How many cells most rows have. */
  width: number
  /** The share of rows that have that many. */
  share: number
  /** The share of cells that look like whole ones. */
  clean: number
  rows: SourceRow[]
}

export function scoreDelimiter(head: Head, delimiter: string): Score {
  const rows = sampleRows(head, delimiter)
  const { width, share } = commonWidth(rows)
  const cells = rows.flatMap((row) => row.cells)
  const clean = cells.filter((cell) => isWhole(cell, delimiter)).length / Math.max(1, cells.length)
  if (width < 2 || isProse(rows)) return { points: 0, width, share, clean, rows }
  const points = share ** 2 * Math.log2(1 + width) * Math.min(1, 0.5 + rows.length / 4) * (0.4 + 0.6 * clean)
  return { points, width, share, clean, rows }
}

/** `Paris` and `1,5` and `red, green` are cells; ` France;2100000` is the rest of one and another. */
function isWhole(cell: string, delimiter: string): boolean {
  if (cell === '') return true
  if (/^ \S/.test(cell)) return false
  if (/^[-+]?[\d.,\s]+$/.test(cell) || /^https?:\/\//i.test(cell)) return true
  return !candidates.some((other) => other !== delimiter && hasTight(cell, other))
}

/** This character without a blank behind it. */
function hasTight(cell: string, delimiter: string): boolean {
  for (let at = cell.indexOf(delimiter); at !== -1; at = cell.indexOf(delimiter, at + 1)) {
    const next = cell[at + 1]
    if (next !== undefined && next.trim() !== '') return true
  }
  return false
}

/** Sentences under a header of one cell: what follows nearly every "delimiter" is a blank. */
function isProse(rows: readonly SourceRow[]): boolean {
  const [first, ...others] = rows
  if (!first || countFilled(first.cells) > 1) return false
  const later = others.flatMap(({ cells }) => cells.slice(1)).filter((cell) => cell.trim() !== '')
  return later.length > 0 && later.filter((cell) => /^\s/.test(cell)).length > later.length * 0.8
}
