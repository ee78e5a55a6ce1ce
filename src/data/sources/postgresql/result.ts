// The rows of a query, by a cursor in a transaction that only reads.
import type { FieldDef } from 'pg'
import type { PostgresqlConfig } from '../../../api/sources/postgresql.ts'
import type { SourceRow } from '../../formats/format.ts'
import type { RowsTable } from '../../formats/rows/write.ts'
import { type CellReader, cellReader, otherTypes } from './cell.ts'
import type { SqlClient } from './client.ts'

/** Characters that come at a time, about: so many rows are asked for that they hold as many. */
const batchLength = 2_000_000
const firstBatch = 100
const largestBatch = 2_000

export function readResult(
  client: SqlClient,
  { query, timeoutSecs }: Pick<PostgresqlConfig, 'query' | 'timeoutSecs'>,
  signal: AbortSignal,
): RowsTable {
  const columns: string[] = []
  async function* rows(): AsyncGenerator<SourceRow[]> {
    await begin(client, query, timeoutSecs)
    let readers: CellReader[] | null = null
    let line = 1
    for (let count = firstBatch; ; ) {
      signal.throwIfAborted()
      const batch = await client.query(`fetch forward ${count} from seomatic_rows`)
      if (!readers) {
        columns.push(...batch.fields.map(({ name }) => name))
        readers = await readersOf(client, batch.fields)
      }
      const read = readers
      yield batch.rows.map((values) => ({ line: line++, cells: values.map((value, at) => read[at]!(value)) }))
      if (batch.rows.length < count) break
      count = nextCount(batch.rows)
    }
    await client.query('rollback')
  }
  return { place: ['row', 'rows'], key: null, columns, rows: rows() }
}

/** A cursor takes nothing but a query that reads, and not a second statement behind it. */
async function begin(client: SqlClient, query: string, timeoutSecs: number): Promise<void> {
  await client.query('begin read only')
  for (const setting of [
    `statement_timeout = ${timeoutSecs * 1000}`,
    "timezone = 'UTC'",
    "datestyle = 'ISO, YMD'",
    "intervalstyle = 'iso_8601'",
    'cursor_tuple_fraction = 1',
  ])
    await client.query(`set local ${setting}`)
  await client.query(`declare seomatic_rows no scroll cursor for\n${query.replace(/[;\s]+$/, '')}`)
}

async function readersOf(client: SqlClient, fields: readonly FieldDef[]): Promise<CellReader[]> {
  const unknown = otherTypes(fields)
  const arrays =
    unknown.length === 0
      ? []
      : (
          await client.query(
            `select oid from pg_type where typcategory = 'A' and oid in (${unknown.join(', ')})`,
          )
        ).rows
  const ids = new Set(arrays.map(([id]) => Number(id)))
  return fields.map((field) => cellReader(field, ids))
}

function nextCount(rows: readonly (readonly (string | null)[])[]): number {
  let length = 0
  for (const row of rows) for (const value of row) length += value?.length ?? 1
  const each = Math.max(1, length / Math.max(1, rows.length))
  return Math.max(1, Math.min(largestBatch, Math.floor(batchLength / each)))
}
