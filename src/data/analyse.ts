// The first pass over a file: what is in it, column by column. Stores nothing.
import type { Column } from '../api/dataset.ts'
import { toCells } from './cells.ts'
import { ColumnReporter, suggestKey } from './column-report.ts'
import type { ShapedRow } from './shape-row.ts'
import type { Table } from './table.ts'

const previewRows = 50
const previewCellLength = 2_000

export interface Analysis {
  columns: Column[]
  preview: Record<string, string>[]
  rowCount: number
  setAsideCount: number
  notes: string[]
  suggestedKey: string | null
}

/** `onRows` sees each group once it is counted: it keeps the rows that were set aside, and tells the progress. */
export async function analyseTable(
  table: Table,
  onRows: (rows: ShapedRow[], rowCount: number) => Promise<void>,
): Promise<Analysis> {
  const names = table.columns.map((column) => column.name)
  const reporters = table.columns.map((column) => new ColumnReporter(column))
  const preview: Record<string, string>[] = []
  let rowCount = 0
  let setAsideCount = 0
  for await (const rows of table.rows()) {
    for (const row of rows) {
      if (row.kind === 'aside') {
        setAsideCount++
        continue
      }
      rowCount++
      for (let i = 0; i < reporters.length; i++) reporters[i]!.add(row.cells[i]!)
      if (preview.length < previewRows) preview.push(toCells(names, row.cells.map(shorten)))
    }
    await onRows(rows, rowCount)
  }
  const notes = table.notes()
  if (rowCount === 0) notes.push('There are no rows, so there would be nothing to publish.')
  else if (setAsideCount > rowCount) {
    notes.push(
      'More rows were set aside than kept. Perhaps the delimiter or the header row is not what it seems.',
    )
  }
  return {
    columns: reporters.map((reporter) => reporter.report()),
    preview,
    rowCount,
    setAsideCount,
    notes,
    suggestedKey: suggestKey(reporters, rowCount),
  }
}

function shorten(cell: string): string {
  return cell.length > previewCellLength ? `${cell.slice(0, previewCellLength).toWellFormed()}\u2026` : cell
}
