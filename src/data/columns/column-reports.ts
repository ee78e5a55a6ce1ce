// The reports of all columns of a table, from rows that come as one text for many. Pure.
import type { Column } from '../../api/dataset.ts'
import { ColumnReporter, suggestKey } from './column-report.ts'
import type { ColumnName } from './headers.ts'

/** Rows that are kept hold no control characters but those of white space, so the boundaries are clear. */
const boundary = '\u0001'

export interface TableReport {
  columns: Column[]
  suggestedKey: string | null
  /** What cells have lost before they came here, in words. */
  losses: string[]
}

/** Rows of equal width as one text, which goes to another thread as a whole. */
export function joinCells(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.join(boundary)).join(boundary)
}

export class ColumnReports {
  private readonly reporters: ColumnReporter[]

  constructor(columns: ColumnName[]) {
    this.reporters = columns.map((column) => new ColumnReporter(column))
  }

  /** `joined` as `joinCells` makes it, of at least one row. */
  add(joined: string): void {
    const cells = joined.split(boundary)
    const width = this.reporters.length
    for (let i = 0; i < cells.length; i++) this.reporters[i % width]!.add(cells[i]!)
  }

  finish(rowCount: number): TableReport {
    return {
      columns: this.reporters.map((reporter) => reporter.report()),
      suggestedKey: suggestKey(this.reporters, rowCount),
      losses: this.reporters.flatMap((reporter) => reporter.losses),
    }
  }
}
