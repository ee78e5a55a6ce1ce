// What a person has written of a template and not saved yet. Each person has one of each template, and sees their own.
import { z } from 'zod'
import { templateFieldsSchema } from './template.ts'

const revisionSchema = z.string().min(1).max(64)

export const templateDraftSchema = z.object({
  templateId: z.string(),
  name: z.string(),
  fields: templateFieldsSchema,
  /** The version that the writing began with. */
  baseVersion: z.number().int(),
  /** What the template was called then; versions keep no names. */
  baseName: z.string(),
  /** Another with every text that is kept. */
  revision: revisionSchema,
  keptAt: z.string(),
})
export type TemplateDraft = z.infer<typeof templateDraftSchema>

/** The version that was saved last, by whomever. */
export const savedVersionSchema = z.object({
  version: z.number().int(),
  savedBy: z.string(),
  savedAt: z.string(),
})
export type SavedVersion = z.infer<typeof savedVersionSchema>

export const templateDraftStateSchema = z.object({
  draft: templateDraftSchema.nullable(),
  newest: savedVersionSchema,
  /** Who else has written and not saved yet, latest first. */
  others: z.array(z.object({ author: z.string(), keptAt: z.string() })),
})
export type TemplateDraftState = z.infer<typeof templateDraftStateSchema>

export const templateDraftInputSchema = z.object({
  /** As it is written: an empty one is kept, but cannot be saved. */
  name: z.string().max(100),
  fields: templateFieldsSchema,
  baseVersion: z.number().int().min(1).max(2_000_000_000),
  baseName: z.string().max(100),
  /** The draft that this one takes the place of; null: none. Refused as `stale` where another is kept by now. */
  expectedRevision: revisionSchema.nullable(),
})
export type TemplateDraftInput = z.infer<typeof templateDraftInputSchema>

/** Given: refused as `stale` where another is kept by now. */
export const discardDraftQuerySchema = z.object({ revision: revisionSchema.optional() })

/** A draft in the list of one's own. */
export const ownDraftSchema = templateDraftSchema.omit({ fields: true, name: true, baseName: true }).extend({
  templateName: z.string(),
  newestVersion: z.number().int(),
})
export type OwnDraft = z.infer<typeof ownDraftSchema>
