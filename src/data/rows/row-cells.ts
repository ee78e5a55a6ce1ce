// Cells of rows as they are stored, for steps of other datasets.
import type { Queries } from '../../db/types.ts'
import { memberOf, poolOf, rowsByLine } from './piece-store.ts'

const chunk = 2_000

/** In the order of the columns, by key; of those that exist. */
export async function readCellsByKeys(
  queries: Queries,
  rowSetId: string,
  rowKeys: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const { rows } = await queries.query<{ row_key: string; cells: string[] }>(
    `select b.row_key, b.cells from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key = any($2::text[])`,
    [rowSetId, rowKeys],
  )
  return new Map(rows.map(({ row_key, cells }) => [row_key, cells]))
}

/** All rows of a set, in their order. */
export async function* walkCells(
  queries: Queries,
  rowSetId: string,
): AsyncGenerator<{ rowKey: string; cells: readonly string[] }[]> {
  for (let after = 0; ; ) {
    const { rows } = await queries.query<{ line: number; row_key: string; cells: string[] }>(
      rowsByLine('row_key, cells'),
      [rowSetId, after, chunk],
    )
    if (rows.length > 0) yield rows.map(({ row_key: rowKey, cells }) => ({ rowKey, cells }))
    const last = rows.at(-1)
    if (!last || rows.length < chunk) return
    after = last.line
  }
}
