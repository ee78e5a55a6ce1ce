import { z } from 'zod'

/** Something the owner should know about one row: an error blocks the row, a warning or note does not. */
export const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  field: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** The same problem over many rows. */
export const problemGroupSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  field: z.string().optional(),
  title: z.string(),
  count: z.number().int(),
  sampleRowKeys: z.array(z.string()),
})
export type ProblemGroup = z.infer<typeof problemGroupSchema>
