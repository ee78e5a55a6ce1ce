// Lists of records become tables: a record's values have paths (`address.city`), and a path is a column. What occurs
// more than once in a record is joined.
import { limits } from '../../limits.ts'
import { SourceError } from '../../source-error.ts'

export interface RecordHandlers {
  /** A value of a record, by its path in it; '' is the record itself. */
  value(path: string, text: string): void
  /** A record is complete. */
  record(): void
}

/** Some of them may turn out to be no columns. */
const mostPaths = 2 * limits.columns

/** The columns of a list, found by walking over all of it. */
export class ColumnFinder {
  /** By path, in the order in which they are first met: whether any record has a value there. */
  readonly #paths = new Map<string, boolean>()

  add(path: string, text: string): void {
    if (text !== '') this.#paths.set(path, true)
    else if (!this.#paths.has(path)) this.#paths.set(path, false)
    if (this.#paths.size > mostPaths) throw tooMany()
  }

  /** Without those that only ever say that something with values of its own is missing (`address: null`). */
  get columns(): string[] {
    const parents = new Set([...this.#paths.keys()].flatMap(parentsOf))
    const columns = [...this.#paths].flatMap(([path, isFilled]) =>
      isFilled || !parents.has(path) ? [path] : [],
    )
    if (columns.length > limits.columns) throw tooMany()
    return columns
  }
}

function parentsOf(path: string): string[] {
  const parts = path.split('.')
  return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('.'))
}

function tooMany(): SourceError {
  return new SourceError(
    'too_many_columns',
    `The records of this list have more than ${limits.columns} different values, the most that can be used as columns. ` +
      'Perhaps its records are keyed by name instead of listed; choose another list.',
  )
}

/** Builds the rows of a list with these columns. */
export class RowBuilder {
  readonly #columns: ReadonlyMap<string, number>
  readonly #joinWith: string
  #cells: (string | undefined)[] = []
  #length = 0

  constructor(columns: readonly string[], joinWith: string) {
    this.#columns = new Map(columns.map((path, n) => [path, n]))
    this.#joinWith = joinWith
  }

  /** `record`: its number, for what is said of it. */
  add(path: string, text: string, record: number): void {
    const column = this.#columns.get(path)
    if (column === undefined || text === '') return
    const before = this.#cells[column]
    const cell = before === undefined ? text : `${before}${this.#joinWith}${text}`
    this.#length += text.length
    if (cell.length > limits.cell)
      throw tooLong('cell_too_large', `"${path}" of record ${record}`, limits.cell, record)
    if (this.#length > limits.row) throw tooLong('row_too_large', `Record ${record}`, limits.row, record)
    this.#cells[column] = cell
  }

  /** The cells of the record; begins the next one. */
  take(): string[] {
    const cells = Array.from({ length: this.#columns.size }, (_, n) => this.#cells[n] ?? '')
    this.#cells = []
    this.#length = 0
    return cells
  }
}

function tooLong(code: string, what: string, most: number, record: number): SourceError {
  return new SourceError(
    code,
    `${what} has more than ${most.toLocaleString('en')} characters, the most that can be used. Shorten it.`,
    [record],
  )
}
