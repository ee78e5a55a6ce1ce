// Undoing a run: whether it can be, and what it would come to.
import { z } from 'zod'
import { downHowSchema } from './take-down.ts'

export const undoOfferSchema = z.object({
  isPossible: z.boolean(),
  /** Why not, and what to do about it; null when it is possible. */
  reason: z.string().nullable(),
  /** Until when what it takes is kept for certain; null: as long as it is among the newest runs of its project. */
  until: z.string().nullable(),
  /** Pages that the run created, changed, and took off the site. */
  created: z.number().int(),
  changed: z.number().int(),
  removed: z.number().int(),
  /** Redirects that it made, led elsewhere or deleted: they are as before again. */
  redirects: z.number().int(),
  /**
   * Runs after it on some of the same pages. What they `changed` is undone as well; what they took off the site (`away`)
   * stays so. `pages`: both.
   */
  laterRuns: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      pages: z.number().int(),
      changed: z.number().int(),
      away: z.number().int(),
    }),
  ),
  /** What was not stored of the run, so that it cannot come back as it was. */
  lacks: z.array(z.string()),
  /** What can become of pages that it created, the gentlest first. */
  hows: z.array(z.object({ how: downHowSchema, title: z.string(), note: z.string(), isFinal: z.boolean() })),
})
export type UndoOffer = z.infer<typeof undoOfferSchema>

export const undoInputSchema = z.object({
  /** What becomes of pages that the run created: the gentlest way that its destination has, unless told. */
  created: downHowSchema.optional(),
  /** Some of its pages; all unless told. A part can also be chosen when the plan is applied. */
  rowKeys: z.array(z.string().min(1).max(500)).min(1).max(10_000).optional(),
})
export type UndoInput = z.infer<typeof undoInputSchema>
