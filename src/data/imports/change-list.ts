// The differences of a loaded import, page by page, with both versions of each row.
import type { RowChange } from '../../api/import.ts'
import type { Queries } from '../../db/types.ts'
import { findCellNotes, type PlacedNote } from '../rows/cell-notes.ts'
import { type DataRow, readRowsByKeys } from '../rows/rows.ts'
import type { ImportRecord } from './import-record.ts'

/** In the order of the keys, after this one. Nothing unless the import replaces a dataset and has been loaded. */
export async function listChanges(
  queries: Queries,
  record: ImportRecord,
  page: { change: RowChange['change'] | null; afterKey: string; limit: number },
): Promise<{ items: RowChange[]; total: number }> {
  if (!record.changes || !record.base_row_set_id || !record.row_set_id) return { items: [], total: 0 }
  const { rows } = await queries.query<{ row_key: string; change: RowChange['change'] }>(
    page.change === null
      ? `select row_key, change from import_changes where import_id = $1 and row_key > $2 order by row_key limit $3`
      : `select row_key, change from import_changes where import_id = $1 and row_key > $2 and change = $4
         order by row_key limit $3`,
    [record.id, page.afterKey, page.limit, ...(page.change === null ? [] : [page.change])],
  )
  const keys = rows.map((row) => row.row_key)
  const before = byKey(await readRowsByKeys(queries, record.base_row_set_id, keys))
  const after = byKey(await readRowsByKeys(queries, record.row_set_id, keys))
  const notesBefore = await findCellNotes(queries, record.base_row_set_id, keys)
  const notesAfter = await findCellNotes(queries, record.row_set_id, keys)
  const { added, changed, removed } = record.changes
  return {
    items: rows.map(({ row_key: rowKey, change }) => ({
      rowKey,
      change,
      before: before.get(rowKey)?.cells ?? null,
      after: after.get(rowKey)?.cells ?? null,
      ...notesOf(notesBefore.get(rowKey) ?? [], notesAfter.get(rowKey) ?? []),
    })),
    total: page.change === null ? added + changed + removed : { added, changed, removed }[page.change],
  }
}

/** Rows may be equal but for what is noted of their cells. */
function notesOf(
  before: readonly PlacedNote[],
  after: readonly PlacedNote[],
): Pick<RowChange, 'notesBefore' | 'notesAfter'> {
  const plain = ({ column, severity, message }: PlacedNote) => ({ column, severity, message })
  return {
    ...(before.length > 0 && { notesBefore: before.map(plain) }),
    ...(after.length > 0 && { notesAfter: after.map(plain) }),
  }
}

function byKey(rows: DataRow[]): Map<string, DataRow> {
  return new Map(rows.map((row) => [row.rowKey, row]))
}

/** Keys of the rows that are new or changed, after this one. */
export async function changedKeysAfter(
  queries: Queries,
  importId: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from import_changes where import_id = $1 and row_key > $2 and change <> 'removed'
      order by row_key limit $3`,
    [importId, afterKey, limit],
  )
  return rows.map((row) => row.row_key)
}
