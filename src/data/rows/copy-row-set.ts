// A set of rows with the rows of another one: a new version of the data in which no row differs.
import type { Queries } from '../../db/types.ts'
import { copyCellNotes } from './cell-notes.ts'
import { createRowSet } from './row-set.ts'

/** @returns the id of the new set */
export async function copyRowSet(queries: Queries, rowSetId: string): Promise<string> {
  const { rows } = await queries.query<{ pool_id: string }>('select pool_id from row_sets where id = $1', [
    rowSetId,
  ])
  const made = await createRowSet(queries, rows[0]!.pool_id)
  await queries.query(
    `insert into row_set_pieces (row_set_id, line, from_set_id, from_line, to_line)
     select $2, line, from_set_id, from_line, to_line from row_set_pieces where row_set_id = $1`,
    [rowSetId, made.rowSetId],
  )
  await copyCellNotes(queries, { from: rowSetId, to: made.rowSetId })
  await copyFacts(queries, rowSetId, made.rowSetId)
  return made.rowSetId
}

/** What is known of a set as a whole, and the rows that it set aside. */
export async function copyFacts(queries: Queries, from: string, to: string): Promise<void> {
  await queries.query(
    `insert into set_aside_rows (row_set_id, line, reason, cells)
     select $2, line, reason, cells from set_aside_rows where row_set_id = $1`,
    [from, to],
  )
  await queries.query(
    `update row_sets s set columns = o.columns, key_column = o.key_column, key_parts = o.key_parts,
            row_count = o.row_count, set_aside_count = o.set_aside_count, source_name = o.source_name,
            has_old_keys = o.has_old_keys, readings = o.readings
       from row_sets o where s.id = $2 and o.id = $1`,
    [from, to],
  )
}
