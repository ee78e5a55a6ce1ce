// Splits delimited text into rows, a chunk at a time. Strict, so that nothing shifts or vanishes in silence, and
// precise: every refusal names the line on which the trouble began. Why not a package: docs/decisions/csv-parser.md.
import { limits } from '../../limits.ts'
import { SourceError } from '../../source-error.ts'
import type { SourceRow } from '../format.ts'

const quote = 34
const lineFeed = 10
const carriageReturn = 13

/** `closed`: blanks after a closing quote, behind which nothing but the end of the cell may come. */
type State = 'start' | 'plain' | 'quoted' | 'after_quote' | 'closed'

export class CsvParser {
  blankLines = 0
  /** Quotes in the middle of a cell that is not quoted, which are text: `5" pipe`. */
  literalQuotes = 0
  firstLiteralQuote = 0
  /** Both kinds of line ending that end a row with a line feed were met. */
  hasMixedLineEndings = false
  private readonly delimiter: number
  private state: State = 'start'
  private cells: string[] = []
  private cell = ''
  private rowLength = 0
  private wasQuoted = false
  private line: number
  private rowLine: number
  private quoteLine = 1
  /** A carriage return ended the last chunk: only the next character tells what it was. */
  private pendingReturn = false
  private ending: 'unknown' | 'lf' | 'crlf' | 'cr' = 'unknown'

  /** @param firstLine the number of the line with which the text begins */
  constructor(delimiter: string, firstLine = 1) {
    this.delimiter = delimiter.charCodeAt(0)
    this.line = firstLine
    this.rowLine = firstLine
  }

  /** The rows that are complete with this chunk. */
  push(chunk: string): SourceRow[] {
    const rows: SourceRow[] = []
    const text = chunk
    const length = text.length
    let i = 0
    if (this.pendingReturn && length > 0) {
      this.pendingReturn = false
      i = this.endLineAtReturn(text, 0, rows)
    }
    while (i < length) {
      if (this.state === 'quoted') {
        i = this.readQuoted(text, i)
        continue
      }
      const code = text.charCodeAt(i)
      if (code === this.delimiter) {
        this.endCell()
        i++
      } else if (code === lineFeed) {
        this.sawEnding('lf')
        this.endRow(rows)
        i++
      } else if (code === carriageReturn) {
        if (i + 1 === length) {
          this.pendingReturn = true
          i++
        } else i = this.endLineAtReturn(text, i + 1, rows)
      } else if (code === quote) {
        this.openOrDoubleQuote()
        i++
      } else if (this.state === 'after_quote' || this.state === 'closed') {
        if (!isBlank(code)) throw this.strayQuote()
        this.state = 'closed'
        i++
      } else i = this.readPlain(text, i)
    }
    return rows
  }

  /** The last row, when the text did not end with a line ending. */
  end(): SourceRow[] {
    const rows: SourceRow[] = []
    if (this.pendingReturn) {
      // Behind lines that end with a line feed it is an ending that was cut off: nothing comes after it to be shifted.
      if (this.ending === 'unknown' || this.ending === 'cr') this.sawEnding('cr')
      this.endRow(rows)
    }
    if (this.state === 'quoted') {
      throw new SourceError(
        'quote_not_closed',
        `The quote that opens in line ${this.quoteLine} is never closed, so the rest of the file would become one cell. ` +
          'Close it, or double it ("") where the text itself contains a quote.',
        [this.quoteLine],
      )
    }
    if (this.state !== 'start' || this.cells.length > 0) this.endRow(rows)
    return rows
  }

  private readPlain(text: string, from: number): number {
    let i = from
    const { delimiter } = this
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === delimiter || code === lineFeed || code === carriageReturn || code === quote) break
    }
    this.state = 'plain'
    this.append(text.slice(from, i))
    return i
  }

  private readQuoted(text: string, from: number): number {
    const close = text.indexOf('"', from)
    const end = close === -1 ? text.length : close
    const part = text.slice(from, end)
    const breaks = this.ending === 'cr' ? '\r' : '\n'
    for (let at = part.indexOf(breaks); at !== -1; at = part.indexOf(breaks, at + 1)) this.line++
    this.append(part)
    if (close === -1) return end
    this.state = 'after_quote'
    return close + 1
  }

  private openOrDoubleQuote(): void {
    if (this.state === 'closed') throw this.strayQuote()
    if (this.state === 'plain' && this.cell.trim() !== '') {
      this.takeLiteralQuote()
      return
    }
    if (this.state === 'after_quote') this.append('"')
    else {
      // Blanks between a delimiter and a quote belong to neither.
      this.cell = ''
      this.quoteLine = this.line
      this.wasQuoted = true
    }
    this.state = 'quoted'
  }

  private takeLiteralQuote(): void {
    if (this.literalQuotes === 0) this.firstLiteralQuote = this.line
    this.literalQuotes++
    this.append('"')
  }

  private append(part: string): void {
    this.cell = this.cell === '' ? part : this.cell + part
    this.rowLength += part.length
    if (this.cell.length > limits.cell) {
      const inQuote = this.wasQuoted
        ? ` Perhaps the quote that opens in line ${this.quoteLine} is never closed.`
        : ''
      throw new SourceError(
        'cell_too_large',
        `The cell in line ${this.rowLine}, column ${this.cells.length + 1} is larger than 1 MB, more than a page can hold.${inQuote}`,
        [this.rowLine],
      )
    }
    if (this.rowLength > limits.row) {
      throw new SourceError(
        'row_too_large',
        `The row that starts in line ${this.rowLine} is larger than 4 MB, more than a page can hold.`,
        [this.rowLine],
      )
    }
  }

  private endCell(): void {
    this.cells.push(this.cell)
    this.cell = ''
    this.state = 'start'
    this.rowLength++
    if (this.rowLength > limits.row) this.append('')
  }

  private endRow(rows: SourceRow[]): void {
    const isBlank = this.state === 'start' && this.cells.length === 0 && this.cell === '' && !this.wasQuoted
    if (isBlank) this.blankLines++
    else {
      this.endCell()
      rows.push({ line: this.rowLine, cells: this.cells })
      this.cells = []
    }
    this.rowLength = 0
    this.wasQuoted = false
    this.state = 'start'
    this.line++
    this.rowLine = this.line
  }

  private endLineAtReturn(text: string, next: number, rows: SourceRow[]): number {
    const isPair = text.charCodeAt(next) === lineFeed
    this.sawEnding(isPair ? 'crlf' : 'cr')
    this.endRow(rows)
    return isPair ? next + 1 : next
  }

  /** One rule for the whole file: either a line feed ends a row (a carriage return before it belongs to it), or a
   * carriage return alone does. A file with both would shift cells into wrong rows. */
  private sawEnding(ending: 'lf' | 'crlf' | 'cr'): void {
    if (this.ending === ending) return
    if (this.ending === 'unknown') this.ending = ending
    else if (this.ending === 'cr' || ending === 'cr') {
      throw new SourceError(
        'line_endings',
        `Line ${this.line} ends with ${endingNames[ending]}, earlier ones with ${endingNames[this.ending]}: ` +
          'it is unclear where rows end. Save the file again with one kind of line ending.',
        [this.line],
      )
    } else this.hasMixedLineEndings = true
  }

  private strayQuote(): SourceError {
    return new SourceError(
      'quote_in_cell',
      `In line ${this.line}, column ${this.cells.length + 1} text follows a closing quote. The quote opened in line ${this.quoteLine}; quotes inside the text must be doubled ("").`,
      [this.quoteLine],
    )
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9
}

const endingNames = { lf: 'a line feed', crlf: 'a line feed', cr: 'a carriage return alone' } as const
