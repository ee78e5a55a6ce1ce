// What pages need of the template engine; templates/ has it, in a worker that can be killed.

import type { FieldSpec } from '../api/destination.ts'
import type { Problem } from '../api/problem.ts'

export interface RowToRender {
  rowKey: string
  cells: Record<string, string>
}

/** The texts the template gave for one row, and what went wrong in it. A field that failed is blank. */
export interface RenderedRow {
  rowKey: string
  fields: Record<string, string>
  problems: Problem[]
}

export interface PageRenderer {
  /** One answer for each row, in their order. `fields` are the template's texts by field name. */
  renderRows(
    template: { fields: Record<string, string>; specs: readonly FieldSpec[] },
    rows: readonly RowToRender[],
    signal?: AbortSignal,
  ): Promise<RenderedRow[]>
}
