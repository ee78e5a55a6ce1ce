// Columns that stand beside those of the file, filled from what is known of each row: those that models have answered
// for. Nothing is asked while rows are loaded; a cell without an answer is empty, and a note says why.
import { hash } from 'node:crypto'
import type { Queries } from '../../db/types.ts'
import { toCells } from '../columns/cells.ts'
import { SourceError } from '../source-error.ts'
import type { ShapedTable } from '../steps/shape-table.ts'

export interface FilledCell {
  value: string
  note: CellNote | null
}

/** An error holds the pages of its row. */
export interface CellNote {
  severity: 'error' | 'warning'
  message: string
}

/** What is filled for a dataset, as it is at a moment. Stored with the import, so that both its passes fill the same. */
export interface FillPlan {
  columns: { id: string; name: string }[]
}

export interface RowToFill {
  rowKey: string
  /** Without the columns that are filled. */
  cells: Record<string, string>
}

export interface CellFiller {
  /** Null where the dataset has no such columns. */
  plan(queries: Queries, datasetId: string): Promise<FillPlan | null>
  /** For each row, in order, a cell for each column of the plan. */
  fill(plan: FillPlan, rows: readonly RowToFill[], signal: AbortSignal): Promise<FilledCell[][]>
}

export const nothingFilled: CellFiller = {
  plan: async () => null,
  fill: async (_, rows) => rows.map(() => []),
}

/** The table with the filled columns behind its own. */
export function withFilledColumns(
  table: ShapedTable,
  plan: FillPlan | null,
  { filler, signal }: { filler: CellFiller; signal: AbortSignal },
): ShapedTable {
  if (plan === null) return table
  const names = table.columns.map(({ name }) => name)
  refuseTakenNames(plan, names)
  return {
    ...table,
    columns: [
      ...table.columns,
      ...plan.columns.map(({ name }) => ({ name, header: '', from: [], steps: [] })),
    ],
    async *rows() {
      for await (const group of table.rows()) {
        const rows = group.filter((row) => row.kind === 'row')
        const inputs = rows.map(({ cells }) => ({ rowKey: cells[0] ?? '', cells: toCells(names, cells) }))
        const filled = (await filler.fill(plan, inputs, signal)).values()
        yield group.map((row) =>
          row.kind === 'aside' ? row : { ...row, cells: [...row.cells, ...textsOf(filled.next().value!)] },
        )
      }
    },
  }
}

export function refuseTakenNames({ columns }: FillPlan, names: readonly string[]): void {
  const lower = new Set(names.map((name) => name.toLowerCase()))
  const taken = columns.find(({ name }) => lower.has(name.toLowerCase()))
  if (!taken) return
  throw new SourceError(
    'filled_column_taken',
    `The file has a column "${taken.name}", which is the name of an AI column of this dataset. Name one of them otherwise: leave the column out by a step, or remove the AI column.`,
  )
}

function textsOf(cells: readonly FilledCell[]): string[] {
  return cells.map(({ value }) => value)
}

/** Rows that are equal but for what is noted of them are not the same: one is held, and the other is not. */
export function hashWithNotes(
  rowHash: string,
  notes: readonly { column: string; message: string }[],
): string {
  if (notes.length === 0) return rowHash
  const text = notes.map(({ column, message }) => `${column}\u0001${message}\u0002`).join('')
  return hash('sha256', `${rowHash}\u0003${text}`, 'base64url').slice(0, 22)
}
