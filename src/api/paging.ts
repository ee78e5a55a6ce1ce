// Cursor paging, the same forevery list.
import { z } from 'zod'

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(2000).optional(),
})

/** `nextCursor` is null on the last page. `total` is given where it is cheap to know. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nullable(),
  })
}

export const idParamsSchema = z.object({ id: z.string().min(1).max(64) })
export const rowParamsSchema = idParamsSchema.extend({ rowKey: z.string().min(1).max(1000) })
