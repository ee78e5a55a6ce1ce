// Filling and clearing sets of rows, never more at once than the embedded database answers in about 50 ms.
import type { Queries } from '../db/types.ts'

const clearChunk = 2_000
/** What a refused or failed import has filled is of no use: trying again fills another set. */
const living = `('analysing', 'analysed', 'loading', 'loaded')`

export interface NewRow {
  line: number
  rowKey: string
  /** The cells as JSON text. */
  cells: string
  hash: string
}

export interface NewSetAsideRow {
  line: number
  reason: string
  cells: string[]
}

export async function insertRows(queries: Queries, rowSetId: string, rows: NewRow[]): Promise<void> {
  await queries.query(
    `insert into rows (row_set_id, line, row_key, cells, hash)
     select $1, * from unnest($2::int[], $3::text[], $4::jsonb[], $5::text[])`,
    [
      rowSetId,
      rows.map((row) => row.line),
      rows.map((row) => row.rowKey),
      rows.map((row) => row.cells),
      rows.map((row) => row.hash),
    ],
  )
}

export async function insertSetAside(
  queries: Queries,
  rowSetId: string,
  rows: NewSetAsideRow[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += 200) {
    const part = rows.slice(i, i + 200)
    await queries.query(
      `insert into set_aside_rows (row_set_id, line, reason, cells)
       select $1, * from unnest($2::int[], $3::text[], $4::jsonb[])`,
      [
        rowSetId,
        part.map((row) => row.line),
        part.map((row) => row.reason),
        part.map((row) => JSON.stringify(row.cells)),
      ],
    )
  }
}

/** Says that nothing points at the set any more; the job deletes its rows after a while. */
export async function retireRowSet(queries: Queries, rowSetId: string): Promise<void> {
  await queries.query('update row_sets set retired_at = coalesce(retired_at, now()) where id = $1', [
    rowSetId,
  ])
}

/**
 * Deletes a set and its rows, in chunks; safe to repeat. Does nothing to a set that a dataset or a living import
 * points at, whoever asked.
 */
export async function clearRowSet(queries: Queries, rowSetId: string, signal?: AbortSignal): Promise<void> {
  if (await isInUse(queries, rowSetId)) return
  for (const table of ['rows', 'set_aside_rows'] as const) {
    let after = -1
    for (;;) {
      signal?.throwIfAborted()
      const { rows } = await queries.query<{ last: number | null }>(
        `with doomed as (select line from ${table} where row_set_id = $1 and line > $2 order by line limit $3),
         gone as (delete from ${table} t using doomed where t.row_set_id = $1 and t.line = doomed.line returning t.line)
         select max(line) as last from gone`,
        [rowSetId, after, clearChunk],
      )
      const last = rows[0]?.last ?? null
      if (last === null) break
      after = last
    }
  }
  await queries.query('delete from row_sets where id = $1', [rowSetId])
}

async function isInUse(queries: Queries, rowSetId: string): Promise<boolean> {
  const { rows } = await queries.query(
    `select 1 from datasets where row_set_id = $1
     union all
     select 1 from imports where row_set_id = $1 and state in ${living}`,
    [rowSetId],
  )
  return rows.length > 0
}

/** Sets that were retired before this moment, or that nobody ever pointed at. */
export async function findClearableRowSets(queries: Queries, retiredForSecs: number): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `select id from row_sets s
     where (retired_at < now() - make_interval(secs => $1)
        or (retired_at is null and created_at < now() - interval '1 hour'))
       and not exists (select 1 from datasets d where d.row_set_id = s.id)
       and not exists (select 1 from imports i where i.row_set_id = s.id and i.state in ${living})
     order by id limit 1000`,
    [retiredForSecs],
  )
  return rows.map((row) => row.id)
}
