import { z } from 'zod'

/** The query of a list that is given as a whole: all of it unless told, in the order it comes in. */
export function listQuerySchema<const S extends string>(sorts: readonly S[]) {
  return z.object({
    search: z.string().max(200).optional(),
    sort: z.enum(sorts).optional(),
    desc: z.enum(['true', 'false']).optional(),
  })
}
