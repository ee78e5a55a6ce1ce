// Corrections: single cells of a dataset that somebody put right by hand. They stay over imports and refreshes.
import { z } from 'zod'

export const correctionSchema = z.object({
  rowKey: z.string(),
  column: z.string(),
  value: z.string(),
  /** What the cell said when it was corrected. */
  was: z.string(),
  /** What the source says now. */
  sourceValue: z.string(),
  /** The source has come to say something else than it did. */
  isOvertaken: z.boolean(),
  /** Who corrected it. */
  by: z.string(),
  at: z.string(),
})
export type Correction = z.infer<typeof correctionSchema>

export const cellInputSchema = z.object({ value: z.string().max(1_048_576) })
