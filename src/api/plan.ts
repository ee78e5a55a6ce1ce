// Plans: the frozen list of what a run will do, page by page.
import { z } from 'zod'
import { problemGroupSchema, problemSchema } from './problem.ts'

export const planActionSchema = z.enum([
  'create',
  'adopt', // it exists on the site already and is taken over
  'update',
  'unchanged',
  'move', // an update that changes the address
  'remove', // the row is gone; only sent when removal is ticked
  'conflict', // someone edited it in Wix
  'gone', // someone deleted it in Wix
  'held', // it has errors and is not sent
])
export type PlanAction = z.infer<typeof planActionSchema>

export const resolutionSchema = z.enum(['keep_theirs', 'take_ours', 'hold'])
export type Resolution = z.infer<typeof resolutionSchema>

export const planSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  state: z.enum(['building', 'ready', 'failed', 'applied', 'discarded']),
  step: z.string(),
  progress: z.number().min(0).max(1),
  counts: z.record(planActionSchema, z.number().int()),
  /** Things on the site that have to be made first, once each. */
  creates: z.array(z.object({ kind: z.string(), count: z.number().int(), names: z.array(z.string()) })),
  problemGroups: z.array(problemGroupSchema),
  /** What Wix's own validator said about a sample, when it was allowed to look. */
  wixValidation: z.object({ checked: z.number().int(), invalid: z.number().int(), note: z.string() }),
  includeRemovals: z.boolean(),
  conflictsOpen: z.number().int(),
  /** What applying the plan would do now, after every decision: pages by plan action (those with none are absent), and how many in all. */
  willSend: z.object({
    total: z.number().int(),
    byAction: z.partialRecord(planActionSchema, z.number().int()),
  }),
  /** Pages that applying settles without a call: theirs kept, taken over as they are. */
  willSettle: z.number().int(),
  /** Why it cannot be published as it stands, and what to do about it; null when it can. */
  blockedReason: z.string().nullable(),
  estimate: z.object({ calls: z.number().int(), seconds: z.number(), reason: z.string() }),
  hash: z.string().nullable(),
  author: z.string(),
  datasetVersion: z.number().int(),
  templateVersion: z.number().int(),
  site: z.object({ name: z.string(), kind: z.enum(['wix', 'practice']) }),
  message: z.string().nullable(),
  runId: z.string().nullable(),
  createdAt: z.string(),
})
export type Plan = z.infer<typeof planSchema>

export const fieldChangeSchema = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** For conflicts: what is in Wix now. */
  theirs: z.string().nullable(),
})
export type FieldChange = z.infer<typeof fieldChangeSchema>

export const planItemSchema = z.object({
  rowKey: z.string(),
  action: planActionSchema,
  title: z.string(),
  slug: z.string(),
  url: z.string().nullable(),
  changedFields: z.array(z.string()),
  resolution: resolutionSchema.nullable(),
  problems: z.array(problemSchema),
})
export type PlanItem = z.infer<typeof planItemSchema>
export const planItemDetailSchema = planItemSchema.extend({
  changes: z.array(fieldChangeSchema),
  payload: z.string().nullable(),
})
export type PlanItemDetail = z.infer<typeof planItemDetailSchema>

export const planItemsQuerySchema = z.object({
  action: planActionSchema.optional(),
  search: z.string().max(200).default(''),
})
export const planUpdateSchema = z.object({ includeRemovals: z.boolean() })
/** Without `rowKeys`: every conflict of the plan. */
export const resolveInputSchema = z.object({
  resolution: resolutionSchema,
  rowKeys: z.array(z.string()).max(1000).optional(),
})
