// What a project does when its data are refreshed.
import { z } from 'zod'
import { scheduleCauseSchema } from './schedule.ts'

export const reactionSchema = z.enum([
  'show', // what changed shows in the list of pages, as after any import
  'plan', // a plan of all pages is made
  'publish', // pages of the rows that changed go out, as far as was agreed
])
export type Reaction = z.infer<typeof reactionSchema>

/** What may leave without anybody looking. Removals and what was edited in Wix never do. */
export const refreshConsentInputSchema = z.object({
  /** New rows become pages. Where the project has a schedule, it dates them instead. */
  creates: z.boolean().default(true),
  /** Pages that are on the site already and whose content changed. */
  updates: z.boolean().default(true),
  /** A refresh with more pages than this waits. */
  maxPages: z.number().int().min(1).max(100_000).default(100),
  /** It waits, too, when more than this share of its pages cannot go. */
  heldShare: z.number().min(0).max(1).default(0.2),
})
export type RefreshConsentInput = z.infer<typeof refreshConsentInputSchema>

const refreshConsentSchema = refreshConsentInputSchema.extend({ by: z.string(), at: z.string() })
export type RefreshConsent = z.infer<typeof refreshConsentSchema>

export const refreshRuleInputSchema = z.object({
  reaction: reactionSchema,
  /** Of `publish`; what is usual, unless told. */
  consent: refreshConsentInputSchema.optional(),
})
export type RefreshRuleInput = z.output<typeof refreshRuleInputSchema>

export const refreshRuleSchema = z.object({
  reaction: reactionSchema,
  consent: refreshConsentSchema.nullable(),
  state: z.enum([
    'idle',
    'open', // a refresh is being reacted to
    'waiting', // for the owner
  ]),
  cause: scheduleCauseSchema.nullable(),
  reason: z.string().nullable(),
  /** The plan that waits, or that is being made. */
  planId: z.string().nullable(),
  /** Rows whose pages wait to go out. */
  rows: z.number().int(),
  /** Whether the dataset of the project has a source at all. */
  hasSource: z.boolean(),
  /** New rows get their dates from it. */
  hasSchedule: z.boolean(),
})
export type RefreshRule = z.infer<typeof refreshRuleSchema>
