// What stands in a rows file: JSON, line by line.
//
//   {"seomatic":"rows","version":1,"place":["record","records"],"key":"Record ID"}
//   ["rec1","Berlin"]
//   7                                 the next row is number 7; without such a line it follows the one before
//   ["rec7","Bonn"]
//   {"rows":2,"columns":["Record ID","Name"],"notes":[]}
import { z } from 'zod'

/** How each of these files begins. */
export const rowsMark = { seomatic: 'rows', version: 1 } as const

const textsSchema = z.array(z.string()).readonly()

export const rowsHeadSchema = z.object({
  seomatic: z.literal(rowsMark.seomatic),
  version: z.literal(rowsMark.version),
  place: z.tuple([z.string(), z.string()]).readonly(),
  key: z.string().nullable(),
})
export type RowsHead = z.infer<typeof rowsHeadSchema>

/** Columns stand here, since some sources know all of them only after the last row. */
export const rowsEndSchema = z.object({
  rows: z.number().int().min(0),
  columns: textsSchema,
  notes: textsSchema,
})
export type RowsEnd = z.infer<typeof rowsEndSchema>
