// Sets of rows: made, filled, retired.
import { inBatches } from '../../batches.ts'
import type { Database, Queries } from '../../db/types.ts'
import { insertWholePiece } from './piece-store.ts'

export interface NewRow {
  line: number
  rowKey: string
  /** In the order of the set's columns. */
  cells: readonly string[]
  hash: string
}

export interface NewSetAsideRow {
  line: number
  reason: string
  cells: string[]
}

export interface RowSetPlace {
  rowSetId: string
  /** Sets of one pool may borrow rows from each other. */
  poolId: string
}

/** A new, empty set, in the pool of another one or, with null, in a pool of its own. */
export async function createRowSet(queries: Queries, poolId: string | null): Promise<RowSetPlace> {
  const { rows } = await queries.query<RowSetPlace>(
    `with made as (select 's' || nextval('row_set_numbers') as id)
     insert into row_sets (id, pool_id) select id, coalesce($1, id) from made
     returning id as "rowSetId", pool_id as "poolId"`,
    [poolId],
  )
  const place = rows[0]!
  if (poolId === null) await insertWholePiece(queries, place.rowSetId)
  return place
}

/** Rows that this set brings itself. */
export async function insertRows(
  database: Database,
  { rowSetId, poolId }: RowSetPlace,
  rows: readonly NewRow[],
): Promise<void> {
  await database.copyInto(
    'rows',
    ['row_set_id', 'pool_id', 'line', 'row_key', 'cells', 'hash'],
    rows.map(({ line, rowKey, cells, hash }) => [
      rowSetId,
      poolId,
      line,
      rowKey,
      JSON.stringify(cells),
      hash,
    ]),
  )
}

export async function insertSetAside(
  database: Database,
  rowSetId: string,
  rows: readonly NewSetAsideRow[],
): Promise<void> {
  for (const part of inBatches(rows, 200)) {
    await database.copyInto(
      'set_aside_rows',
      ['row_set_id', 'line', 'reason', 'cells'],
      part.map((row) => [rowSetId, row.line, row.reason, JSON.stringify(row.cells)]),
    )
  }
}

/** Says that nothing points at the set any more; the job deletes its rows after a while. */
export async function retireRowSet(queries: Queries, rowSetId: string): Promise<void> {
  await queries.query('update row_sets set retired_at = coalesce(retired_at, now()) where id = $1', [
    rowSetId,
  ])
}
