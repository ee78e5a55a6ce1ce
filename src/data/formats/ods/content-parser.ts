// content.xml of an OpenDocument spreadsheet: all sheets behind each other. OpenDocument 1.3 part 3, 9 (tables).
import { limits } from '../../limits.ts'
import { SourceError } from '../../source-error.ts'
import { cellName } from '../sheet/cell-reference.ts'
import type { XmlHandlers } from '../xml-events.ts'
import { type OdsCell, readCell } from './cell-text.ts'

export interface OdsSheet {
  name: string
  isHidden: boolean
}

export interface OdsRow {
  /** The first of them, from 1. */
  line: number
  /** How many rows like this stand here. */
  times: number
  cells: string[]
  isHidden: boolean
}

export interface OdsHandlers {
  sheet(sheet: OdsSheet): void
  row(row: OdsRow): void
  error(text: string, column: number, line: number): void
  missing(column: number, line: number): void
  merged(area: string): void
  hiddenColumns(from: number, to: number): void
}

const mostColumns = 16_384
/** What stands in a sheet or a cell and is none of its text. */
const skipped = new Set([
  'office:annotation',
  'table:shapes',
  'table:tracked-changes',
  'table:dde-links',
  'draw:frame',
  'draw:custom-shape',
  'office:forms',
])

export class ContentParser implements XmlHandlers {
  readonly #handlers: OdsHandlers
  readonly #values: 'shown' | 'stored'
  /** Elements that are open within one whose content is left out, itself included. */
  #skip = 0
  readonly #hiddenStyles = new Set<string>()
  #style = ''
  #tables = 0
  #line = 1
  #columnsAt = 0
  #row: OdsRow | null = null
  #column = 0
  #length = 0
  #cell: OdsCell | null = null
  #repeat = 1
  #inParagraph = 0

  constructor(handlers: OdsHandlers, values: 'shown' | 'stored') {
    this.#handlers = handlers
    this.#values = values
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.#skip > 0 || skipped.has(name)) {
      this.#skip++
      return
    }
    switch (name) {
      case 'style:style':
        this.#style = attributes['style:name'] ?? ''
        return
      case 'style:table-properties':
        if (attributes['table:display'] === 'false') this.#hiddenStyles.add(this.#style)
        return
      case 'table:table':
        this.#openTable(attributes)
        return
      case 'table:table-column':
        this.#addColumns(attributes)
        return
      case 'table:table-row':
        this.#openRow(attributes)
        return
      case 'table:table-cell':
      case 'table:covered-table-cell':
        this.#openCell(attributes)
        return
      default:
        if (this.#cell) this.#openText(name, attributes)
    }
  }

  #openTable(attributes: Record<string, string>): void {
    // A table within a cell is none of the sheets.
    if (this.#tables++ > 0) {
      this.#skip = 1
      return
    }
    this.#line = 1
    this.#columnsAt = 0
    this.#handlers.sheet({
      name: attributes['table:name'] ?? '',
      isHidden: this.#hiddenStyles.has(attributes['table:style-name'] ?? ''),
    })
  }

  #addColumns(attributes: Record<string, string>): void {
    const count = countOf(attributes['table:number-columns-repeated'])
    if (isCollapsed(attributes)) this.#handlers.hiddenColumns(this.#columnsAt, this.#columnsAt + count - 1)
    this.#columnsAt += count
  }

  #openRow(attributes: Record<string, string>): void {
    const times = countOf(attributes['table:number-rows-repeated'])
    this.#row = { line: this.#line, times, cells: [], isHidden: isCollapsed(attributes) }
    this.#column = 0
    this.#length = 0
  }

  #openCell(attributes: Record<string, string>): void {
    this.#cell = { attributes, text: null }
    this.#repeat = countOf(attributes['table:number-columns-repeated'])
    this.#inParagraph = 0
    const spans = ['table:number-columns-spanned', 'table:number-rows-spanned']
    if (this.#row && spans.some((name) => countOf(attributes[name]) > 1)) {
      this.#handlers.merged(cellName(this.#column, this.#row.line))
    }
  }

  #openText(name: string, attributes: Record<string, string>): void {
    const cell = this.#cell!
    if (name === 'text:p' || name === 'text:h') {
      if (this.#inParagraph++ === 0) cell.text = cell.text === null ? '' : `${cell.text}\n`
    } else if (this.#inParagraph > 0) {
      if (name === 'text:s') cell.text += ' '.repeat(Math.min(1000, countOf(attributes['text:c'])))
      else if (name === 'text:tab') cell.text += '\t'
      else if (name === 'text:line-break') cell.text += '\n'
    }
  }

  text(content: string): void {
    if (this.#skip > 0 || this.#inParagraph === 0 || !this.#cell) return
    // White space in the file is one space; more of it has elements of its own.
    this.#cell.text += content.replace(/[ \t\n\r]+/g, ' ')
  }

  close(name: string): void {
    if (this.#skip > 0) {
      this.#skip--
      if (name === 'table:table' && this.#skip === 0) this.#tables--
      return
    }
    if (name === 'text:p' || name === 'text:h') this.#inParagraph = Math.max(0, this.#inParagraph - 1)
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#closeCell()
    else if (name === 'table:table-row') this.#closeRow()
    else if (name === 'table:table') this.#tables--
  }

  #closeCell(): void {
    const cell = this.#cell
    const row = this.#row
    this.#cell = null
    if (!cell || !row) return
    const { text, kind } = readCell(cell, this.#values)
    if (kind === 'error') this.#handlers.error(text, this.#column, row.line)
    else if (kind === 'missing') this.#handlers.missing(this.#column, row.line)
    if (text !== '') this.#fill(row, text)
    this.#column += this.#repeat
  }

  #fill({ cells, line }: OdsRow, text: string): void {
    if (this.#column + this.#repeat > mostColumns) {
      throw new SourceError(
        'too_many_columns',
        `Row ${line} of the sheet has cells in more than ${mostColumns.toLocaleString('en')} columns. Remove what stands right of the table.`,
        [line],
      )
    }
    this.#length += text.length * this.#repeat
    if (text.length > limits.cell)
      throw tooLong('cell_too_large', `Cell ${cellName(this.#column, line)}`, limits.cell, line)
    if (this.#length > limits.row) throw tooLong('row_too_large', `Row ${line}`, limits.row, line)
    while (cells.length < this.#column) cells.push('')
    for (let n = 0; n < this.#repeat; n++) cells.push(text)
  }

  #closeRow(): void {
    const row = this.#row
    this.#row = null
    if (!row) return
    this.#handlers.row(row)
    this.#line += row.times
  }
}

function isCollapsed(attributes: Record<string, string>): boolean {
  const visibility = attributes['table:visibility']
  return visibility === 'collapse' || visibility === 'filter'
}

/** How often something stands there: once, unless it says otherwise. */
function countOf(text: string | undefined): number {
  const count = Number(text ?? 1)
  return Number.isSafeInteger(count) && count > 0 ? count : 1
}

function tooLong(code: string, where: string, most: number, line: number): SourceError {
  return new SourceError(
    code,
    `${where} has more than ${most.toLocaleString('en')} characters, the most that can be used. Shorten it.`,
    [line],
  )
}
