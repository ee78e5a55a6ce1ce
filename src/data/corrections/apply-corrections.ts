// Puts corrected cells into rows on their way into a dataset, and notices where the source has changed under them. Pure.
import type { Correction } from '../../api/correction.ts'
import type { SourceSays } from './correction-store.ts'

export interface CorrectionCounts {
  /** Cells that were put in. */
  made: number
  /** Cells whose source says something else than before. */
  overtaken: SourceSays[]
}

export class Corrections {
  private readonly byRow: Map<string, { at: number; correction: Correction }[]>
  readonly counts: CorrectionCounts = { made: 0, overtaken: [] }

  /** `names`: the columns of the dataset. Corrections of columns that are not there wait until they are again. */
  constructor(names: readonly string[], corrections: readonly Correction[]) {
    const placed = corrections.flatMap((correction) => {
      const at = names.indexOf(correction.column)
      return at === -1 ? [] : [{ at, correction }]
    })
    this.byRow = Map.groupBy(placed, ({ correction }) => correction.rowKey)
  }

  /** The cells with what was corrected, before anything is made of them. */
  peek(rowKey: string, cells: readonly string[]): readonly string[] {
    const mine = this.byRow.get(rowKey)
    if (!mine) return cells
    const corrected = cells.slice()
    for (const { at, correction } of mine) corrected[at] = correction.value
    return corrected
  }

  /** Whether somebody has corrected this cell. */
  has(rowKey: string, column: string): boolean {
    return this.byRow.get(rowKey)?.some(({ correction }) => correction.column === column) ?? false
  }

  /** The cells as they are to be stored. */
  of(rowKey: string, cells: string[]): string[] {
    const mine = this.byRow.get(rowKey)
    if (!mine) return cells
    const corrected = cells.slice()
    for (const { at, correction } of mine) {
      const sourceValue = cells[at]!
      corrected[at] = correction.value
      this.counts.made++
      if (sourceValue !== correction.sourceValue)
        this.counts.overtaken.push({ rowKey, column: correction.column, sourceValue })
    }
    return corrected
  }
}

/** What became of them, for the owner. */
export function correctionNotes({ made, overtaken }: CorrectionCounts): string[] {
  if (made === 0) return []
  const put = `${made === 1 ? '1 cell that was' : `${made} cells that were`} corrected by hand stay${made === 1 ? 's' : ''} as corrected.`
  if (overtaken.length === 0) return [put]
  const shown = overtaken.slice(0, 3).map(({ rowKey, column }) => `${column} of ${rowKey}`)
  const more = overtaken.length > shown.length ? ', and more' : ''
  return [
    put,
    `The source itself says something else now in ${overtaken.length} of them: ${shown.join(', ')}${more}. Look whether the corrections are still right.`,
  ]
}
