// From the rows of a sheet, with gaps, to those of a table: what is above and left of it is left out, blank rows are
// skipped, and every row has at least the table's width.
import type { SourceRow } from '../format.ts'
import { cellName } from './cell-reference.ts'
import type { SheetFindings } from './findings.ts'

export interface GridPlace {
  /** The row with which the table begins, from 1. */
  startLine: number
  /** The column with which it begins, from 0. */
  startColumn: number
  /** How many columns it has at least. */
  columns: number
}

export class Grid {
  readonly #place: GridPlace
  readonly #findings: SheetFindings
  #lastLine = 0
  /** Blank rows since the last filled one. */
  #blank = 0
  #skipped = 0
  #rows = 0
  #outside = 0
  #firstOutside = ''

  constructor(place: GridPlace, findings: SheetFindings) {
    this.#place = place
    this.#findings = findings
  }

  /**
   * The row as the table has it; null for one that it does not have. `line`: the row's number in the sheet, null where
   * the file does not say, which is the next one. Takes the array over.
   */
  add(line: number | null, cells: string[], isHidden: boolean): SourceRow | null {
    const { startLine, startColumn, columns } = this.#place
    const number = Math.max(line ?? 0, this.#lastLine + 1)
    const gap = number - this.#lastLine - 1
    this.#lastLine = number
    if (number < startLine) return null
    while (cells.length > 0 && cells[cells.length - 1]!.trim() === '') cells.pop()
    const rest = startColumn === 0 ? cells : this.#cut(cells, number)
    if (rest.length === 0) {
      // Blank rows behind the last one are no gap in the table.
      this.#blank += this.#rows > 0 ? gap + 1 : 0
      return null
    }
    if (this.#rows++ > 0) this.#skipped += this.#blank + gap
    this.#blank = 0
    if (isHidden) this.#findings.hiddenRow()
    this.#findings.row(startColumn + rest.length)
    while (rest.length < columns) rest.push('')
    return { line: number, cells: rest }
  }

  /** What stands left of the table is not part of it; it is told. */
  #cut(cells: string[], line: number): string[] {
    const { startColumn } = this.#place
    for (let column = 0; column < startColumn && column < cells.length; column++) {
      if (cells[column]!.trim() !== '' && this.#outside++ === 0) this.#firstOutside = cellName(column, line)
    }
    return cells.slice(startColumn)
  }

  notes(): string[] {
    return [
      ...(this.#skipped > 0 ? [`${this.#skipped} blank row${this.#skipped === 1 ? '' : 's'} skipped.`] : []),
      ...(this.#outside > 0
        ? [
            `${this.#outside === 1 ? '1 cell' : `${this.#outside} cells`} left of the table left out, the first in ${this.#firstOutside}.`,
          ]
        : []),
      ...this.#findings.notes(),
    ]
  }
}
