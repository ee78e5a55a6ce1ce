// One row with other cells, as a new version that shares all other rows with the one before.
import type { Column } from '../../api/dataset.ts'
import type { Queries } from '../../db/types.ts'
import { copyCellNotes, findCellNotes } from './cell-notes.ts'
import { copyFacts } from './copy-row-set.ts'
import { hashWithNotes } from './fill-cells.ts'
import { memberOf, poolOf } from './piece-store.ts'
import { createRowHash } from './row-hash.ts'
import { createRowSet } from './row-set.ts'

interface Place {
  /** In the set. */
  line: number
  setId: string
  /** On which line of `setId`. */
  stored: number
  cells: string[]
}

/** A set that consists of the rows of this one, with the row with this key changed. Null when there is none. */
export async function replaceRow(
  queries: Queries,
  rowSetId: string,
  rowKey: string,
  change: (names: string[], cells: string[]) => string[],
  /** What is noted of this cell of the row is settled by that, or is not any more. */
  note: { column: string; isSettled: boolean },
): Promise<{ rowSetId: string; cells: Record<string, string>; line: number } | null> {
  const place = await findPlace(queries, rowSetId, rowKey)
  if (!place) return null
  const { rows } = await queries.query<{ pool_id: string; columns: Column[] }>(
    'select pool_id, columns from row_sets where id = $1',
    [rowSetId],
  )
  const { pool_id: poolId, columns } = rows[0]!
  const names = columns.map(({ name }) => name)
  const cells = change(names, place.cells)
  const made = await createRowSet(queries, poolId)
  await copyPieces(queries, rowSetId, made.rowSetId, place)
  await copyCellNotes(queries, { from: rowSetId, to: made.rowSetId }, { rowKey, ...note })
  const notes = (await findCellNotes(queries, made.rowSetId, [rowKey])).get(rowKey) ?? []
  const rowHash = hashWithNotes(createRowHash(names)(cells), notes)
  await queries.query(
    'insert into rows (row_set_id, pool_id, line, row_key, cells, hash) values ($1, $2, $3, $4, $5, $6)',
    [made.rowSetId, poolId, place.line, rowKey, JSON.stringify(cells), rowHash],
  )
  await copyFacts(queries, rowSetId, made.rowSetId)
  const byName = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
  return { rowSetId: made.rowSetId, cells: byName, line: place.line }
}

async function findPlace(queries: Queries, rowSetId: string, rowKey: string): Promise<Place | null> {
  const { rows } = await queries.query<Place>(
    `select m.line, b.row_set_id as "setId", b.line as stored, b.cells from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key = $2`,
    [rowSetId, rowKey],
  )
  return rows[0] ?? null
}

/** All pieces of the old set, the one around the row cut in two, and the new row between. */
async function copyPieces(queries: Queries, from: string, to: string, place: Place): Promise<void> {
  const { line, setId, stored } = place
  const around = [from, setId, stored, line] as const
  const isAround =
    'from_set_id = $2 and from_line <= $3 and to_line >= $3 and line - from_line = $4::int - $3::int'
  const columns = 'row_set_id, line, from_set_id, from_line, to_line'
  await queries.query(
    `insert into row_set_pieces (${columns})
     select $5, line, from_set_id, from_line, to_line from row_set_pieces
      where row_set_id = $1 and not (${isAround})
     union all
     select $5, line, from_set_id, from_line, $3::int - 1 from row_set_pieces
      where row_set_id = $1 and ${isAround} and from_line < $3
     union all
     select $5, $4::int, $5, $4::int, $4::int
     union all
     select $5, $4::int + 1, from_set_id, $3::int + 1, to_line from row_set_pieces
      where row_set_id = $1 and ${isAround} and to_line > $3`,
    [...around, to],
  )
}
