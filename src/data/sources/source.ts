// One way in: whatever the file is, it becomes rows of texts with the line they start on.

/** Files are refused beyond these; the reasons are in docs/decisions. */
export const limits = {
  columns: 500,
  rows: 1_000_000,
  /** Characters. Wix takes 500 KB for a whole item. */
  cell: 1_048_576,
  /** Characters of all cells of one row. */
  row: 4_194_304,
  headerName: 200,
  /** Bytes of an upload. */
  file: 5_000_000_000,
} as const

export interface SourceRow {
  /** The line of the file on which the row starts, counted from 1. */
  line: number
  cells: string[]
}

export interface Decision {
  name: string
  value: string
  reason: string
}

/** How a file is to be read. Every value is decided; nothing is guessed while reading. */
export interface ReadSettings {
  encoding: Encoding
  delimiter: string
  hasHeader: boolean
  replaceInvalidBytes: boolean
  /** The first line is `sep=;` and not a row. */
  skipFirstLine: boolean
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1' | 'shift_jis'

/** Rows of one file, in order, in groups of whatever size is convenient; the header is a row like any other. */
export interface Source {
  rows(): AsyncIterable<SourceRow[]>
  /** Bytes read so far, for progress. */
  readonly bytesRead: number
  /** What reading has brought to light so far, in words ("3 blank lines were skipped"). */
  notes(): string[]
}

/** The file cannot be used as it is. `message`: what, where, and what to do. */
export class SourceError extends Error {
  readonly code: string
  readonly lines: number[]

  constructor(code: string, message: string, lines: number[] = []) {
    super(message)
    this.name = 'SourceError'
    this.code = code
    this.lines = lines
  }
}
