// Runs: the applying of one plan; afterwards it holds the receipt.
import { z } from 'zod'
import { runItemSorts } from './item-sorts.ts'
import { verbs } from './plan-actions.ts'
import { problemSchema } from './problem.ts'
import { receiptRedirectsSchema } from './redirect.ts'
import { runStages } from './run-stage.ts'
import { runStateSchema } from './run-state.ts'
import { selectionSchema } from './selection.ts'

export const itemStates = [
  'ready',
  'sending',
  'accepted',
  'rejected',
  'in_doubt',
  'held',
  'skipped',
  'cancelled',
] as const
export const itemStateSchema = z.enum(itemStates)
export type ItemState = z.infer<typeof itemStateSchema>

export const receiptSchema = z.object({
  sent: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  held: z.number().int(),
  skipped: z.number().int(),
  cancelled: z.number().int(),
  verifiedEqual: z.number().int(),
  differences: z.number().int(),
  notFound: z.number().int(),
  duplicatesPrevented: z.number().int(),
  twins: z.number().int(),
  assetsCreated: z.number().int(),
  writeCalls: z.number().int(),
  readCalls: z.number().int(),
  startedAt: z.string(),
  finishedAt: z.string(),
  seconds: z.number(),
  restarts: z.number().int(),
  /** Absent in receipts from before there were any; null: the run had none to do. */
  redirects: receiptRedirectsSchema.nullable().optional(),
})
export type Receipt = z.infer<typeof receiptSchema>

export const runSchema = z.object({
  id: z.string(),
  planId: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  connection: z.object({ id: z.string(), name: z.string(), kind: z.enum(['wix', 'practice']) }),
  /** What it is for; `undo`: it puts back what another run changed. */
  kind: z.enum(['publish', 'take_down', 'bring_back', 'undo']),
  state: runStateSchema,
  /** Why it waits or stopped, and what to do about it. */
  message: z.string().nullable(),
  /** While Wix asks us to wait. */
  waitingUntil: z.string().nullable(),
  counts: z.record(itemStateSchema, z.number().int()),
  /** Of the accepted pages: what was done with them. Empty once its list of pages was tidied up. */
  done: z.partialRecord(z.enum(verbs), z.number().int()),
  /** Of all pages it has taken, done or not: what is to be done with them. Empty once its list was tidied up. */
  wanted: z.partialRecord(z.enum(verbs), z.number().int()),
  total: z.number().int(),
  verified: z.number().int(),
  ratePerMinute: z.number(),
  /** Until it is over, preparation and reading back included; null while it waits for someone. */
  etaSeconds: z.number().nullable(),
  /** 0 to 1, by what it does for Wix: categories and pictures, pages, last steps, reading back. */
  progress: z.number(),
  /** Categories, tags and pictures that are still to be made. */
  assetsLeft: z.number().int(),
  /** The part of its plan that it is for; null: all that could go. */
  selection: selectionSchema.nullable(),
  /** A few pages to look at: after its receipt the rest of the plan goes, or is stopped. */
  isCanary: z.boolean(),
  author: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  receipt: receiptSchema.nullable(),
})
export type Run = z.infer<typeof runSchema>

export const runItemSchema = z.object({
  rowKey: z.string(),
  title: z.string(),
  action: z.enum(verbs),
  state: itemStateSchema,
  attempts: z.number().int(),
  url: z.string().nullable(),
  remoteId: z.string().nullable(),
  problem: problemSchema.nullable(),
  requestId: z.string().nullable(),
  verification: z.enum(['pending', 'equal', 'different', 'not_found', 'not_applicable']),
  differences: z.array(z.object({ field: z.string(), sent: z.string(), found: z.string() })),
  updatedAt: z.string(),
})
export type RunItem = z.infer<typeof runItemSchema>
export const runListQuerySchema = z.object({
  projectId: z.string().max(64).optional(),
  stage: z.enum(runStages).optional(),
  /** In the name of who started it, and of the project unless the list is of one. */
  search: z.string().max(200).default(''),
  /** With those of slots that are over. */
  slots: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
})
/** What reading a page back may say. */
export const foundStates = ['equal', 'different', 'not_found'] as const
export const runItemsQuerySchema = z.object({
  state: itemStateSchema.optional(),
  verification: z.enum(foundStates).optional(),
  search: z.string().max(200).default(''),
  /** By the rows of the data unless told. What has no title comes last by title, whichever way it runs. */
  sort: z.enum(runItemSorts).optional(),
  desc: z.enum(['true', 'false']).optional(),
})

export const applyInputSchema = z.object({
  /** A part of the plan; all that can go, unless told. What is left stays with the plan. */
  selection: selectionSchema.optional(),
  /**
   * The newest run of the plan that the caller knows of; null: none. Where there is a newer one, the answer is that one
   * and nothing is started: asked twice is once.
   */
  seenRunId: z.string().max(64).nullable().optional(),
  isCanary: z.boolean().default(false),
  /** Of a plan that deletes taken-down pages for good: how many, so that nobody does it by mistake. */
  confirm: z.number().int().optional(),
})

/** What of a run was not published, or not wholly. */
export const runFailuresSchema = z.object({
  groups: z.array(
    z.object({
      code: z.string(),
      state: z.enum(['rejected', 'held', 'cancelled', 'accepted']),
      title: z.string(),
      count: z.number().int(),
      /** What one of its pages says. */
      message: z.string().nullable(),
      sampleRowKeys: z.array(z.string()),
      nextStep: z.string(),
    }),
  ),
  /** How many pages trying again would send. */
  retriable: z.number().int(),
})
export type RunFailures = z.infer<typeof runFailuresSchema>

/** How a run went, in stretches of equal length while pages were accepted. */
export const runProgressSchema = z.object({
  points: z.array(
    z.object({
      at: z.string(),
      /** Pages accepted until then. */
      accepted: z.number().int(),
      /** Pages a minute since the point before. */
      perMinute: z.number().int(),
    }),
  ),
})
export type RunProgress = z.infer<typeof runProgressSchema>

/** The run's diary: restarts, waits, pauses. */
export const runEventSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  kind: z.string(),
  message: z.string(),
})
export type RunEvent = z.infer<typeof runEventSchema>
