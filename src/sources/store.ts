// The table of sources. Knows sealed texts only.
import type { Rhythm, Source } from '../api/source.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { SealedColumn } from '../vault/sealed-columns.ts'

/** Where they keep secrets; for the list that the vault is made with. */
export const sourceSecretsColumn = {
  table: 'sources',
  column: 'secrets_sealed',
} as const satisfies SealedColumn

export interface SourceRow {
  id: string
  workspace_id: string
  dataset_id: string | null
  kind: string
  config: Record<string, unknown>
  secrets_sealed: string | null
  title: string
  rhythm: Rhythm | null
  time_zone: string
  next_at: string | null
  state: Source['state']
  problem: Source['problem']
  version: string | null
  content_hash: string | null
  checked_at: string | null
  changed_at: string | null
  hook_hash: string | null
  hook_due_at: string | null
  hook_at: string | null
  created_at: string
  updated_at: string
}

const jsonColumns: ReadonlySet<string> = new Set(['config', 'rhythm', 'problem'])

export async function listSourceRows(queries: Queries, workspaceId: string): Promise<SourceRow[]> {
  const { rows } = await queries.query<SourceRow>(
    'select * from sources where workspace_id = $1 order by id desc limit 500',
    [workspaceId],
  )
  return rows
}

/** Whatever the workspace; for work that was allowed before. */
export async function findSourceRow(queries: Queries, id: string): Promise<SourceRow | null> {
  const { rows } = await queries.query<SourceRow>('select * from sources where id = $1', [id])
  return rows[0] ?? null
}

/** Keeps others from changing it, and refreshes from beginning, until the transaction ends. */
export async function lockSource(tx: Tx, id: string): Promise<SourceRow | null> {
  const { rows } = await tx.query<SourceRow>('select * from sources where id = $1 for update', [id])
  return rows[0] ?? null
}

/** Of these datasets, the sources whose last refresh changed nothing though it should have. */
export async function failingSources(queries: Queries, datasetIds: readonly string[]): Promise<SourceRow[]> {
  const { rows } = await queries.query<SourceRow>(
    `select * from sources where dataset_id = any($1::text[]) and state = 'failing'`,
    [datasetIds],
  )
  return rows
}

export async function sourceOfDataset(queries: Queries, datasetId: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>('select id from sources where dataset_id = $1', [
    datasetId,
  ])
  return rows[0]?.id ?? null
}

export type NewSource = Pick<
  SourceRow,
  'id' | 'workspace_id' | 'kind' | 'config' | 'secrets_sealed' | 'title' | 'rhythm' | 'time_zone'
>

export async function insertSource(tx: Tx, row: NewSource): Promise<void> {
  await tx.query(
    `insert into sources (id, workspace_id, kind, config, secrets_sealed, title, rhythm, time_zone, created_at,
                          updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      row.id,
      row.workspace_id,
      row.kind,
      JSON.stringify(row.config),
      row.secrets_sealed,
      row.title,
      row.rhythm && JSON.stringify(row.rhythm),
      row.time_zone,
      tx.now(),
    ],
  )
}

export type SourceChange = Partial<Omit<SourceRow, 'id' | 'workspace_id' | 'created_at' | 'updated_at'>>

export async function updateSource(queries: Queries, id: string, change: SourceChange): Promise<void> {
  // Names of columns, from the code alone.
  const names = Object.keys(change) as (keyof SourceChange)[]
  const sets = names.map((name, index) => `, ${name} = $${index + 3}`)
  await queries.query(`update sources set updated_at = $2${sets.join('')} where id = $1`, [
    id,
    queries.now(),
    ...names.map((name) => {
      const value = change[name]
      return jsonColumns.has(name) && value !== null ? JSON.stringify(value) : value
    }),
  ])
}

export async function deleteSource(queries: Queries, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await queries.query('delete from sources where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ])
  return rowCount === 1
}

/** The rows of its dataset are those of a file: whatever the source has is compared with them. */
export async function forgetVersionOf(tx: Tx, datasetId: string): Promise<void> {
  await tx.query('update sources set version = null, content_hash = null where dataset_id = $1', [datasetId])
}
