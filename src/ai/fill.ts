// Puts answers into rows on their way into a dataset. Nothing is asked here.
import type { CellFiller, FilledCell, FillPlan, RowToFill } from '../data/rows/fill-cells.ts'
import type { Computing } from '../data/steps/step.ts'
import type { Database } from '../db/types.ts'
import { type ColumnRow, columnsOfDataset } from './column-store.ts'
import { findEndpoint } from './endpoint-store.ts'
import { createQuestions, type FindQuestions, type RowQuestion, verdictOn } from './questions.ts'

/** A column as it was when the import was analysed, with the model that was to answer. */
interface PlannedColumn extends ColumnRow {
  model: string
}

interface AiPlan extends FillPlan {
  columns: PlannedColumn[]
}

export function createCellFiller({
  database,
  computing,
}: {
  database: Database
  computing: Computing
}): CellFiller {
  /** A template that hangs is given up once for all groups of an import. */
  const open = new WeakMap<FillPlan, { column: PlannedColumn; find: FindQuestions }[]>()

  function openPlan(plan: AiPlan) {
    const known = open.get(plan)
    if (known) return known
    const made = plan.columns.map((column) => ({
      column,
      find: createQuestions({ queries: database, computing }, { column, model: column.model }),
    }))
    open.set(plan, made)
    return made
  }

  return {
    async plan(queries, datasetId): Promise<AiPlan | null> {
      const columns = await columnsOfDataset(queries, datasetId)
      if (columns.length === 0) return null
      const planned: PlannedColumn[] = []
      for (const column of columns) {
        const endpoint = await findEndpoint(queries, column.workspace_id, column.endpoint_id)
        planned.push({ ...column, model: endpoint?.model ?? '' })
      }
      return { columns: planned }
    },

    async fill(plan, rows: readonly RowToFill[], signal) {
      const cells = rows.map((): FilledCell[] => [])
      for (const { column, find } of openPlan(plan as AiPlan)) {
        for (const [at, question] of (await find(rows, signal)).entries())
          cells[at]!.push(toCell(column, question))
      }
      return cells
    },
  }
}

function toCell(column: ColumnRow, question: RowQuestion): FilledCell {
  const { value, held, names } = verdictOn({ column }, question)
  if (held !== null) return { value: '', note: { severity: 'error', message: held } }
  if (names.length === 0) return { value, note: null }
  const message = `It names what its row does not: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and more' : ''}.`
  return { value, note: { severity: 'warning', message } }
}
