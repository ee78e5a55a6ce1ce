// xl/worksheets/sheet1.xml: its rows as they stand there, each cell as text.
import { limits } from '../../limits.ts'
import { SourceError } from '../../source-error.ts'
import { cellName, columnOf } from '../sheet/cell-reference.ts'
import type { SheetFindings } from '../sheet/findings.ts'
import { localName, type XmlHandlers } from '../xml-events.ts'
import type { CellFormat } from './cell-format.ts'
import { decodeEscapes } from './escapes.ts'
import { isTrue } from './workbook.ts'

export interface SheetContext {
  /** The text of this number; undefined where there is none. */
  sharedString(index: number): string | undefined
  /** By the number of the cell's style. */
  format(style: number): CellFormat
  findings: SheetFindings
  onRow(line: number | null, cells: string[], isHidden: boolean): void
}

/** Excel's own limit; a column beyond it is a mistake of who wrote the file. */
const mostColumns = 16_384

export class SheetParser implements XmlHandlers {
  readonly #context: SheetContext
  #line: number | null = null
  /** Counted where the file does not number its rows. */
  #lines = 0
  #isHidden = false
  #cells: string[] = []
  #rowLength = 0
  #column = -1
  #type = ''
  #style = 0
  #value = ''
  #hasValue = false
  #hasFormula = false
  #isInline = false
  /** The text that comes is part of the cell's value. */
  #isCaptured = false
  #isPhonetic = false

  constructor(context: SheetContext) {
    this.#context = context
  }

  open(qualified: string, attributes: Record<string, string>): void {
    switch (localName(qualified)) {
      case 'c':
        this.#openCell(attributes)
        return
      case 'v':
        this.#isCaptured = true
        this.#hasValue = true
        return
      case 'f':
        this.#hasFormula = true
        return
      case 'row':
        this.#openRow(attributes)
        return
      case 'is':
        this.#isInline = true
        this.#hasValue = true
        return
      case 't':
        this.#isCaptured = this.#isInline && !this.#isPhonetic
        return
      case 'rPh':
        this.#isPhonetic = true
        return
      case 'col':
        if (isTrue(attributes['hidden'])) {
          this.#context.findings.hiddenColumns(Number(attributes['min']) - 1, Number(attributes['max']) - 1)
        }
        return
      case 'mergeCell':
        this.#context.findings.merged(attributes['ref'] ?? '')
        return
    }
  }

  text(content: string): void {
    if (this.#isCaptured) this.#value += content
  }

  close(qualified: string): void {
    switch (localName(qualified)) {
      case 'c':
        this.#closeCell()
        return
      case 'v':
      case 't':
        this.#isCaptured = false
        return
      case 'is':
        this.#isInline = false
        return
      case 'rPh':
        this.#isPhonetic = false
        return
      case 'row':
        this.#context.onRow(this.#line, this.#cells, this.#isHidden)
    }
  }

  #openRow({ r, hidden }: Record<string, string>): void {
    const number = r === undefined ? Number.NaN : Number(r)
    this.#line = Number.isSafeInteger(number) && number > 0 ? number : null
    this.#lines = this.#line ?? this.#lines + 1
    this.#isHidden = isTrue(hidden)
    this.#cells = []
    this.#rowLength = 0
    this.#column = -1
  }

  #openCell({ r, t, s }: Record<string, string>): void {
    const column = r === undefined ? -1 : columnOf(r)
    this.#column = column === -1 ? this.#column + 1 : column
    if (this.#column >= mostColumns) {
      throw new SourceError(
        'too_many_columns',
        `Row ${this.#lines} of the sheet has a cell in column ${this.#column + 1}; sheets have at most ${mostColumns.toLocaleString('en')}.`,
        [this.#lines],
      )
    }
    this.#type = t ?? 'n'
    this.#style = s === undefined ? 0 : Number(s)
    this.#value = ''
    this.#hasValue = false
    this.#hasFormula = false
  }

  #closeCell(): void {
    const text = this.#text()
    if (text === '') return
    this.#rowLength += text.length
    if (text.length > limits.cell) throw this.#tooLong('cell_too_large', `Cell ${this.#name()}`, limits.cell)
    if (this.#rowLength > limits.row) throw this.#tooLong('row_too_large', `Row ${this.#lines}`, limits.row)
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = text
  }

  #text(): string {
    const { findings, format } = this.#context
    if (!this.#hasValue) {
      if (this.#hasFormula) findings.missing(this.#column, this.#lines)
      return ''
    }
    const value = this.#value
    switch (this.#type) {
      case 's':
        return format(this.#style).text(this.#shared(value))
      case 'inlineStr':
      case 'str':
        return format(this.#style).text(decodeEscapes(value))
      case 'b':
        return value.trim() === '' ? '' : isTrue(value.trim()) ? 'TRUE' : 'FALSE'
      case 'e':
        findings.error(value, this.#column, this.#lines)
        return value
      case 'd':
        return format(this.#style).date(value.trim())
      default:
        return format(this.#style).number(value.trim())
    }
  }

  #shared(value: string): string {
    const text = value.trim() === '' ? '' : this.#context.sharedString(Number(value))
    if (text !== undefined) return text
    throw new SourceError(
      'broken_archive',
      `Cell ${this.#name()} refers to text ${value}, which the workbook does not have. Open and save it again where it comes from.`,
      [this.#lines],
    )
  }

  #name(): string {
    return cellName(this.#column, this.#lines)
  }

  #tooLong(code: string, where: string, most: number): SourceError {
    return new SourceError(
      code,
      `${where} has more than ${most.toLocaleString('en')} characters, the most that can be used. Shorten it.`,
      [this.#lines],
    )
  }
}
