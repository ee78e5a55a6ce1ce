// The contract of a source: where a dataset's rows come from, and how they are read again. One folder for each, one
// line in `index.ts`; nothing outside that folder knows one source from another.
import type { ZodType } from 'zod'

/** What a dataset can hold, whatever it is read from; the reasons are in docs/decisions. */
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
  /**
   * Where the row stands, counted from 1: the line of a file on which it starts, the row of a sheet, the place in a
   * list. Grows from row to row; `words.place` says what it counts. Called a line wherever rows are stored.
   */
  line: number
  cells: string[]
}

export interface Decision {
  name: string
  value: string
  reason: string
}

/** How rows are to be read. Every value is decided; nothing is guessed while reading. Kept as JSON. */
export interface Settings {
  /** The first row names the columns. True too where the source knows their names: it gives them as the first row. */
  hasHeader: boolean
}

export interface Decided<S extends Settings> {
  settings: S
  /** What was decided and why, in words, for the owner to change. */
  decisions: Decision[]
  notes: string[]
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

export interface SourceFile {
  path: string
  bytes: number
}

/** All that a source may use of the world around it. */
export interface SourceContext {
  /** The uploaded file; null for a source that is asked over the network. */
  file: SourceFile | null
  /** The one way to the network: it refuses what leads into a private one. */
  fetch: typeof globalThis.fetch
  /** Base addresses by the name of their setting (`NOTION_API_URL`), where the owner set another than the usual. */
  addresses: Readonly<Record<string, string>>
  /** Stop: the import was discarded, or the process ends. */
  signal: AbortSignal
}

/** A part of the configuration that is sealed and never leaves the server again. */
export interface SecretPart {
  name: string
  label: string
  /** Where the owner finds it. */
  help: string
}

/** The opened secrets by the name of their part. */
export type Secrets = Readonly<Record<string, string>>

export interface SourceWords {
  /** "CSV file". */
  name: string
  /** What holds the rows, in sentences: "The file has more than". */
  whole: string
  /** What a row's number counts: "line" and "lines". */
  place: readonly [one: string, many: string]
}

export interface Source<Config = unknown, S extends Settings = Settings> {
  /** The folder's name; stands in the database. */
  readonly id: string
  readonly words: SourceWords
  /** What the owner may choose, without secrets. The form, the command line and the API come from this one schema. */
  readonly config: ZodType<Config>
  readonly defaultConfig: Config
  readonly secrets: readonly SecretPart[]
  /** Whether an uploaded file is of this kind, by its first bytes. Sources that are not files have none. */
  accepts?(head: Buffer): boolean
  /**
   * A text that changes when the rows may have (an ETag, a revision, a hash), or null where there is no such thing.
   * When it is the same as the last time, nothing is read. Costs a small fraction of reading.
   */
  version(config: Config, secrets: Secrets, context: SourceContext): Promise<string | null>
  /** Decides whatever the owner left open, or refuses with a `SourceError`. May look at the rows, and changes nothing. */
  decide(config: Config, secrets: Secrets, context: SourceContext): Promise<Decided<S>>
  /**
   * Reads all rows, again from the beginning each time. Memory must not grow with their number. Whatever cannot be
   * read is a `SourceError`, thrown while walking; no secret may stand in it.
   */
  read(settings: S, secrets: Secrets, context: SourceContext): Reading
}

/** A source with all it needs to be read. */
export interface OpenSource {
  source: Source
  secrets: Secrets
  context: SourceContext
}

/** The rows cannot be used as they are. `message`: what, where, and what to do. */
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
