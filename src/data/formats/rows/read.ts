// Bytes to lines to rows, streamed.
import { createReadStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { limits } from '../../limits.ts'
import { SourceError } from '../../source-error.ts'
import type { Reading, SourceRow, TableFile } from '../format.ts'
import { brokenRows, readEnds } from './ends.ts'
import type { RowsEnd } from './layout.ts'

const chunkBytes = 65_536
/** Of one line: a row with each character escaped. */
const longestLine = 6 * limits.row + limits.columns * 3

export function readRows(file: TableFile): Reading {
  let bytesRead = 0
  let notes: readonly string[] = []
  async function* read() {
    const { end } = await readEnds(file)
    notes = end.notes
    // The names of the columns come first, and have no number. Without any there is no table.
    if (end.columns.length > 0) yield [{ line: 0, cells: [...end.columns] }]
    const taker = new RowTaker(end)
    const lines = new LineSplitter()
    for await (const chunk of createReadStream(file.path, { highWaterMark: chunkBytes })) {
      const bytes = chunk as Buffer
      bytesRead += bytes.length
      const rows = taker.take(lines.push(bytes))
      if (rows.length > 0) yield rows
      // A file in the page cache arrives without ever waiting: let requests in between.
      await setImmediate()
    }
    taker.finish()
  }
  return {
    rows: read,
    get bytesRead() {
      return bytesRead
    },
    get fraction() {
      return Math.min(1, bytesRead / Math.max(1, file.bytes))
    },
    notes: () => [...notes],
  }
}

class LineSplitter {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true })
  private held = ''

  /** The lines that are whole by now. */
  push(bytes: Buffer): string[] {
    let text: string
    try {
      text = this.held + this.decoder.decode(bytes, { stream: true })
    } catch {
      throw brokenRows('is not UTF-8')
    }
    const lines = text.split('\n')
    this.held = lines.pop()!
    if (this.held.length > longestLine) throw brokenRows('has a line that is longer than any row')
    return lines
  }
}

/** Takes the lines of a file in their order. */
class RowTaker {
  private readonly end: RowsEnd
  private isHead = true
  private isOver = false
  private next = 1
  private count = 0

  constructor(end: RowsEnd) {
    this.end = end
  }

  take(lines: string[]): SourceRow[] {
    return lines.flatMap((line) => this.takeLine(line) ?? [])
  }

  finish(): void {
    if (!this.isOver || this.count !== this.end.rows)
      throw brokenRows(`holds ${this.count} rows in place of ${this.end.rows}`)
  }

  private takeLine(text: string): SourceRow | null {
    if (this.isHead) {
      this.isHead = false
      return null
    }
    if (this.isOver) throw brokenRows('goes on after its end')
    if (text.startsWith('{')) {
      this.isOver = true
      return null
    }
    const found = parseLine(text)
    if (typeof found !== 'number') return this.takeRow(found)
    if (found < this.next) throw brokenRows('numbers its rows backwards')
    this.next = found
    return null
  }

  private takeRow(cells: string[]): SourceRow {
    const line = this.next++
    this.count++
    refuseLarge(cells, this.end, line)
    // Columns that were found later have nothing in earlier rows.
    while (cells.length < this.end.columns.length) cells.push('')
    return { line, cells }
  }
}

function parseLine(text: string): string[] | number {
  const value = parseJson(text)
  if (Array.isArray(value) && value.every((cell) => typeof cell === 'string')) return value
  if (Number.isSafeInteger(value)) return value as number
  throw brokenRows('has a line that is no row')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refuseLarge(cells: readonly string[], { columns }: RowsEnd, line: number): void {
  let length = cells.length
  for (const [index, cell] of cells.entries()) {
    length += cell.length
    if (cell.length <= limits.cell) continue
    throw new SourceError(
      'cell_too_large',
      `The cell "${columns[index] ?? index + 1}" of row ${line} is larger than 1 MB, more than a page can hold. Shorten it, or leave the column out.`,
      [line],
    )
  }
  if (length > limits.row) {
    throw new SourceError(
      'row_too_large',
      `Row ${line} is larger than 4 MB, more than a page can hold. Shorten it, or leave columns out.`,
      [line],
    )
  }
}
