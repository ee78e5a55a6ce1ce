// The table of corrections.
import type { Correction } from '../../api/correction.ts'
import type { Queries } from '../../db/types.ts'
import { AppError } from '../../errors.ts'

/** All of them are held in memory while rows are loaded. */
const mostCorrections = 10_000

const columns = `row_key as "rowKey", column_name as "column", value, was, source_value as "sourceValue",
  was <> source_value as "isOvertaken", corrected_by as "by", corrected_at as "at"`

/** In the order of keys and columns, after this place. */
export async function listCorrections(
  queries: Queries,
  datasetId: string,
  page: { after: [rowKey: string, column: string]; limit: number },
): Promise<{ items: Correction[]; total: number }> {
  const { rows: items } = await queries.query<Correction>(
    `select ${columns} from cell_corrections
      where dataset_id = $1 and (row_key, column_name) > ($2, $3) order by row_key, column_name limit $4`,
    [datasetId, ...page.after, page.limit],
  )
  return { items, total: await countCorrections(queries, datasetId) }
}

async function countCorrections(queries: Queries, datasetId: string): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    'select count(*) as n from cell_corrections where dataset_id = $1',
    [datasetId],
  )
  return rows[0]!.n
}

/** Those of these rows. */
export async function correctionsOfRows(
  queries: Queries,
  datasetId: string,
  rowKeys: readonly string[],
): Promise<Map<string, Correction[]>> {
  const { rows } = await queries.query<Correction>(
    `select ${columns} from cell_corrections where dataset_id = $1 and row_key = any($2::text[])
      order by row_key, column_name`,
    [datasetId, rowKeys],
  )
  return Map.groupBy(rows, ({ rowKey }) => rowKey)
}

export async function allCorrections(queries: Queries, datasetId: string): Promise<Correction[]> {
  const { rows } = await queries.query<Correction>(
    `select ${columns} from cell_corrections where dataset_id = $1`,
    [datasetId],
  )
  return rows
}

/** A second correction of a cell keeps what the source says. */
export async function storeCorrection(
  queries: Queries,
  datasetId: string,
  { rowKey, column, value, sourceValue, by }: Omit<Correction, 'was' | 'isOvertaken' | 'at'>,
): Promise<void> {
  if ((await countCorrections(queries, datasetId)) >= mostCorrections) {
    throw new AppError(
      'conflict',
      `This dataset has ${mostCorrections.toLocaleString('en')} corrections, the most there can be. Correct its source instead.`,
    )
  }
  await queries.query(
    `insert into cell_corrections (dataset_id, row_key, column_name, value, was, source_value, corrected_by, corrected_at)
     values ($1, $2, $3, $4, $5, $5, $6, $7)
     on conflict (dataset_id, row_key, column_name) do update
       set value = $4, was = $5, source_value = $5, corrected_by = $6, corrected_at = $7`,
    [datasetId, rowKey, column, value, sourceValue, by, queries.now()],
  )
}

export async function removeCorrection(
  queries: Queries,
  datasetId: string,
  rowKey: string,
  column: string,
): Promise<void> {
  await queries.query(
    'delete from cell_corrections where dataset_id = $1 and row_key = $2 and column_name = $3',
    [datasetId, rowKey, column],
  )
}

/** A cell that was corrected, and what its source says now. */
export interface SourceSays {
  rowKey: string
  column: string
  sourceValue: string
}

export async function recordSourceValues(
  queries: Queries,
  datasetId: string,
  said: readonly SourceSays[],
): Promise<void> {
  if (said.length === 0) return
  await queries.query(
    `update cell_corrections c set source_value = s.value
       from unnest($2::text[], $3::text[], $4::text[]) s(row_key, column_name, value)
      where c.dataset_id = $1 and c.row_key = s.row_key and c.column_name = s.column_name`,
    [
      datasetId,
      said.map(({ rowKey }) => rowKey),
      said.map(({ column }) => column),
      said.map(({ sourceValue }) => sourceValue),
    ],
  )
}
