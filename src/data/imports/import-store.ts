// The table of imports. States change only along `nextStates`, in one statement, so that two requests cannot both win.
import type { Step } from '../../api/step.ts'
import type { Queries } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import type { DatasetVersion } from '../datasets.ts'
import { createRowSet, type RowSetPlace } from '../rows/row-set.ts'
import { type ImportRecord, type ImportState, nextStates } from './import-record.ts'

type Changes = Partial<Omit<ImportRecord, 'id' | 'workspace_id' | 'state' | 'created_at' | 'updated_at'>>

const jsonColumns = new Set<string>([
  'settings',
  'decisions',
  'readings',
  'columns',
  'preview',
  'notes',
  'key_parts',
  'key_notes',
  'read_settings',
  'changes',
  'problem',
  'progress',
  'steps',
  'lineage',
  'steps_read',
  'filling',
  'corrections',
  'reasons',
])

type NewImport = Pick<
  ImportRecord,
  'id' | 'workspace_id' | 'dataset_id' | 'file_name' | 'bytes' | 'format' | 'settings'
> &
  Partial<Pick<ImportRecord, 'source_id' | 'trigger' | 'is_refresh'>>

/** With the steps of its dataset. From a source it begins with fetching its file; otherwise the file is there. */
export async function insertImport(queries: Queries, record: NewImport): Promise<ImportRecord> {
  const { source_id = null, trigger = 'person', is_refresh = false } = record
  const { rows } = await queries.query<ImportRecord>(
    `insert into imports (id, workspace_id, dataset_id, file_name, bytes, state, format, settings, created_at,
                          updated_at, source_id, trigger, is_refresh, steps)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12,
             coalesce((select steps from datasets where id = $3), '[]')) returning *`,
    [
      record.id,
      record.workspace_id,
      record.dataset_id,
      record.file_name,
      record.bytes,
      source_id === null ? 'analysing' : 'fetching',
      record.format,
      JSON.stringify(record.settings),
      queries.now(),
      source_id,
      trigger,
      is_refresh,
    ],
  )
  return rows[0]!
}

/** The steps that were chosen for an import, and what its dataset is to be called. */
export async function setImportSteps(
  queries: Queries,
  id: string,
  { steps, name }: { steps: Step[]; name: string | null },
): Promise<ImportRecord> {
  const { rows } = await queries.query<ImportRecord>(
    'update imports set steps = $2, sets_steps = true, dataset_name = $3 where id = $1 returning *',
    [id, JSON.stringify(steps), name],
  )
  return rows[0]!
}

export async function findImport(queries: Queries, id: string): Promise<ImportRecord | null> {
  const { rows } = await queries.query<ImportRecord>('select * from imports where id = $1', [id])
  return rows[0] ?? null
}

export async function getImportRecord(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<ImportRecord> {
  const record = await findImport(queries, id)
  if (!record || record.workspace_id !== workspaceId) {
    throw new AppError(
      'not_found',
      'This import does not exist. It may have been discarded; upload the file again.',
    )
  }
  return record
}

/**
 * Moves an import to a state, if it is in one that allows it. `rowSetId`: only if it is still filling this set.
 * Null when it was not; the caller was too late.
 */
export async function moveImport(
  queries: Queries,
  id: string,
  to: ImportState,
  changes: Changes = {},
  rowSetId?: string,
): Promise<ImportRecord | null> {
  const from = Object.keys(nextStates).filter((state) => nextStates[state as ImportState].includes(to))
  const names = Object.keys(changes)
  const values = names.map((name) => {
    const value = changes[name as keyof Changes]
    return jsonColumns.has(name) && value !== null ? JSON.stringify(value) : value
  })
  const sets = names.map((name, index) => `${name} = $${index + 6}`)
  const { rows } = await queries.query<ImportRecord>(
    `update imports set ${['state = $2', 'updated_at = $5', ...sets].join(', ')}
     where id = $1 and state = any($3::text[]) and ($4::text is null or row_set_id = $4) returning *`,
    [id, to, from, rowSetId ?? null, queries.now(), ...values],
  )
  return rows[0] ?? null
}

/**
 * Gives the import a new, empty set to fill; whoever fills an older one will notice. `base` is the version it will be
 * compared with, `lender` the one whose rows it may borrow: neither is cleared away while the import lives. Null when
 * the import is not in this state any more.
 */
export async function startRowSet(
  queries: Queries,
  id: string,
  state: 'analysing' | 'loading',
  { base, lender }: { base: DatasetVersion | null; lender: DatasetVersion | null } = {
    base: null,
    lender: null,
  },
): Promise<RowSetPlace | null> {
  const place = await createRowSet(queries, lender?.poolId ?? null)
  const { rowCount } = await queries.query(
    `update imports set row_set_id = $2, base_row_set_id = $4, updated_at = $5,
            progress = '{"rows":0,"fraction":0}'
     where id = $1 and state = $3`,
    [id, place.rowSetId, state, base?.rowSetId ?? null, queries.now()],
  )
  return rowCount === 1 ? place : null
}

/** Before the rows are read, so that a file that is refused can be read otherwise. */
export async function saveDecisions(
  queries: Queries,
  id: string,
  rowSetId: string,
  { decisions, readings }: Pick<ImportRecord, 'decisions' | 'readings'>,
): Promise<void> {
  await queries.query(
    `update imports set decisions = $3, readings = $4, updated_at = $5
     where id = $1 and row_set_id = $2 and state = 'analysing'`,
    [id, rowSetId, JSON.stringify(decisions), JSON.stringify(readings), queries.now()],
  )
}

/** False when the import is no longer filling this set: discarded, or taken up by another worker. */
export async function saveProgress(
  queries: Queries,
  id: string,
  rowSetId: string,
  progress: { rows: number; fraction: number },
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `update imports set progress = $3, updated_at = $4
     where id = $1 and row_set_id = $2 and state in ('analysing', 'loading')`,
    [id, rowSetId, progress, queries.now()],
  )
  return rowCount === 1
}
