// What a sheet holds beside texts and numbers, counted while it is read and told in words.
import { shorten } from '../../../api/shorten.ts'
import { cellName } from './cell-reference.ts'

/** Characters of what stands in the file that are shown. */
const longest = 40

/** How many there are, and where the first one stands. */
class Finding {
  count = 0
  first = ''

  add(where: string): void {
    if (this.count++ === 0) this.first = where
  }
}

export class SheetFindings {
  readonly #errors = new Finding()
  #firstError = ''
  readonly #missing = new Finding()
  readonly #merged = new Finding()
  #hiddenRows = 0
  readonly #hiddenColumns: [from: number, to: number][] = []
  #width = 0

  /** A cell that shows an error, such as #N/A. */
  error(text: string, column: number, line: number): void {
    if (this.#errors.count === 0) this.#firstError = shorten(text, longest)
    this.#errors.add(cellName(column, line))
  }

  /** A formula without its result. */
  missing(column: number, line: number): void {
    this.#missing.add(cellName(column, line))
  }

  /** `area`: "A1:C1", or the first cell alone. */
  merged(area: string): void {
    this.#merged.add(shorten(area, longest))
  }

  hiddenRow(): void {
    this.#hiddenRows++
  }

  /** Both from 0. */
  hiddenColumns(from: number, to: number): void {
    this.#hiddenColumns.push([from, to])
  }

  /** The cells of a row that is used. */
  row(width: number): void {
    if (width > this.#width) this.#width = width
  }

  notes(): string[] {
    const notes: string[] = []
    if (this.#errors.count > 0) {
      notes.push(
        `${cells(this.#errors.count)} ${this.#errors.count === 1 ? 'shows' : 'show'} an error of the spreadsheet, the first ${this.#firstError} in ${this.#errors.first}; read as that text.`,
      )
    }
    if (this.#missing.count > 0) {
      notes.push(
        `${cells(this.#missing.count)} ${this.#missing.count === 1 ? 'holds' : 'hold'} a formula whose result is not in the file, the first in ${this.#missing.first}; read as empty. Open and save the file in a spreadsheet program, which computes them.`,
      )
    }
    if (this.#merged.count > 0) {
      notes.push(
        `${this.#merged.count === 1 ? '1 area' : `${this.#merged.count} areas`} of merged cells, the first at ${this.#merged.first}: the value stands in the first cell, the others are empty.`,
      )
    }
    if (this.#hiddenRows > 0) {
      notes.push(
        `${this.#hiddenRows === 1 ? '1 row is hidden and was' : `${this.#hiddenRows} rows are hidden and were`} read like the others.`,
      )
    }
    const columns = this.#countHiddenColumns()
    if (columns > 0) {
      notes.push(
        `${columns === 1 ? '1 column is hidden and was' : `${columns} columns are hidden and were`} read like the others.`,
      )
    }
    return notes
  }

  /** Those that hold something: many people hide all columns behind their table. */
  #countHiddenColumns(): number {
    return this.#hiddenColumns.reduce(
      (sum, [from, to]) => sum + Math.max(0, Math.min(to, this.#width - 1) - from + 1),
      0,
    )
  }
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`
}
