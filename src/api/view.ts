// How a person looks at lists: views kept under a name, and what is remembered without one.
import { z } from 'zod'

/** A list of the dashboard, such as `notices`, or of one thing, such as `pages:prj_1`. */
const listNameSchema = z.string().min(1).max(100)

/** Fields of an address as the dashboard has them: filters, sort, columns. */
export const viewSearchSchema = z
  .record(
    z.string().min(1).max(60),
    z.union([z.string().max(1000), z.boolean(), z.number(), z.array(z.string().max(300)).max(300)]),
  )
  .refine((search) => Object.keys(search).length <= 50, 'A view has at most 50 fields.')
export type ViewSearch = z.infer<typeof viewSearchSchema>

export const viewSchema = z.object({
  id: z.string(),
  list: z.string(),
  name: z.string(),
  search: viewSearchSchema,
  createdAt: z.string(),
})
export type View = z.infer<typeof viewSchema>

export const viewInputSchema = z.object({
  list: listNameSchema,
  name: z.string().trim().min(1, 'Give the view a name.').max(80),
  search: viewSearchSchema,
})
export type ViewInput = z.infer<typeof viewInputSchema>

export const viewListQuerySchema = z.object({ list: listNameSchema.optional() })

export const preferencesSchema = z.object({
  /** Whether single letters and signs do something (j, k, x, /, ?); keys with Ctrl or Cmd always do. */
  singleKeys: z.boolean(),
  /** Ids of the columns a list shows, by the name of the list; what is not named is as it comes. */
  columns: z.record(z.string(), z.array(z.string())),
})
export type Preferences = z.infer<typeof preferencesSchema>

/** What is left out stays. */
export const preferencesPatchSchema = z.object({
  singleKeys: z.boolean().optional(),
  columns: z
    .object({
      list: listNameSchema,
      /** Null: as they come. */
      shown: z.array(z.string().min(1).max(300)).max(300).nullable(),
    })
    .optional(),
})
export type PreferencesPatch = z.infer<typeof preferencesPatchSchema>
