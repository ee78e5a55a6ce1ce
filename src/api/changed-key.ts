// Rows that seem to have had another key before: address or title of a page whose row is gone are those of a row that
// is new. One by one or all alike their owner says whether they are the same.
import { z } from 'zod'

/** The page goes on as that of the row; or the row becomes a page of its own, and the page is one without a row. */
export const keyChoiceSchema = z.enum(['same', 'other'])
export type KeyChoice = z.infer<typeof keyChoiceSchema>

export const changedKeySchema = z.object({
  rowKey: z.string(),
  title: z.string(),
  slug: z.string(),
  /** The key of the row that the page was made of. */
  formerKey: z.string(),
  formerTitle: z.string(),
  /** Where the page is, or its slug where nobody knows. */
  formerAddress: z.string(),
  /** What they have in common; null once they are the same. */
  by: z.enum(['address', 'title']).nullable(),
  /** Null: not decided. Until then neither goes. */
  choice: keyChoiceSchema.nullable(),
})
export type ChangedKey = z.infer<typeof changedKeySchema>

/** Without `rowKeys`: all that are not decided; where none is left, all that were decided otherwise. */
export const keysInputSchema = z.object({
  choice: keyChoiceSchema,
  rowKeys: z.array(z.string().max(1000)).min(1).max(1000).optional(),
})
export type KeysInput = z.infer<typeof keysInputSchema>
