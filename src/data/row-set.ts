// Filling and clearing sets of rows, never more at once than the embedded database answers in about 50 ms.
import { inBatches } from '../db/batches.ts'
import type { Database, Queries } from '../db/types.ts'
import {
  insertWholePiece,
  ownStretch,
  readStretches,
  type StoredPlace,
  storedRows,
  stretchParams,
  walkStretches,
} from './piece-store.ts'
import { type Stretch, subtract } from './pieces.ts'

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
    rows.map(({ line, rowKey, cells, hash }) => [rowSetId, poolId, line, rowKey, cells, hash]),
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

/**
 * Deletes a set and the rows that no other set of its pool consists of, in chunks; safe to repeat. Does nothing to a
 * set that a dataset or a living import points at, whoever asked.
 *
 * No set can begin to borrow these rows meanwhile: only the present set of a dataset is borrowed from, and an import
 * that does so points at it.
 */
export async function clearRowSet(queries: Queries, rowSetId: string, signal?: AbortSignal): Promise<void> {
  if (await isInUse(queries, rowSetId)) return
  const others: Stretch[] = []
  for (const other of await setsBeside(queries, rowSetId))
    others.push(...(await readStretches(queries, other)))
  // What an import stored before it was interrupted lies in no piece yet.
  const mine = [...(await readStretches(queries, rowSetId)), ownStretch(rowSetId)]
  await walkStretches(subtract(mine, others), async (part) => {
    signal?.throwIfAborted()
    return deleteRows(queries, part)
  })
  await deleteByLine(queries, 'set_aside_rows', rowSetId, signal)
  await deleteByLine(queries, 'row_set_pieces', rowSetId, signal)
  await queries.query('delete from row_sets where id = $1', [rowSetId])
}

async function setsBeside(queries: Queries, rowSetId: string): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `select s.id from row_sets s join row_sets own on own.pool_id = s.pool_id where own.id = $1 and s.id <> $1`,
    [rowSetId],
  )
  return rows.map((row) => row.id)
}

async function deleteRows(queries: Queries, part: Stretch[]): Promise<StoredPlace | null> {
  const { rows } = await queries.query<StoredPlace>(
    `with doomed as materialized (${storedRows}),
     gone as (
       delete from rows t using doomed d where t.row_set_id = d.row_set_id and t.line = d.line)
     select row_set_id as "setId", line from doomed order by n desc, line desc limit 1`,
    [...stretchParams(part), clearChunk],
  )
  return rows[0] ?? null
}

async function deleteByLine(
  queries: Queries,
  table: 'set_aside_rows' | 'row_set_pieces',
  rowSetId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let after: number | null = -1; after !== null; ) {
    signal?.throwIfAborted()
    const { rows }: { rows: { last: number | null }[] } = await queries.query(
      `with doomed as (select line from ${table} where row_set_id = $1 and line > $2 order by line limit $3),
       gone as (delete from ${table} t using doomed where t.row_set_id = $1 and t.line = doomed.line returning t.line)
       select max(line) as last from gone`,
      [rowSetId, after, clearChunk],
    )
    after = rows[0]?.last ?? null
  }
}

/** An import that compares with the rows of a set, or borrows them, needs them as much as one that fills it. */
async function isInUse(queries: Queries, rowSetId: string): Promise<boolean> {
  const { rows } = await queries.query(
    `select 1 from datasets where row_set_id = $1
     union all
     select 1 from imports where $1 in (row_set_id, base_row_set_id) and state in ${living}`,
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
       and not exists (
         select 1 from imports i where s.id in (i.row_set_id, i.base_row_set_id) and i.state in ${living})
     order by id limit 1000`,
    [retiredForSecs],
  )
  return rows.map((row) => row.id)
}
