// The contract of a format: how the rows of a file are read. One folder for each, one line in `index.ts`; nothing
// outside that folder knows one format from another. Where the file comes from is not its business.
import type { ZodType } from 'zod'
import type { EncodingReading, ImportDecision } from '../../api/import.ts'

export interface SourceRow {
  /**
   * Where the row stands, counted from 1: the line of a file on which it starts, the row of a sheet, the place in a
   * list. Grows from row to row; `words.place` says what it counts. Called a line wherever rows are stored.
   */
  line: number
  cells: string[]
}

/** With `setting` and `choices` where there is a list to choose from: every door shows it without knowing the format. */
export type Decision = ImportDecision

/** How rows are to be read. Every value is decided; nothing is guessed while reading. Kept as JSON. */
export interface Settings {
  /** The first row names the columns. True too where the source knows their names: it gives them as the first row. */
  hasHeader: boolean
  /** What a row's number counts in this file, where the format leaves that open. */
  place?: FormatWords['place']
  /** The column that tells rows apart, where whoever wrote the file knew it: proposed as the key. */
  suggestedKey?: string | null
}

export interface Decided<S extends Settings> {
  settings: S
  /** What was decided and why, in words, for the owner to change. */
  decisions: Decision[]
  notes: string[]
  /** What the first rows are in each encoding they may be in; none where there is no such doubt. */
  readings: EncodingReading[]
}

/** One walk over all rows. */
export interface Reading {
  /** In order, in groups of whatever size is convenient; the header is a row like any other. */
  rows(): AsyncIterable<SourceRow[]>
  /** Bytes that have arrived so far. */
  readonly bytesRead: number
  /** Share of the whole that has been read, 0 to 1; null while nobody can tell. */
  readonly fraction: number | null
  /** What reading has brought to light so far, in words ("3 blank lines skipped."). */
  notes(): string[]
}

export interface TableFile {
  path: string
  bytes: number
}

export interface FormatWords {
  /** "CSV file". */
  name: string
  /** What holds the rows, in sentences: "The file has more than". */
  whole: string
  /** What a row's number counts: "line" and "lines". */
  place: readonly [one: string, many: string]
}

export interface Format<Config = unknown, S extends Settings = Settings> {
  /** The folder's name; stands in the database. */
  readonly id: string
  readonly words: FormatWords
  /** What the owner may choose about a file. The form, the command line and the API come from this one schema. */
  readonly config: ZodType<Config>
  readonly defaultConfig: Config
  /** Whether a file is of this kind, by its first bytes. */
  accepts(head: Buffer): boolean
  /** Decides whatever the owner left open, or refuses with a `SourceError`. May look at the rows, and changes nothing. */
  decide(config: Config, file: TableFile, signal: AbortSignal): Promise<Decided<S>>
  /** Choices by which the next file of a source is read as this one was, where guessing might go another way. */
  pin?(config: Config, settings: S): Config
  /**
   * Reads all rows, again from the beginning each time. Memory must not grow with their number. Whatever cannot be
   * read is a `SourceError`, thrown while walking.
   */
  read(settings: S, file: TableFile, signal: AbortSignal): Reading
}

/** The words of a format for one file of it. */
export function wordsOf({ words }: Format, { place = words.place }: Settings): FormatWords {
  return { ...words, place }
}

/** A file with all that is needed to read it. */
export interface OpenFile {
  format: Format
  file: TableFile
  /** Stop: the import was discarded, or the process ends. */
  signal: AbortSignal
}
