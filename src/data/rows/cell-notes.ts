// What is to be known of single cells of a set of rows.
import { inBatches } from '../../batches.ts'
import type { Queries } from '../../db/types.ts'
import type { CellNote } from './fill-cells.ts'

export interface PlacedNote extends CellNote {
  rowKey: string
  column: string
  /** Somebody has written something into the cell by hand. */
  isSettled: boolean
}

const chunk = 2_000

export async function insertCellNotes(
  queries: Queries,
  rowSetId: string,
  notes: readonly PlacedNote[],
): Promise<void> {
  for (const part of inBatches(notes, chunk)) {
    await queries.query(
      `insert into cell_notes (row_set_id, row_key, column_name, severity, message, is_settled)
       select $1, n.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[]) n
       on conflict do nothing`,
      [
        rowSetId,
        part.map(({ rowKey }) => rowKey),
        part.map(({ column }) => column),
        part.map(({ severity }) => severity),
        part.map(({ message }) => message),
        part.map(({ isSettled }) => isSettled),
      ],
    )
  }
}

/** Of these rows, by key, in the order of their columns; without those that somebody has settled. */
export async function findCellNotes(
  queries: Queries,
  rowSetId: string,
  rowKeys: readonly string[],
): Promise<Map<string, PlacedNote[]>> {
  const { rows } = await queries.query<PlacedNote>(
    `select row_key as "rowKey", column_name as "column", severity, message, is_settled as "isSettled"
       from cell_notes where row_set_id = $1 and row_key = any($2::text[]) and not is_settled
      order by row_key, column_name`,
    [rowSetId, rowKeys],
  )
  return Map.groupBy(rows, ({ rowKey }) => rowKey)
}

/** Rows that a cell holds, by column. */
export async function countHeldRows(queries: Queries, rowSetId: string): Promise<Map<string, number>> {
  const { rows } = await queries.query<{ column_name: string; n: number }>(
    `select column_name, count(*)::int as n from cell_notes
      where row_set_id = $1 and severity = 'error' and not is_settled group by column_name`,
    [rowSetId],
  )
  return new Map(rows.map((row) => [row.column_name, row.n]))
}

/** The notes of one set for another one that has the same rows, but for one cell where it is named. */
export async function copyCellNotes(
  queries: Queries,
  { from, to }: { from: string; to: string },
  settled?: { rowKey: string; column: string; isSettled: boolean },
): Promise<void> {
  await queries.query(
    `insert into cell_notes (row_set_id, row_key, column_name, severity, message, is_settled)
     select $2, row_key, column_name, severity, message,
            case when row_key = $3::text and column_name = $4::text then $5 else is_settled end
       from cell_notes where row_set_id = $1`,
    [from, to, settled?.rowKey ?? null, settled?.column ?? null, settled?.isSettled ?? false],
  )
}

export async function deleteCellNotes(
  queries: Queries,
  rowSetId: string,
  signal?: AbortSignal,
): Promise<void> {
  for (let deleted = chunk; deleted === chunk; ) {
    signal?.throwIfAborted()
    const { rowCount } = await queries.query(
      `delete from cell_notes where (row_set_id, row_key, column_name) in (
         select row_set_id, row_key, column_name from cell_notes where row_set_id = $1 limit $2)`,
      [rowSetId, chunk],
    )
    deleted = rowCount
  }
}
