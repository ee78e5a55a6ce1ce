// An import as the table holds it, and the one map from there to the wire.
import type { Column } from '../../api/dataset.ts'
import type { EncodingReading, Import, RefreshReason } from '../../api/import.ts'
import type { ImportSettings } from '../../api/import-settings.ts'
import type { Lineage, Step } from '../../api/step.ts'
import type { CorrectionCounts } from '../corrections/apply-corrections.ts'
import type { Decision, Settings } from '../formats/format.ts'
import { formatById } from '../formats/index.ts'
import type { FillPlan } from '../rows/fill-cells.ts'
import type { StepRead } from '../rows/other-dataset.ts'

export type ImportState = Import['state']

/**
 * Which state may follow which. `refused` and `failed` may be tried again with other settings or another key. What is
 * `analysed` or `loaded` fails only where it goes on by itself.
 */
export const nextStates: Record<ImportState, readonly ImportState[]> = {
  fetching: ['analysing', 'refused', 'failed', 'discarded'],
  analysing: ['analysed', 'refused', 'failed', 'discarded'],
  analysed: ['analysing', 'loading', 'refused', 'failed', 'discarded'],
  loading: ['loaded', 'refused', 'failed', 'discarded'],
  loaded: ['analysing', 'loading', 'applied', 'refused', 'failed', 'discarded'],
  refused: ['analysing', 'loading', 'discarded'],
  failed: ['analysing', 'loading', 'discarded'],
  applied: [],
  discarded: [],
}

export interface ImportRecord {
  id: string
  workspace_id: string
  dataset_id: string | null
  file_name: string
  bytes: number
  state: ImportState
  settings: ImportSettings
  decisions: Decision[]
  readings: EncodingReading[]
  columns: Column[]
  preview: Record<string, string>[]
  row_count: number
  set_aside_count: number
  notes: string[]
  suggested_key: string | null
  key_column: string | null
  /** The columns of the file that the key is combined of; null when it is one of them itself. */
  key_parts: string[] | null
  /** What became of the keys when the rows were loaded. */
  key_notes: string[]
  row_set_id: string | null
  base_row_set_id: string | null
  /** The format of the file; while it is fetched, a guess. */
  format: string
  /** How, once decided; of that format, as `settings` is. */
  read_settings: Settings | null
  changes: Import['changes']
  problem: Import['problem']
  progress: Import['progress']
  dataset_name: string | null
  /** How its rows are shaped; those of the dataset unless they were chosen for it. */
  steps: Step[]
  sets_steps: boolean
  lineage: Lineage[]
  /** What became of cells that were corrected by hand. */
  corrections: CorrectionCounts
  /** The other datasets that steps read when its rows were loaded. */
  steps_read: StepRead[]
  /** Where its file is fetched from. */
  source_id: string | null
  trigger: Import['trigger']
  /** Goes on by itself. */
  is_refresh: boolean
  /** Why it did not after all. */
  reasons: RefreshReason[]
  /** There was nothing to take over. */
  is_unchanged: boolean
  /** Of what was fetched, as its source tells it. */
  version: string | null
  content_hash: string | null
  /** What is filled beside the columns of the file. */
  filling: FillPlan | null
  created_at: string
  updated_at: string
}

/** A refresh that somebody takes into the hand does not go on by itself any more. */
export const byPerson: Pick<ImportRecord, 'is_refresh' | 'reasons'> = { is_refresh: false, reasons: [] }

export function toImport(record: ImportRecord): Import {
  return {
    id: record.id,
    datasetId: record.dataset_id,
    fileName: record.file_name,
    bytes: record.bytes,
    format: record.format,
    place: record.read_settings?.place ?? formatById(record.format).words.place,
    state: record.state,
    progress: record.progress,
    settings: record.settings,
    decisions: record.decisions,
    readings: record.readings,
    columns: record.columns,
    preview: record.preview,
    rowCount: record.row_count,
    setAsideCount: record.set_aside_count,
    notes: record.notes,
    keyNotes: record.key_notes,
    suggestedKey: record.suggested_key,
    keyColumn: record.key_column,
    keyColumns: record.key_parts ?? (record.key_column === null ? [] : [record.key_column]),
    changes: record.changes,
    problem: record.problem,
    sourceId: record.source_id,
    trigger: record.trigger,
    isRefresh: record.is_refresh,
    reasons: record.reasons,
    createdAt: record.created_at,
  }
}
