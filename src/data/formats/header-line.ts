// Finds the row with the names of the columns where others stand above it: a title, a date, a blank line.
import { shorten } from '../../api/shorten.ts'
import type { Decision, SourceRow } from './format.ts'

const mostLinesAbove = 25
const longestTitle = 120

/** The rows that stand above the header; none for most files. */
export function rowsAboveHeader(rows: readonly SourceRow[]): SourceRow[] {
  const { width } = commonWidth(rows)
  if (width < 2) return []
  const header = rows.findIndex((row) => !isTitle(row, width))
  if (header < 1 || header > mostLinesAbove || header + 1 >= rows.length) return []
  return rows.slice(0, header)
}

/** Far fewer cells than the table has columns; in a row as wide as the table, where columns may have no name, one. */
function isTitle({ cells }: SourceRow, width: number): boolean {
  const filled = countFilled(cells)
  if (cells.length < width) return filled * 2 <= width
  if (width > 2) return filled === 1 || filled * 3 <= width
  // Two columns of which one has no name look the same as a title in one of them: a name is one word, and the first
  // column is the one without a name (an index).
  return filled < 2 && /\S\s+\S|\d/.test(cells[0]!)
}

/** How many cells the rows have, when most have the same number: the number, and the share of rows that have it. */
export function commonWidth(rows: readonly SourceRow[]): { width: number; share: number } {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let width = 0
  for (const [candidate, count] of counts) if (count > (counts.get(width) ?? 0)) width = candidate
  return { width, share: rows.length === 0 ? 0 : counts.get(width)! / rows.length }
}

export function countFilled(cells: readonly string[]): number {
  return cells.reduce((filled, cell) => (cell.trim() === '' ? filled : filled + 1), 0)
}

interface HeaderChoice {
  hasHeader: boolean
  headerLine: number | null
}

/** Why the header is where it is. `place`: what is counted ("line", "row"). */
export function headerDecision(
  choices: HeaderChoice,
  above: readonly SourceRow[],
  startLine: number,
  place: string,
): Decision {
  const name = 'header'
  if (!choices.hasHeader) {
    return { name, value: 'no', reason: 'As you chose, the first row is data; columns are numbered.' }
  }
  if (choices.headerLine !== null) {
    return { name, value: `${place} ${startLine}`, reason: 'As you chose; what stands above it is left out.' }
  }
  if (above.length === 0) {
    return { name, value: 'yes', reason: 'The first row gives the columns their names.' }
  }
  return {
    name,
    value: `${place} ${startLine}`,
    reason: `${capital(place)} ${startLine} gives the columns their names; what stands above it has far fewer cells than the table.`,
  }
}

/** What was left out above the header. `places`: "lines". */
export function tellAbove(above: readonly SourceRow[], [place, places]: readonly [string, string]): string {
  const [first] = above
  const texts = above.map(({ cells }) =>
    cells
      .filter((cell) => cell.trim() !== '')
      .join(' ')
      .trim(),
  )
  // No database can store a NUL.
  const words = texts
    .filter((text) => text !== '')
    .join(' | ')
    .toWellFormed()
    .replaceAll('\0', '')
  const shown = shorten(words, longestTitle)
  return above.length === 1
    ? `${capital(place)} ${first!.line} stands above the header and was left out: "${shown}".`
    : `${above.length} ${places} stand above the header and were left out: "${shown}".`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
