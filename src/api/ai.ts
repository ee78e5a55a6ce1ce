// AI columns: columns of a dataset that a model fills from a prompt over each row, the endpoints that are asked, and
// what asking has cost. Money is in the currency of the endpoint.
import { z } from 'zod'

export const aiEndpointKindSchema = z.enum(['openai-compatible', 'anthropic', 'ollama'])
export type AiEndpointKind = z.infer<typeof aiEndpointKindSchema>

const nameSchema = z.string().trim().min(1).max(100)
const priceSchema = z.number().min(0).max(1_000_000)

const settings = {
  name: nameSchema,
  kind: aiEndpointKindSchema,
  address: z
    .url({ protocol: /^https?$/, error: 'Enter a complete address, beginning with https:// or http://.' })
    .max(500),
  model: z.string().trim().min(1).max(200),
  /** For a million tokens of a prompt, and of an answer. */
  priceIn: priceSchema,
  priceOut: priceSchema,
  currency: z.string().trim().min(1).max(10),
  /** Tokens that the model may think with before it answers; they are paid like those of the answer. */
  thinkingTokens: z.number().int().min(0).max(100_000),
  /** Requests at the same time. */
  parallel: z.number().int().min(1).max(16),
}
const keySchema = z.string().trim().min(1).max(1_000)

export const aiEndpointInputSchema = z.object({
  ...settings,
  address: settings.address.optional(),
  currency: settings.currency.default('USD'),
  thinkingTokens: settings.thinkingTokens.default(0),
  parallel: settings.parallel.default(4),
  /** Left out where the endpoint asks for none. */
  key: keySchema.optional(),
})
export type AiEndpointInput = z.infer<typeof aiEndpointInputSchema>

/** Another address forgets the key: it was for the old one. */
export const aiEndpointUpdateSchema = z.object({ ...settings, key: keySchema.nullable() }).partial()
export type AiEndpointUpdate = z.infer<typeof aiEndpointUpdateSchema>

export const aiEndpointSchema = z.object({
  ...settings,
  id: z.string(),
  address: z.string(),
  /** `locked`: the encryption key that sealed it is not here. */
  key: z.enum(['none', 'stored', 'locked']),
  createdAt: z.string(),
})
export type AiEndpoint = z.infer<typeof aiEndpointSchema>

export const aiEndpointTestSchema = z.object({
  isFine: z.boolean(),
  /** What it answered, or why it did not. */
  message: z.string(),
  ms: z.number().int(),
})
export type AiEndpointTest = z.infer<typeof aiEndpointTestSchema>

export const aiColumnTypeSchema = z.enum(['text', 'html', 'number', 'choice', 'yes_no'])
export type AiColumnType = z.infer<typeof aiColumnTypeSchema>

/** What runs may spend that begin by themselves, when rows are new or their prompts have become others. */
export const aiStandingSchema = z.object({
  /** Of each such run, or of all of a calendar month (UTC). */
  per: z.enum(['run', 'month']),
  mostCost: z.number().min(0).max(1_000_000),
  mostCalls: z.number().int().min(1).max(10_000_000),
})
export type AiStanding = z.infer<typeof aiStandingSchema>

const columnSettings = {
  name: z.string().trim().min(1).max(100),
  endpointId: z.string().min(1).max(64),
  /** Liquid over the row: `{{ row.city }}`. */
  prompt: z.string().min(1).max(20_000),
  type: aiColumnTypeSchema,
  /** Of `choice`. */
  choices: z.array(z.string().trim().min(1).max(200)).max(200),
  mostCharacters: z.number().int().min(1).max(50_000),
  /** What an answer may say beside what its row says; `1..5` is a range of numbers. */
  allowed: z.array(z.string().trim().min(1).max(500)).max(500),
  /** Null: rows wait until somebody starts a run. */
  standing: aiStandingSchema.nullable(),
}

const columnInputSchema = z.object({
  ...columnSettings,
  type: columnSettings.type.default('text'),
  choices: columnSettings.choices.default([]),
  mostCharacters: columnSettings.mostCharacters.default(1_000),
  allowed: columnSettings.allowed.default([]),
  standing: columnSettings.standing.default(null),
})

export const aiColumnInputSchema = columnInputSchema.refine(
  ({ type, choices }) => type !== 'choice' || choices.length > 1,
  { path: ['choices'], error: 'Name at least two answers to choose from.' },
)
export type AiColumnInput = z.infer<typeof aiColumnInputSchema>

export const aiColumnUpdateSchema = z.object(columnSettings).omit({ name: true }).partial()
export type AiColumnUpdate = z.infer<typeof aiColumnUpdateSchema>

export const aiRunCountsSchema = z.object({
  /** Rows looked at. */
  done: z.number().int(),
  /** Answered by the model in this run. */
  answered: z.number().int(),
  /** Answered before; nothing was asked. */
  cached: z.number().int(),
  /** Without an answer: its call failed, or its prompt could not be made. */
  failed: z.number().int(),
})
export type AiRunCounts = z.infer<typeof aiRunCountsSchema>

export const aiRunStateSchema = z.enum(['waiting', 'running', 'done', 'stopped', 'cancelled', 'failed'])
export type AiRunState = z.infer<typeof aiRunStateSchema>

export const aiRunSchema = z.object({
  id: z.string(),
  columnId: z.string(),
  kind: z.enum(['sample', 'all']),
  /** `stopped`: at a cap. */
  state: aiRunStateSchema,
  /** The caps it was started with. */
  mostCost: z.number(),
  mostCalls: z.number().int(),
  /** Calls under way count with all they may cost. */
  cost: z.number(),
  calls: z.number().int(),
  currency: z.string(),
  /** Within the standing cap, and not by a person. */
  isByItself: z.boolean(),
  rows: z.number().int(),
  counts: aiRunCountsSchema,
  /** Why it ended before all rows were done. */
  problem: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
})
export type AiRun = z.infer<typeof aiRunSchema>

export const aiColumnSchema = z.object({
  ...columnSettings,
  id: z.string(),
  datasetId: z.string(),
  /** The newest run of all rows, and the newest of a sample. */
  run: aiRunSchema.nullable(),
  sample: aiRunSchema.nullable(),
  /** How it stands in the rows that the dataset has; null: it is not among them yet. */
  inRows: z
    .object({
      /** Rows whose pages are held by it. */
      held: z.number().int(),
      /** When the import was started that put it there: what was answered later is not in it. */
      since: z.string(),
    })
    .nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type AiColumn = z.infer<typeof aiColumnSchema>

/** One row as the column sees it. */
export const aiAnswerSchema = z.object({
  rowKey: z.string(),
  /** What is sent; empty where the template failed. */
  prompt: z.string(),
  /** What the model said; null: it was not asked, or gave no answer. */
  answer: z.string().nullable(),
  /** What the cell becomes; empty where it is held. */
  value: z.string(),
  /** Why the row is held. */
  held: z.string().nullable(),
  /** What it says and its row does not; the column may allow it. */
  unknown: z.array(z.string()),
  /** Names that stand nowhere in the row. */
  names: z.array(z.string()),
  /** What somebody has written into the cell by hand, which is what counts. */
  corrected: z.string().nullable(),
})
export type AiAnswer = z.infer<typeof aiAnswerSchema>

export const aiAnswersQuerySchema = z.object({
  /** `held`: those alone whose pages are held, or will be once the answers are in the rows. `sample`: the rows of a sample. */
  which: z.enum(['all', 'held', 'sample']).default('all'),
})

export const aiTryInputSchema = columnInputSchema.omit({ name: true, standing: true }).extend({
  /** The first row unless told. */
  rowKey: z.string().min(1).max(1_000).optional(),
})

export const aiEstimateSchema = z.object({
  rows: z.number().int(),
  /** Rows that have an answer already. */
  cached: z.number().int(),
  toAsk: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** What asking is likely to cost, and the most it can: every answer as long as it may be. */
  cost: z.number(),
  mostCost: z.number(),
  currency: z.string(),
  /** From answers of this column; without any, answers are taken to be half as long as they may be. */
  isFromAnswers: z.boolean(),
})
export type AiEstimate = z.infer<typeof aiEstimateSchema>

export const aiRunInputSchema = z.object({
  kind: z.enum(['sample', 'all']).default('all'),
  /** Never more than this, calls whose end nobody saw included. */
  mostCost: z.number().min(0).max(1_000_000),
  mostCalls: z.number().int().min(1).max(10_000_000),
  /** Ask again for rows whose answer is held. */
  asksHeldAgain: z.boolean().default(false),
})
export type AiRunInput = z.infer<typeof aiRunInputSchema>
