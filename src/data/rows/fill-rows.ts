// Fills the columns beside those of the file in rows that are being loaded.

import { toCells } from '../columns/cells.ts'
import type { Corrections } from '../corrections/apply-corrections.ts'
import type { PlacedNote } from './cell-notes.ts'
import type { CellFiller, FillPlan } from './fill-cells.ts'

export interface LoadedRow {
  line: number
  rowKey: string
  cells: string[]
}

export interface Filling {
  plan: FillPlan | null
  filler: CellFiller
  signal: AbortSignal
}

/** Fills the blanks of these rows, from what they say once they are corrected; what is to be known of the cells. */
export async function fillRows(
  { plan, filler, signal }: Filling,
  names: readonly string[],
  rows: readonly LoadedRow[],
  corrections: Corrections,
): Promise<PlacedNote[]> {
  if (plan === null || rows.length === 0) return []
  const places = plan.columns.map(({ name }) => names.indexOf(name))
  const inputs = rows.map(({ rowKey, cells }) => {
    const input = toCells(names, corrections.peek(rowKey, cells))
    for (const { name } of plan.columns) delete input[name]
    return { rowKey, cells: input }
  })
  const filled = await filler.fill(plan, inputs, signal)
  return rows.flatMap(({ rowKey, cells }, at) =>
    plan.columns.flatMap(({ name: column }, n) => {
      const { value, note } = filled[at]![n]!
      cells[places[n]!] = value
      return note ? [{ ...note, rowKey, column, isSettled: corrections.has(rowKey, column) }] : []
    }),
  )
}
