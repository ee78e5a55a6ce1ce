// The differences of a loaded import, page by page, with both versions of each row.
import type { RowChange } from '../api/import.ts'
import type { Queries } from '../db/types.ts'
import type { ImportRecord } from './import-record.ts'
import { type DataRow, readRowsByKeys } from './rows.ts'

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
  const { added, changed, removed } = record.changes
  return {
    items: rows.map(({ row_key: rowKey, change }) => ({
      rowKey,
      change,
      before: before.get(rowKey)?.cells ?? null,
      after: after.get(rowKey)?.cells ?? null,
    })),
    total: page.change === null ? added + changed + removed : { added, changed, removed }[page.change],
  }
}

function byKey(rows: DataRow[]): Map<string, DataRow> {
  return new Map(rows.map((row) => [row.rowKey, row]))
}
