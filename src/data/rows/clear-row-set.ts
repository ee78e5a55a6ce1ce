// Clearing sets of rows away, never more at once than the embedded database answers in about 50 ms.

import type { Queries } from '../../db/types.ts'
import { deleteCellNotes } from './cell-notes.ts'
import {
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

/**
 * Deletes a set and the rows that no other set of its pool consists of, in chunks; safe to repeat. Does nothing to a
 * set that a dataset or a living import points at, whoever asked.
 *
 * No set can begin to borrow these rows meanwhile: only the present set of a dataset is borrowed from, and an import
 * that does so points at it.
 */
export async function clearRowSet(queries: Queries, rowSetId: string, signal?: AbortSignal): Promise<void> {
  if (await isInUse(queries, rowSetId)) return
  const pool = await findPool(queries, rowSetId)
  // Someone else has cleared it. Its rows may still be borrowed, by sets that this one knew.
  if (!pool) return
  if (pool.others.length === 0) await deletePool(queries, pool.id, signal)
  else await deleteUnshared(queries, rowSetId, pool.others, signal)
  await deleteCellNotes(queries, rowSetId, signal)
  await deleteByLine(queries, 'set_aside_rows', rowSetId, signal)
  await deleteByLine(queries, 'row_set_pieces', rowSetId, signal)
  await queries.query('delete from row_sets where id = $1', [rowSetId])
}

async function findPool(
  queries: Queries,
  rowSetId: string,
): Promise<{ id: string; others: string[] } | undefined> {
  const { rows } = await queries.query<{ id: string; others: string[] }>(
    `select pool_id as id, array(select o.id from row_sets o where o.pool_id = s.pool_id and o.id <> s.id) as others
       from row_sets s where s.id = $1`,
    [rowSetId],
  )
  return rows[0]
}

async function deleteUnshared(
  queries: Queries,
  rowSetId: string,
  others: string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const shared: Stretch[] = []
  for (const other of others) shared.push(...(await readStretches(queries, other)))
  // What an import stored before it was interrupted lies in no piece yet.
  const mine = [...(await readStretches(queries, rowSetId)), ownStretch(rowSetId)]
  await walkStretches(subtract(mine, shared), async (part) => {
    signal?.throwIfAborted()
    return deleteRows(queries, part)
  })
}

/** All rows of the pool, whoever brought them: nobody is left who could consist of them. */
async function deletePool(queries: Queries, poolId: string, signal: AbortSignal | undefined): Promise<void> {
  for (let last: string | null = ''; last !== null; ) {
    signal?.throwIfAborted()
    const { rows }: { rows: { last: string | null }[] } = await queries.query(
      `with doomed as (
         select row_set_id, line, row_key from rows where pool_id = $1 and row_key >= $2
          order by row_key, row_set_id, line limit $3),
       gone as (
         delete from rows t using doomed d where t.row_set_id = d.row_set_id and t.line = d.line)
       select max(row_key) as last from doomed`,
      [poolId, last, clearChunk],
    )
    last = rows[0]?.last ?? null
  }
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
