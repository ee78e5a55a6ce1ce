// Schedules: when which pages of a project go out, what may leave unasked, and what became of each slot.
import { z } from 'zod'
import { localDateSchema, scheduleRuleSchema } from './schedule-rule.ts'

export {
  type Order,
  type Period,
  type Ramp,
  type ScheduleRule,
  scheduleRuleSchema,
} from './schedule-rule.ts'

export const keeperSchema = z.enum([
  'us', // this server publishes each page when its time comes
  'wix', // Wix holds the dates; pages go out while this server is off
])
export type Keeper = z.infer<typeof keeperSchema>

/** What may leave without anybody looking. New pages always may; removals and what was edited in Wix never do. */
export const consentInputSchema = z.object({
  /** Also pages that are on the site already and whose content changed. */
  updates: z.boolean().default(false),
  /** Null: as many as the rule has in one slot. */
  maxPerSlot: z.number().int().min(1).max(10_000).nullable().default(null),
  /** A slot stops when more than this share of its dated pages cannot go. */
  heldShare: z.number().min(0).max(1).default(0.2),
})
export type ConsentInput = z.infer<typeof consentInputSchema>

export const consentSchema = consentInputSchema.extend({
  by: z.string(),
  at: z.string(),
})
export type Consent = z.infer<typeof consentSchema>

export const scheduleInputSchema = z.object({
  rule: scheduleRuleSchema,
  consent: consentInputSchema.default({ updates: false, maxPerSlot: null, heldShare: 0.2 }),
  keeper: keeperSchema.default('us'),
  /** Of `wix`: for how many days ahead dates are entered in Wix. */
  horizonDays: z.number().int().min(1).max(90).default(14),
  /** Refused as `stale` when somebody else saved the schedule after this version; absent: not looked at. */
  version: z.number().int().optional(),
})
export type ScheduleInput = z.infer<typeof scheduleInputSchema>

export const scheduleStateSchema = z.enum([
  'active',
  'paused', // by somebody
  'waiting', // it stopped by itself and waits for the owner
  'ended', // every page that it dated has had its turn
  'cancelled',
])
export type ScheduleState = z.infer<typeof scheduleStateSchema>

/** Why a schedule waits. The first three are answered by a renewal of the consent, the others by going on. */
export const scheduleCauseSchema = z.enum([
  'template_changed',
  'settings_changed',
  'connection_changed',
  'connection_down',
  'rows_lost',
  'held',
  'beyond_consent',
  'plan_failed',
  'differences',
])
export type ScheduleCause = z.infer<typeof scheduleCauseSchema>

export const datingSchema = z.object({
  step: z.enum([
    'collecting', // finds out which pages there are
    'dating',
    'clearing', // the schedule was cancelled
  ]),
  done: z.number().int(),
  of: z.number().int(),
})
export type Dating = z.infer<typeof datingSchema>

/** "Dating 40,000 of 100,000 pages" */
export function datingWords({ step, done, of }: Dating): string {
  const doing = { collecting: 'Collecting', dating: 'Dating', clearing: 'Taking the dates from' }
  return `${doing[step]} ${done.toLocaleString('en')} of ${of.toLocaleString('en')} pages`
}

export const scheduleSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  connectionId: z.string(),
  state: scheduleStateSchema,
  cause: scheduleCauseSchema.nullable(),
  /** What happened, why, and what to do; null unless it is paused or waits. */
  reason: z.string().nullable(),
  rule: scheduleRuleSchema,
  consent: consentSchema,
  keeper: keeperSchema,
  horizonDays: z.number().int(),
  /** Counts up with every save. */
  version: z.number().int(),
  pages: z.object({
    total: z.number().int(),
    /** Published, by this schedule or since it was made. */
    gone: z.number().int(),
    dated: z.number().int(),
    /** Without a date: they did not fit before the end. */
    undated: z.number().int(),
    /** Of those to come, the ones that are on the site already and are sent again. */
    updates: z.number().int(),
  }),
  /** Of many pages, a worker gives or takes the dates. Null: every page has the date that it is to have. */
  dating: datingSchema.nullable(),
  nextSlotAt: z.string().nullable(),
  /** When the last page is to leave. */
  lastSlotAt: z.string().nullable(),
  author: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Schedule = z.infer<typeof scheduleSchema>

/** `schedule` is null where the project has none. */
export const projectScheduleSchema = z.object({
  schedule: scheduleSchema.nullable(),
  /** The daily ceiling of the site over all its schedules; null: none. */
  ceilingPerDay: z.number().int().nullable(),
  /** Of the site, as Wix says; null where the permissions of the connection do not tell. */
  siteTimeZone: z.string().nullable(),
  /** Whether Wix can keep the dates: the destination can date and the project publishes. */
  offersWix: z.boolean(),
})
export type ProjectSchedule = z.infer<typeof projectScheduleSchema>

export const schedulePreviewInputSchema = z.object({ rule: scheduleRuleSchema })
export const schedulePreviewSchema = z.object({
  /** Pages that would be dated. */
  pages: z.number().int(),
  undated: z.number().int(),
  slots: z.number().int(),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** "5,000 pages, 25 at first, the last one on 14 March 2027". */
  words: z.string(),
  /** What somebody should know before saving. */
  warnings: z.array(z.string()),
  /** By local date; the first 400 days with slots. */
  days: z.array(z.object({ date: z.string(), slots: z.number().int(), pages: z.number().int() })),
})
export type SchedulePreview = z.infer<typeof schedulePreviewSchema>

export const slotStageSchema = z.enum([
  'dated',
  'prepared', // its plan is made
  'released', // its run exists
  'confirmed', // its run is over and was read back
  'skipped', // by somebody
  'missed', // nothing could publish it in time; its pages come first in the next slots
  'stopped', // something was not as agreed; its pages wait for the owner
])
export type SlotStage = z.infer<typeof slotStageSchema>

export const slotSchema = z.object({
  /** The instant its pages share. */
  at: z.string(),
  /** Later than this it is missed. */
  closesAt: z.string(),
  stage: slotStageSchema,
  /** Dated for it. */
  pages: z.number().int(),
  sent: z.number().int(),
  held: z.number().int(),
  /** Read back and found exactly as sent. */
  equal: z.number().int(),
  different: z.number().int(),
  planId: z.string().nullable(),
  runId: z.string().nullable(),
  /** What became of it, in words, where there is something to tell. */
  message: z.string().nullable(),
})
export type Slot = z.infer<typeof slotSchema>

/**
 * Local dates of the schedule's time zone, both included, at most 100 days. Without `from`: today; without `to`: a month
 * from there.
 */
export const calendarQuerySchema = z.object({
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
})
export const calendarSchema = z.object({
  timeZone: z.string(),
  /** Days without slots are left out. */
  days: z.array(z.object({ date: z.string(), slots: z.array(slotSchema) })),
})
export type Calendar = z.infer<typeof calendarSchema>

export const slotParamsSchema = z.object({
  id: z.string().min(1).max(64),
  at: z.iso.datetime('Write the instant of the slot as the calendar gives it.'),
})
export const slotPageSchema = z.object({
  rowKey: z.string(),
  title: z.string(),
  slug: z.string(),
  state: z.enum(['dated', 'published', 'draft', 'held', 'skipped']),
  /** It is on the site already, and its slot sends what changed. */
  isUpdate: z.boolean(),
  url: z.string().nullable(),
  message: z.string().nullable(),
})
export type SlotPage = z.infer<typeof slotPageSchema>

/** What changed since the consent, shown by some of the pages that come next. */
export const renewalSchema = z.object({
  changes: z.array(z.enum(['template', 'settings', 'connection'])),
  /** What a renewal binds the consent to. */
  basis: z.string(),
  pages: z.array(
    z.object({
      rowKey: z.string(),
      title: z.string(),
      /** Null where the earlier text cannot be shown any more. */
      before: z.string().nullable(),
      after: z.string(),
    }),
  ),
})
export type Renewal = z.infer<typeof renewalSchema>

/** `basis` is that of the pages shown: changed again since, the renewal is refused. */
export const renewInputSchema = z.object({ basis: z.string().max(200).optional() })
/** Without `at`: the next slot. */
export const slotChoiceSchema = z.object({ at: z.iso.datetime().optional() })
