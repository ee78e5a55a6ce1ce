// The table of endpoints. Knows sealed keys only.
import type { AiEndpointKind } from '../api/ai.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { SealedColumn } from '../vault/sealed-columns.ts'

export const aiKeyColumn: SealedColumn = { table: 'ai_endpoints', column: 'key_sealed' }

export interface EndpointRow {
  id: string
  workspace_id: string
  name: string
  kind: AiEndpointKind
  address: string
  model: string
  key_sealed: string | null
  price_in: number
  price_out: number
  currency: string
  thinking_tokens: number
  parallel: number
  created_at: string
}

export async function findEndpoints(queries: Queries, workspaceId: string): Promise<EndpointRow[]> {
  const { rows } = await queries.query<EndpointRow>(
    'select * from ai_endpoints where workspace_id = $1 order by id limit 500',
    [workspaceId],
  )
  return rows
}

export async function findEndpoint(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<EndpointRow | null> {
  const { rows } = await queries.query<EndpointRow>(
    'select * from ai_endpoints where workspace_id = $1 and id = $2',
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export async function insertEndpoint(tx: Tx, row: Omit<EndpointRow, 'created_at'>): Promise<void> {
  await tx.query(
    `insert into ai_endpoints (id, workspace_id, name, kind, address, model, key_sealed, price_in, price_out, currency,
                               thinking_tokens, parallel, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.id,
      row.workspace_id,
      row.name,
      row.kind,
      row.address,
      row.model,
      row.key_sealed,
      row.price_in,
      row.price_out,
      row.currency,
      row.thinking_tokens,
      row.parallel,
      tx.now(),
    ],
  )
}

export type EndpointChange = Partial<Omit<EndpointRow, 'id' | 'workspace_id' | 'created_at'>>

export async function updateEndpoint(queries: Queries, id: string, change: EndpointChange): Promise<void> {
  // Names of columns, from the code alone.
  const names = Object.keys(change) as (keyof EndpointChange)[]
  if (names.length === 0) return
  const sets = names.map((name, index) => `${name} = $${index + 2}`)
  await queries.query(`update ai_endpoints set ${sets.join(', ')} where id = $1`, [
    id,
    ...names.map((name) => change[name]),
  ])
}

/** Names of the columns that ask it. */
export async function columnsOfEndpoint(queries: Queries, id: string): Promise<string[]> {
  const { rows } = await queries.query<{ name: string }>(
    'select name from ai_columns where endpoint_id = $1 order by created_at limit 20',
    [id],
  )
  return rows.map(({ name }) => name)
}

export async function deleteEndpoint(queries: Queries, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await queries.query('delete from ai_endpoints where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ])
  return rowCount === 1
}
