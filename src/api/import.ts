// Imports: a file on its way to become (the next version of) a dataset.
// fetching -> analysing -> analysed -> loading -> loaded -> applied; or refused, failed, discarded. An upload begins with
// analysing.
import { z } from 'zod'
import { columnSchema } from './dataset.ts'
import { encodings } from './encodings.ts'
import { importSettingSchema, importSettingsSchema } from './import-settings.ts'
import { rowChangeKinds } from './row-change-kind.ts'

export const importDecisionSchema = z.object({
  name: z.string(),
  value: z.string(),
  reason: z.string(),
  /** False: a guess that somebody should look at. Absent: it is certain enough. */
  isSure: z.boolean().optional(),
  /** The setting that decides it otherwise, and what there is to choose from. Absent where no list can hold it. */
  setting: importSettingSchema.optional(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
})
export type ImportDecision = z.infer<typeof importDecisionSchema>

export const encodingReadingSchema = z.object({
  encoding: z.enum(encodings),
  /** "Central European (Windows-1250)". */
  name: z.string(),
  isChosen: z.boolean(),
  rows: z.array(z.array(z.string())),
})
export type EncodingReading = z.infer<typeof encodingReadingSchema>

export const importStateSchema = z.enum([
  'fetching', // its source is asked for the file
  'analysing',
  'analysed',
  'loading',
  'loaded',
  'applied',
  'refused',
  'failed',
  'discarded',
])

export const importTriggers = ['person', 'rhythm', 'webhook'] as const

/** Why a refresh did not go on by itself: what is wrong, and what to do. */
export const refreshReasonSchema = z.object({
  code: z.enum(['column_lost', 'key_gone', 'key_changed', 'rows_lost']),
  message: z.string(),
})
export type RefreshReason = z.infer<typeof refreshReasonSchema>

export const importSchema = z.object({
  id: z.string(),
  /** Set when the import is meant to replace the rows of an existing dataset. */
  datasetId: z.string().nullable(),
  fileName: z.string(),
  bytes: z.number().int(),
  /** What reads the file: `csv`, `xlsx`. */
  format: z.string(),
  /** What the number of a row counts: line and lines, row and rows, record and records. */
  place: z.tuple([z.string(), z.string()]).readonly(),
  state: importStateSchema,
  progress: z.object({ rows: z.number().int(), fraction: z.number().min(0).max(1) }),
  settings: importSettingsSchema,
  /** What was detected and how it was decided, in words ("Semicolon, from the first 64 KB"). */
  decisions: z.array(importDecisionSchema),
  /** What the first rows are in each encoding the file may be in, the likeliest first. Empty when there is no doubt. */
  readings: z.array(encodingReadingSchema),
  columns: z.array(columnSchema),
  preview: z.array(z.record(z.string(), z.string())),
  rowCount: z.number().int(),
  setAsideCount: z.number().int(),
  notes: z.array(z.string()),
  /** What became of the keys when the rows were loaded. */
  keyNotes: z.array(z.string()),
  suggestedKey: z.string().nullable(),
  /** The column with the key, as the dataset will call it. */
  keyColumn: z.string().nullable(),
  /** The columns of the file it is made of; empty until it is chosen. */
  keyColumns: z.array(z.string()),
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
  /** Where its file is fetched from; null: it was uploaded. */
  sourceId: z.string().nullable(),
  /** Who asked for it. */
  trigger: z.enum(importTriggers),
  /** It goes on by itself, deciding everything as the last one of its source did. */
  isRefresh: z.boolean(),
  /** Why it waits all the same; applied by a person, it is taken over. */
  reasons: z.array(refreshReasonSchema),
  createdAt: z.string(),
})
export type Import = z.infer<typeof importSchema>

const columnNameSchema = z.string().min(1).max(500)
/** The key is one column, or combined of several: `keyColumns`, in the order in which they are joined. */
export const loadInputSchema = z
  .object({
    keyColumn: columnNameSchema.optional(),
    keyColumns: z.array(columnNameSchema).min(1).max(5).optional(),
    name: z.string().trim().min(1).max(100).optional(),
  })
  .refine(({ keyColumn, keyColumns }) => (keyColumn === undefined) !== (keyColumns === undefined), {
    error: 'Give either keyColumn or keyColumns.',
    path: ['keyColumn'],
  })
export type LoadInput = z.infer<typeof loadInputSchema>

export const cellNoteSchema = z.object({
  column: z.string(),
  /** An error holds the pages of its row. */
  severity: z.enum(['error', 'warning']),
  message: z.string(),
})
export type CellNote = z.infer<typeof cellNoteSchema>

export const rowChangeSchema = z.object({
  rowKey: z.string(),
  change: z.enum(rowChangeKinds),
  before: z.record(z.string(), z.string()).nullable(),
  after: z.record(z.string(), z.string()).nullable(),
  /** What is known of single cells of each version; absent where it is nothing. */
  notesBefore: z.array(cellNoteSchema).optional(),
  notesAfter: z.array(cellNoteSchema).optional(),
})
export type RowChange = z.infer<typeof rowChangeSchema>
export const rowChangesQuerySchema = z.object({ change: rowChangeSchema.shape.change.optional() })
