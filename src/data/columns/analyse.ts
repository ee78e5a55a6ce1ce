// The first pass over a file: what is in it, column by column. Stores nothing.

import type { Column } from '../../api/dataset.ts'
import { shorten } from '../../api/shorten.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import type { Table } from '../table.ts'
import { toCells } from './cells.ts'
import { type Reporting, reportColumns } from './report-columns.ts'

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
  const reporting = reportColumns(table.columns)
  try {
    const counts = await countTable(table, reporting, onRows)
    const { losses, ...report } = await reporting.finish(counts.rowCount)
    return { ...counts, ...report, notes: [...notesOf(table, counts), ...losses] }
  } finally {
    await reporting.close()
  }
}

type Counts = Pick<Analysis, 'preview' | 'rowCount' | 'setAsideCount'>

async function countTable(
  table: Table,
  reporting: Reporting,
  onRows: (rows: ShapedRow[], rowCount: number) => Promise<void>,
): Promise<Counts> {
  const names = table.columns.map((column) => column.name)
  const counts: Counts = { preview: [], rowCount: 0, setAsideCount: 0 }
  for await (const rows of table.rows()) {
    const kept = rows.filter((row) => row.kind === 'row').map((row) => row.cells)
    counts.rowCount += kept.length
    counts.setAsideCount += rows.length - kept.length
    const missing = previewRows - counts.preview.length
    for (const cells of kept.slice(0, missing))
      counts.preview.push(
        toCells(
          names,
          cells.map((cell) => shorten(cell, previewCellLength)),
        ),
      )
    await reporting.add(kept)
    await onRows(rows, counts.rowCount)
  }
  return counts
}

function notesOf(table: Table, { rowCount, setAsideCount }: Counts): string[] {
  const notes = table.notes()
  if (rowCount === 0) notes.push('There are no rows, so there would be nothing to publish.')
  else if (setAsideCount > rowCount) {
    notes.push('More rows were set aside than kept. The delimiter or the header row may have been misread.')
  }
  return notes
}
