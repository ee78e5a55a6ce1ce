// What the owner may choose about a list of records, and what a choice becomes once everything is decided.
import type { z } from 'zod'
import type { recordSettingsSchema } from '../../../api/import-settings.ts'
import type { Settings } from '../format.ts'

export type RecordConfig = z.infer<typeof recordSettingsSchema>

export const defaultRecordConfig: RecordConfig = { path: null, joinWith: ', ' }

export interface RecordSettings extends Settings {
  /** Where the list stands. */
  path: string
  joinWith: string
  /** Paths of values within a record, in the order of the table. */
  columns: string[]
}

/** Characters of a path that can be chosen. */
export const longestPath = 1000

/** What the number of a row counts. */
export const recordPlace = ['record', 'records'] as const
