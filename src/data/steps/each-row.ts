// Most steps look at one row at a time.
import type { ShapedRow } from '../rows/shape-row.ts'
import type { OpenStep, StepColumn } from './step.ts'

/** Why a row is set aside. */
export interface Aside {
  aside: string
}

/** The cells after the step; null leaves the row out. Never changes the cells it is given. */
type OfRow = (cells: string[]) => string[] | Aside | null

export interface EachRow {
  /** For one walk. */
  begin(): { of: OfRow; notes(): string[] }
}

export function eachRow(columns: StepColumn[], { begin }: EachRow): OpenStep {
  let walk = begin()
  return {
    columns,
    async *rows(groups) {
      walk = begin()
      const { of } = walk
      for await (const group of groups) {
        const rows = group.flatMap((row) => ofRow(row, of))
        if (rows.length > 0) yield rows
      }
    },
    notes: () => walk.notes(),
  }
}

/** A step that has nothing to count. */
export function plainRows(columns: StepColumn[], of: OfRow): OpenStep {
  const walk = { of, notes: () => [] }
  return eachRow(columns, { begin: () => walk })
}

function ofRow(row: ShapedRow, of: OfRow): ShapedRow[] {
  if (row.kind === 'aside') return [row]
  const shaped = of(row.cells)
  if (shaped === null) return []
  return [afterStep(row, shaped)]
}

/** The row with other cells, or set aside. */
export function afterStep(row: Extract<ShapedRow, { kind: 'row' }>, shaped: string[] | Aside): ShapedRow {
  if (Array.isArray(shaped)) return { ...row, cells: shaped }
  return { kind: 'aside', line: row.line, reason: shaped.aside, cells: row.cells }
}

/** "3 cells", "1 row". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
