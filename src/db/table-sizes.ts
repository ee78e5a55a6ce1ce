// How large the tables are, as the engine itself keeps account of them: no table is read for it.
import type { Queries } from './types.ts'

export interface TableSize {
  /** With its schema where that is another than ours (`pgboss.job`). */
  table: string
  /** With indexes and what is stored beside the table, in bytes. */
  bytes: number
  /** The engine's own estimate; 0 for what it has not looked at yet. */
  rows: number
}

/** Largest first. */
export async function tableSizes(queries: Queries): Promise<TableSize[]> {
  const { rows } = await queries.query<{ schema: string; name: string; bytes: number; rows: number }>(
    `select n.nspname as schema, c.relname as name, pg_total_relation_size(c.oid) as bytes,
            greatest(c.reltuples, 0)::bigint as rows
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in (current_schema(), 'pgboss')
      order by bytes desc, name`,
  )
  return rows.map(({ schema, name, bytes, rows: count }) => ({
    table: schema === 'pgboss' ? `pgboss.${name}` : name,
    bytes,
    rows: count,
  }))
}

/** The whole database with what the engine keeps for itself, in bytes. */
export async function databaseSize(queries: Queries): Promise<number> {
  const { rows } = await queries.query<{ bytes: number }>(
    'select pg_database_size(current_database()) as bytes',
  )
  return rows[0]?.bytes ?? 0
}
