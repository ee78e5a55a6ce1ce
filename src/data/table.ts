// The one way to walk a file as a table: first the columns, then rows of their width, and what was odd about it.

import { type ColumnName, nameColumns, numberColumns } from './columns/headers.ts'
import type { FormatWords, Reading, SourceRow } from './formats/format.ts'
import { limits } from './limits.ts'
import { type ShapedRow, shapeRow } from './rows/shape-row.ts'
import { SourceError } from './source-error.ts'

export interface Table {
  columns: ColumnName[]
  rows(): AsyncIterable<ShapedRow[]>
  /** What was met until now, in words. */
  notes(): string[]
}

/** Reads as far as the header. An empty file is a `SourceError`. */
export async function openTable(reading: Reading, hasHeader: boolean, words: FormatWords): Promise<Table> {
  const groups = reading.rows()[Symbol.asyncIterator]()
  const first = await groups.next()
  if (first.done)
    throw new SourceError('empty_file', `This ${words.whole} holds no rows at all. Choose another one.`)
  const head = first.value
  const named = hasHeader
    ? nameColumns(head.shift()!.cells, words)
    : numberColumns(head[0]!.cells.length, words)
  const width = named.columns.length
  const counts = { rows: 0, padded: 0, trimmed: 0 }

  function shape(group: SourceRow[]): ShapedRow[] {
    counts.rows += group.length
    if (counts.rows > limits.rows) {
      throw new SourceError(
        'too_many_rows',
        `The ${words.whole} has more than ${limits.rows.toLocaleString('en')} rows, the most a dataset can hold. Split it.`,
      )
    }
    const shaped = group.map((row) => shapeRow(row, width))
    for (const row of shaped) {
      if (row.kind === 'aside') continue
      if (row.padded) counts.padded++
      if (row.trimmed) counts.trimmed++
    }
    return shaped
  }
  async function* rows() {
    try {
      if (head.length > 0) yield shape(head)
      for (let next = await groups.next(); !next.done; next = await groups.next()) yield shape(next.value)
    } finally {
      // Leaving early closes the file.
      await groups.return?.()
    }
  }
  return {
    columns: named.columns,
    rows,
    notes: () => [
      ...named.notes,
      ...reading.notes(),
      ...(counts.padded > 0
        ? [`${rowsWord(counts.padded)} shorter than the header; the missing cells are empty.`]
        : []),
      ...(counts.trimmed > 0
        ? [`${rowsWord(counts.trimmed)} longer than the header by empty cells, which were dropped.`]
        : []),
    ],
  }
}

function rowsWord(count: number): string {
  return count === 1 ? '1 row is' : `${count} rows are`
}
