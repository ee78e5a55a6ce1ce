// What the owner may choose about a CSV file, and what a choice becomes once everything is decided.
import { type ImportSettings, importSettingsSchema } from '../../../api/import.ts'
import type { Settings } from '../source.ts'

export const csvConfigSchema = importSettingsSchema
/** Null: to be decided by looking at the file. */
export type CsvConfig = ImportSettings

export const defaultCsvConfig: CsvConfig = {
  encoding: null,
  delimiter: null,
  hasHeader: true,
  replaceInvalidBytes: false,
}

export type Encoding = NonNullable<CsvConfig['encoding']>

export interface CsvSettings extends Settings {
  encoding: Encoding
  delimiter: string
  replaceInvalidBytes: boolean
  /** The first line is `sep=;` and not a row. */
  skipFirstLine: boolean
}
