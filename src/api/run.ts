// Runs: the applying of one plan; afterwards it holds the receipt.
import { z } from 'zod'
import { problemSchema } from './problem.ts'
import { runStateSchema } from './run-state.ts'

export const itemStateSchema = z.enum([
  'ready',
  'sending',
  'accepted',
  'rejected',
  'in_doubt',
  'held',
  'skipped',
  'cancelled',
])
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
})
export type Receipt = z.infer<typeof receiptSchema>

export const runSchema = z.object({
  id: z.string(),
  planId: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  connection: z.object({ id: z.string(), name: z.string(), kind: z.enum(['wix', 'practice']) }),
  state: runStateSchema,
  /** Why it waits or stopped, and what to do about it. */
  message: z.string().nullable(),
  /** While Wix asks us to wait. */
  waitingUntil: z.string().nullable(),
  counts: z.record(itemStateSchema, z.number().int()),
  total: z.number().int(),
  verified: z.number().int(),
  ratePerMinute: z.number(),
  etaSeconds: z.number().nullable(),
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
  action: z.enum(['create', 'update', 'remove']),
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
export const runItemsQuerySchema = z.object({
  state: itemStateSchema.optional(),
  verification: z.enum(['equal', 'different', 'not_found']).optional(),
  search: z.string().max(200).default(''),
})

/** The run's diary: restarts, waits, pauses. */
export const runEventSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  kind: z.string(),
  message: z.string(),
})
export type RunEvent = z.infer<typeof runEventSchema>
