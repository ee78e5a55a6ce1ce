// Sources: where the rows of a dataset come from, and when they are read again.
import { z } from 'zod'
import { importSchema, importTriggers, refreshReasonSchema } from './import.ts'
import { isTimeZone } from './time-zone.ts'

const clockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 06:30.')

/** How often a source is read again by itself. Times are those of its time zone. */
export const rhythmSchema = z.discriminatedUnion('every', [
  z.object({ every: z.enum(['15_minutes', '30_minutes', 'hour', '6_hours']) }),
  z.object({ every: z.literal('day'), at: clockTimeSchema }),
  z.object({
    every: z.literal('week'),
    /** ISO: 1 is Monday, 7 Sunday. */
    weekday: z.number().int().min(1).max(7),
    at: clockTimeSchema,
  }),
  z.object({
    every: z.literal('month'),
    /** In shorter months it is the last one. */
    day: z.number().int().min(1).max(31),
    at: clockTimeSchema,
  }),
])
export type Rhythm = z.infer<typeof rhythmSchema>

const timeZoneSchema = z.string().max(100).refine(isTimeZone, {
  message: 'This time zone is not known. Use a name such as Europe/Berlin or America/New_York.',
})
const secretsSchema = z.record(z.string().max(100), z.string().max(20_000))
const configSchema = z.record(z.string(), z.unknown())

export const sourceKindSchema = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  /** JSON schema of what is said of one. */
  config: z.record(z.string(), z.unknown()),
  secrets: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      help: z.string(),
      isRequired: z.boolean(),
      /** The part of the configuration behind which forms ask for it. */
      follows: z.string().optional(),
    }),
  ),
})
export type SourceKind = z.infer<typeof sourceKindSchema>

export const sourceInputSchema = z.object({
  kind: z.string().max(50),
  config: configSchema,
  secrets: secretsSchema.default({}),
  /** The dataset whose rows it is to give from now on; without it, it makes one. */
  datasetId: z.string().max(64).optional(),
  rhythm: rhythmSchema.nullable().default(null),
  timeZone: timeZoneSchema.default('UTC'),
})
export type SourceInput = z.output<typeof sourceInputSchema>

export const sourceStateSchema = z.enum([
  'active',
  'failing', // the last refresh changed nothing though it should have; see `problem`
  'paused', // by somebody: nothing is read until it is resumed
])

export const sourceSchema = z.object({
  id: z.string(),
  kind: z.string(),
  kindName: z.string(),
  title: z.string(),
  /** Null until its first import was applied. */
  datasetId: z.string().nullable(),
  config: configSchema,
  /** The names of the secrets that are stored; what they are never leaves the server. */
  secrets: z.array(z.string()),
  /** The key that sealed its secrets is not here. */
  isLocked: z.boolean(),
  state: sourceStateSchema,
  problem: z
    .object({
      code: z.string(),
      message: z.string(),
      /** Where it can be looked at, and taken over. */
      importId: z.string().nullable(),
    })
    .nullable(),
  rhythm: rhythmSchema.nullable(),
  timeZone: z.string(),
  nextAt: z.string().nullable(),
  /** When it was last found out whether something changed, and when something last had. */
  checkedAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** The import that is on its way. */
  importId: z.string().nullable(),
  /** There is a secret for its webhook. */
  hasHook: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Source = z.infer<typeof sourceSchema>

/** A source that is new, with the import of its file; it goes on as that of an upload. */
export const createdSourceSchema = z.object({ source: sourceSchema, import: importSchema })

/** What is left out stays. Secrets that are given take the place of those of their names; empty, they are removed. */
export const sourceUpdateSchema = z.object({
  config: configSchema.optional(),
  secrets: secretsSchema.optional(),
  rhythm: rhythmSchema.nullable().optional(),
  timeZone: timeZoneSchema.optional(),
  isPaused: z.boolean().optional(),
})
export type SourceUpdate = z.output<typeof sourceUpdateSchema>

export const sourceTryInputSchema = sourceInputSchema
  .pick({ kind: true, config: true, secrets: true })
  .extend({
    /** One that is stored: secrets that are left out are its own. */
    sourceId: z.string().max(64).optional(),
  })
export type SourceTryInput = z.output<typeof sourceTryInputSchema>

/** What a source gives, before anything is stored. */
export const sourceTrySchema = z.object({
  title: z.string(),
  fileName: z.string(),
  bytes: z.number().int(),
  /** "CSV file". */
  format: z.string(),
  columns: z.array(z.string()),
  /** The first rows, in the order of the columns. */
  rows: z.array(z.array(z.string())),
  notes: z.array(z.string()),
})
export type SourceTry = z.infer<typeof sourceTrySchema>

/** One look at a source, and what came of it. */
export const refreshSchema = z.object({
  /** Its import. */
  id: z.string(),
  trigger: z.enum(importTriggers),
  outcome: z.enum([
    'going',
    'unchanged',
    'applied',
    'waiting', // for a person to look; see `reasons`
    'failed', // see `problem`
    'discarded', // by a person, or since the source was read again
  ]),
  changes: importSchema.shape.changes,
  reasons: z.array(refreshReasonSchema),
  problem: importSchema.shape.problem,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
})
export type Refresh = z.infer<typeof refreshSchema>

/** The secret of a webhook in: in this answer, and never again. */
export const sourceHookSchema = z.object({
  /** From the address of this server on. */
  path: z.string(),
  secret: z.string(),
})
