// Imports: a file on its way to become (the next version of) a dataset.
// uploading -> analysing -> analysed -> loading -> loaded -> applied; or refused, failed, discarded.
import { z } from 'zod'
import { columnSchema } from './dataset.ts'

export const importSettingsSchema = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'shift_jis']).nullable(),
  delimiter: z.string().min(1).max(1).nullable(),
  hasHeader: z.boolean(),
  replaceInvalidBytes: z.boolean(),
})
export type ImportSettings = z.infer<typeof importSettingsSchema>
export const importSettingsPatchSchema = importSettingsSchema.partial()

export const importStateSchema = z.enum([
  'analysing',
  'analysed',
  'loading',
  'loaded',
  'applied',
  'refused',
  'failed',
  'discarded',
])

export const importSchema = z.object({
  id: z.string(),
  /** Set when the import is meant to replace the rows of an existing dataset. */
  datasetId: z.string().nullable(),
  fileName: z.string(),
  bytes: z.number().int(),
  state: importStateSchema,
  progress: z.object({ rows: z.number().int(), fraction: z.number().min(0).max(1) }),
  settings: importSettingsSchema,
  /** What was detected and how it was decided, in words ("Semicolon, from the first 64 KB"). */
  decisions: z.array(z.object({ name: z.string(), value: z.string(), reason: z.string() })),
  columns: z.array(columnSchema),
  preview: z.array(z.record(z.string(), z.string())),
  rowCount: z.number().int(),
  setAsideCount: z.number().int(),
  notes: z.array(z.string()),
  suggestedKey: z.string().nullable(),
  keyColumn: z.string().nullable(),
  /** Only once loaded: how it differs from the dataset it would replace. */
  changes: z
    .object({
      added: z.number().int(),
      changed: z.number().int(),
      removed: z.number().int(),
      same: z.number().int(),
    })
    .nullable(),
  /** Why it was refused or failed: what happened, why, what to do. */
  problem: z.object({ code: z.string(), message: z.string(), lines: z.array(z.number().int()) }).nullable(),
  createdAt: z.string(),
})
export type Import = z.infer<typeof importSchema>

export const loadInputSchema = z.object({
  keyColumn: z.string().min(1).max(500),
  name: z.string().trim().min(1).max(100).optional(),
})

export const rowChangeSchema = z.object({
  rowKey: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  before: z.record(z.string(), z.string()).nullable(),
  after: z.record(z.string(), z.string()).nullable(),
})
export type RowChange = z.infer<typeof rowChangeSchema>
export const rowChangesQuerySchema = z.object({ change: rowChangeSchema.shape.change.optional() })
