// What the owner may choose about a CSV file, and what a choice becomes once everything is decided.
import type { z } from 'zod'
import type { Encoding } from '../../../api/encodings.ts'
import { csvSettingsSchema } from '../../../api/import-settings.ts'
import type { Settings } from '../format.ts'

export const csvConfigSchema = csvSettingsSchema
/** Null: to be decided by looking at the file. */
export type CsvConfig = z.infer<typeof csvConfigSchema>

export const defaultCsvConfig: CsvConfig = {
  encoding: null,
  delimiter: null,
  hasHeader: true,
  headerLine: null,
  linesInQuotes: null,
  replaceInvalidBytes: false,
}

export interface CsvSettings extends Settings {
  encoding: Encoding
  delimiter: string
  replaceInvalidBytes: boolean
  /** The line on which the table begins, from 1: what stands above it (`sep=;`, a title) is not read. */
  startLine: number
  /** Each line is one quoted cell that holds a line of CSV; what separates such cells, if they are followed by empty ones. */
  wrappedBy: string | null
}
