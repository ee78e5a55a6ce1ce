// Cursor paging, the same for every list.
import { z } from 'zod'
import { ageOrders } from './age-order.ts'

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(2000).optional(),
})

/** Of lists whose cursor is a position, in which no other text can be one. */
export const positionQuerySchema = pageQuerySchema.extend({
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'This cursor is not valid. Start again from the first page.')
    .optional(),
})

/** Of lists of what happened one after the other. */
export const agedQuerySchema = pageQuerySchema.extend({ sort: z.enum(ageOrders).default('newest') })

/**
 * Of lists in which one can jump: how many to leave out from the beginning, in place of a cursor. Only where `total` is
 * known; a list that looks through rows has to be gone through.
 */
export const placeQuerySchema = z.object({
  offset: z.coerce.number().int().min(0).max(100_000_000).optional(),
})

/** `nextCursor` is null on the last page. `total` is given where it is cheap to know. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nullable(),
  })
}

/** How many rows a part of a list looked through, of how many the whole list goes through. */
const searchedSchema = z.object({ rows: z.number().int(), of: z.number().int() })
export type Searched = z.infer<typeof searchedSchema>

/**
 * Of lists that look through rows for what is asked for. A part looks for a limited time: it may hold fewer items than
 * asked for, or none, and `nextCursor` is null only when all rows have been looked at. `searched` is left out where
 * nothing had to be looked through.
 */
export function searchedPageOf<T extends z.ZodType>(item: T) {
  return pageOf(item).extend({ searched: searchedSchema.optional() })
}

export const idParamsSchema = z.object({ id: z.string().min(1).max(64) })
export const rowParamsSchema = idParamsSchema.extend({ rowKey: z.string().min(1).max(1000) })
