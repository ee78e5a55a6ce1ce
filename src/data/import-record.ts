// An import as the table holds it, and the one map from there to the wire.
import type { Column } from '../api/dataset.ts'
import type { Import, ImportSettings } from '../api/import.ts'
import type { Decision, Settings } from './sources/source.ts'

export type ImportState = Import['state']

/** Which state may follow which. `refused` and `failed` may be tried again with other settings or another key. */
export const nextStates: Record<ImportState, readonly ImportState[]> = {
  analysing: ['analysed', 'refused', 'failed', 'discarded'],
  analysed: ['analysing', 'loading', 'discarded'],
  loading: ['loaded', 'refused', 'failed', 'discarded'],
  loaded: ['analysing', 'loading', 'applied', 'discarded'],
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
  columns: Column[]
  preview: Record<string, string>[]
  row_count: number
  set_aside_count: number
  notes: string[]
  suggested_key: string | null
  key_column: string | null
  row_set_id: string | null
  base_row_set_id: string | null
  /** Which source reads it. */
  source: string
  /** How, once decided; of that source, as `settings` is. */
  read_settings: Settings | null
  changes: Import['changes']
  problem: Import['problem']
  progress: Import['progress']
  dataset_name: string | null
  created_at: string
  updated_at: string
}

export function toImport(record: ImportRecord): Import {
  return {
    id: record.id,
    datasetId: record.dataset_id,
    fileName: record.file_name,
    bytes: record.bytes,
    state: record.state,
    progress: record.progress,
    settings: record.settings,
    decisions: record.decisions,
    columns: record.columns,
    preview: record.preview,
    rowCount: record.row_count,
    setAsideCount: record.set_aside_count,
    notes: record.notes,
    suggestedKey: record.suggested_key,
    keyColumn: record.key_column,
    changes: record.changes,
    problem: record.problem,
    createdAt: record.created_at,
  }
}
