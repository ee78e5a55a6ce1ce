// How a column of texts is read: numbers with a comma, dates in some order. What it seems to hold is a guess from all
// rows that changes nothing; what the owner says it holds is what templates compare, sort and compute by.
import { z } from 'zod'

const notACode = 'Give a language by its code, like "de" or "pt-BR".'

export const languageCodeSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, notACode)
  .refine(isLanguage, notACode)

export const readAsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    /** What stands before the decimals. */
    decimal: z.enum(['.', ',']),
  }),
  z.object({
    kind: z.literal('date'),
    order: z.enum(['dmy', 'mdy', 'ymd']),
    /** The last year that two digits can mean: with 49, 49 is 2049 and 50 is 1950. */
    lastYear: z.number().int().min(0).max(99).default(49),
    /** The language of written months. */
    language: languageCodeSchema.default('en'),
  }),
])
export type ReadAs = z.infer<typeof readAsSchema>

/** By column; one that is not here is read as templates read by themselves. */
export type Readings = Readonly<Record<string, ReadAs>>

export const columnReadingSchema = z.object({
  reads: readAsSchema,
  /** Why: which cells said so. */
  reason: z.string(),
  /** False: another reading fits as well. */
  isSure: z.boolean(),
})
export type ColumnReading = z.infer<typeof columnReadingSchema>

export const readingInputSchema = z.object({
  /** Null: as templates read by themselves. */
  readAs: readAsSchema.nullable(),
})

/** What a reading makes of a column. */
export const triedReadingSchema = z.object({
  /** How many rows were looked at, from the first on. */
  rows: z.number().int(),
  /** Cells among them that say something, and those that can be read. */
  filled: z.number().int(),
  read: z.number().int(),
  /** Different ones, those that cannot be read first. */
  samples: z.array(z.object({ text: z.string(), value: z.string().nullable() })),
})
export type TriedReading = z.infer<typeof triedReadingSchema>

/** Not every text of its form is one: `de-12` has neither a region nor a variant. */
function isLanguage(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1
  } catch {
    return false
  }
}
