// plan_rows: the rows that a plan of some pages is for. The only file with SQL on this table.
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'

const chunk = 5_000

/** Each chunk stands by itself: written before there is a plan of this number, so that nobody builds half of one. */
export async function insertPlanRows(
  queries: Queries,
  planNumber: number,
  rowKeys: readonly string[],
): Promise<void> {
  for (const part of inBatches([...new Set(rowKeys)], chunk))
    await queries.query('insert into plan_rows (plan_number, row_key) select $1, unnest($2::text[])', [
      planNumber,
      part,
    ])
}

export async function readPlanRowKeys(queries: Queries, planNumber: number): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    'select row_key from plan_rows where plan_number = $1 order by row_key',
    [planNumber],
  )
  return rows.map((row) => row.row_key)
}

export async function forgetPlanRows(queries: Queries, planNumber: number): Promise<void> {
  await queries.query('delete from plan_rows where plan_number = $1', [planNumber])
}
