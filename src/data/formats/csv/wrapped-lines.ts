// Files whose every line stands in quotes as a whole, its own quotes doubled: what comes out when a line of CSV was
// written into one cell of a spreadsheet. Each line is read once more.
import type { SourceRow } from '../format.ts'
import { countFilled } from '../header-line.ts'
import { CsvParser } from './csv-parser.ts'
import { type Head, sampleRows } from './sample-rows.ts'
import { candidates, scoreDelimiter } from './score-delimiter.ts'

/** Separates nothing, since no text holds it: for lines that consist of the quoted cell alone. */
const nothing = '\u0001'
const leastShare = 0.9

export interface Wrapped {
  /** What separates the quoted cell from the empty ones behind it. */
  outer: string
  delimiter: string
}

/** `chosen`: the delimiter that the owner chose for the lines within the quotes, or null. */
export function findWrapped(head: Head, chosen: string | null): Wrapped | null {
  if (!/^\s*"/m.test(head.text)) return null
  for (const outer of [nothing, ...candidates]) {
    const rows = sampleRows(head, outer)
    if (rows.length < 2 || !isWrapped(rows, outer, head.text)) continue
    const inner = { ...head, text: rows.map((row) => `${row.cells[0]}\n`).join(''), isWhole: true }
    const scored = (chosen === null ? candidates : [chosen])
      .filter((delimiter) => delimiter !== outer)
      .map((delimiter) => ({ delimiter, ...scoreDelimiter(inner, delimiter) }))
      .filter((one) => one.width > 1 && one.share >= leastShare && one.clean >= leastShare)
    const best = scored.toSorted((a, b) => b.points - a.points)[0]
    if (best) return { outer, delimiter: best.delimiter }
  }
  return null
}

/** Nearly every row is one filled cell, and most lines begin with its quote. */
function isWrapped(rows: readonly SourceRow[], outer: string, text: string): boolean {
  const single = rows.filter(({ cells }) => cells[0]!.trim() !== '' && countFilled(cells) === 1)
  if (single.length < rows.length * leastShare) return false
  if (outer !== nothing && rows.every(({ cells }) => cells.length === 1)) return false
  return (text.match(/^\s*"/gm) ?? []).length * 2 >= rows.length
}

/** The rows that stand in the first cells of these. */
export function unwrapRows(rows: readonly SourceRow[], delimiter: string): SourceRow[] {
  return rows.map((row) => (countFilled(row.cells) === 1 ? unwrap(row, delimiter) : row))
}

function unwrap({ line, cells }: SourceRow, delimiter: string): SourceRow {
  const parser = new CsvParser(delimiter, line)
  const inner = [...parser.push(cells[0]!), ...parser.end()]
  // A line that turns out to be several has too many cells, and is set aside with what it holds.
  return { line, cells: inner.flatMap((row) => row.cells) }
}
