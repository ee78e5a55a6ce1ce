// The table of imports. States change only along `nextStates`, in one statement, so that two requests cannot both win.
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { DatasetVersion } from './datasets.ts'
import { type ImportRecord, type ImportState, nextStates } from './import-record.ts'
import { createRowSet, type RowSetPlace } from './row-set.ts'

type Changes = Partial<Omit<ImportRecord, 'id' | 'workspace_id' | 'state' | 'created_at' | 'updated_at'>>

const jsonColumns = new Set<string>([
  'settings',
  'decisions',
  'columns',
  'preview',
  'notes',
  'read_settings',
  'changes',
  'problem',
  'progress',
])

export async function insertImport(
  queries: Queries,
  record: Pick<
    ImportRecord,
    'id' | 'workspace_id' | 'dataset_id' | 'file_name' | 'bytes' | 'source' | 'settings'
  >,
): Promise<ImportRecord> {
  const { rows } = await queries.query<ImportRecord>(
    `insert into imports (id, workspace_id, dataset_id, file_name, bytes, state, source, settings, created_at,
                          updated_at)
     values ($1, $2, $3, $4, $5, 'analysing', $6, $7, $8, $8) returning *`,
    [
      record.id,
      record.workspace_id,
      record.dataset_id,
      record.file_name,
      record.bytes,
      record.source,
      JSON.stringify(record.settings),
      queries.now(),
    ],
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
