// Templates: for every field of a destination a Liquid text that fills it from a row.
import { z } from 'zod'
import { problemSchema } from './problem.ts'

export const templateFieldsSchema = z.record(z.string().max(100), z.string().max(200_000))

export const templateInputSchema = z.object({
  name: z.string().trim().min(1).max(100),
  destination: z.string(),
  fields: templateFieldsSchema,
})
export const templateUpdateSchema = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  fields: templateFieldsSchema.optional(),
  /** The version the editor started from; a newer one in the database is answered with `stale`. */
  expectedVersion: z.number().int(),
  /** Your draft that these texts are: it is gone once they are saved. Any other stays. */
  draftRevision: z.string().min(1).max(64).optional(),
})
export const templateSchema = z.object({
  id: z.string(),
  name: z.string(),
  destination: z.string(),
  version: z.number().int(),
  fields: templateFieldsSchema,
  updatedAt: z.string(),
})
export type Template = z.infer<typeof templateSchema>

export const templateVersionSchema = z.object({
  version: z.number().int(),
  savedBy: z.string(),
  savedAt: z.string(),
  /** The earlier version that was saved again as this one. */
  restoredFrom: z.number().int().nullable(),
  /** Fields whose text is another than in the version before; of the first version all. */
  changed: z.array(z.string()),
})
export type TemplateVersion = z.infer<typeof templateVersionSchema>
export const templateVersionTextSchema = templateVersionSchema.extend({ fields: templateFieldsSchema })
export type TemplateVersionText = z.infer<typeof templateVersionTextSchema>
export const versionParamsSchema = z.object({
  id: z.string().min(1).max(64),
  version: z.coerce.number().int().min(1).max(2_000_000_000),
})
/** Refused as `stale` where the newest version is another by now. */
export const restoreVersionInputSchema = z.object({ expectedVersion: z.number().int() })

export const templateCheckInputSchema = z.object({
  destination: z.string(),
  fields: templateFieldsSchema,
  datasetId: z.string().nullable(),
  /** Whose fields count where they depend on the site; without it no name of a field is wrong there. */
  projectId: z.string().nullable().default(null),
})
export const templateCheckSchema = z.object({
  /** Each has `field`, and `line` and `column` inside that field's text. */
  problems: z.array(problemSchema),
})

export const filterSchema = z.object({ name: z.string(), description: z.string(), example: z.string() })
export type TemplateFilter = z.infer<typeof filterSchema>
