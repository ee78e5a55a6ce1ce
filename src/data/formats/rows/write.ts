// Rows that come from no file, as a file: a line that says what they are, a line for each row, and a line at the end
// by which a file that was cut off is known.
import type { SourceRow } from '../format.ts'
import { type RowsEnd, type RowsHead, rowsMark } from './layout.ts'

/** Rows with all that is to be known of them. */
export interface RowsTable {
  /** What a row's number counts: "record" and "records". */
  place: readonly [one: string, many: string]
  /** The column that tells rows apart, proposed as the key; null where nobody knows. */
  key: string | null
  /** May grow while rows are read: those that were read before have nothing in the new ones. */
  columns: readonly string[]
  /** In order of their number, in groups of whatever size is convenient. */
  rows: AsyncIterable<readonly SourceRow[]>
  /** What reading brought to light, in words; asked after the last row. */
  notes?: () => string[]
}

/** The file as text, group by group; memory does not grow with the rows. What reading them throws is thrown. */
export async function* toRowsFile({ place, key, columns, rows, notes }: RowsTable): AsyncGenerator<string> {
  const head: RowsHead = { ...rowsMark, place, key }
  yield toLine(head)
  let next = 1
  let count = 0
  for await (const group of rows) {
    let text = ''
    for (const { line, cells } of group) {
      if (line !== next) text += toLine(line)
      text += toLine(cells)
      next = line + 1
      count++
    }
    if (text !== '') yield text
  }
  const end: RowsEnd = { rows: count, columns, notes: notes?.() ?? [] }
  yield toLine(end)
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
