// What may be chosen about how a file is read: one schema for each kind of file. The forms, the command line and the
// API come from them. Null, wherever it is allowed: to be found out by looking at the file.
import { z } from 'zod'
import { encodings } from './encodings.ts'

const headerSettings = {
  hasHeader: z.boolean(),
  /** The line of the file, or the row of the sheet, with the names of the columns, from 1; what stands above is left out. */
  headerLine: z.number().int().min(1).max(1000).nullable(),
}

export const csvSettingsSchema = z.object({
  encoding: z.enum(encodings).nullable(),
  delimiter: z.string().min(1).max(1).nullable(),
  ...headerSettings,
  /** Every line is a line of CSV within quotes. */
  linesInQuotes: z.boolean().nullable(),
  replaceInvalidBytes: z.boolean(),
})

/** Spreadsheets. */
export const sheetSettingsSchema = z.object({
  /** Its name; or, where no sheet is called so, its place among them, from 1. */
  sheet: z.string().min(1).max(255).nullable(),
  ...headerSettings,
  /** `shown`: as the sheet shows them; `stored`: numbers without their format, dates as 2026-11-28. */
  values: z.enum(['shown', 'stored']),
})

/** Lists of records: JSON and XML. */
export const recordSettingsSchema = z.object({
  /** Where the list stands: `data.items`, or `$` for the file itself; in XML the element that repeats, `rss/channel/item`. */
  path: z.string().min(1).max(1000).nullable(),
  /** What stands between the values of a record that have one column. */
  joinWith: z.string().max(20),
})

/** Rows that never were a file leave nothing open. */
const noSettingsSchema = z.strictObject({})

/** A kind of file is told by its keys: no two of these have the same. */
export const importSettingsSchema = z.union([
  csvSettingsSchema,
  sheetSettingsSchema,
  recordSettingsSchema,
  noSettingsSchema,
])
export type ImportSettings = z.infer<typeof importSettingsSchema>

const everySettingSchema = z.object({
  ...csvSettingsSchema.shape,
  ...sheetSettingsSchema.shape,
  ...recordSettingsSchema.shape,
})
/** Any of them; those that this kind of file does not have are refused by name. */
export const importSettingsPatchSchema = everySettingSchema.partial()
export type ImportSettingsPatch = z.infer<typeof importSettingsPatchSchema>
export const importSettingSchema = everySettingSchema.keyof()
export type ImportSetting = z.infer<typeof importSettingSchema>
