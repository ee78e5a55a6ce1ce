// Reading rows. Every read is a short walk along an index, whatever the size of the set.
import type { SetAsideRow } from '../api/dataset.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import { toCells } from './cells.ts'
import { toRowKey } from './keys.ts'

export interface DataRow {
  /** The line of the file on which the row started. */
  line: number
  rowKey: string
  /** By column name; without a prototype. */
  cells: Record<string, string>
  /** Equal for rows whose filled cells are equal. */
  hash: string
}

interface Stored {
  line: number
  row_key: string
  cells: string[]
  hash: string
}

/** In the order of the file, from after this line on (0: from the beginning). */
export async function readRows(
  queries: Queries,
  rowSetId: string,
  { afterLine, limit }: { afterLine: number; limit: number },
): Promise<DataRow[]> {
  const { rows } = await queries.query<Stored>(
    `select line, row_key, cells, hash from rows where row_set_id = $1 and line > $2 order by line limit $3`,
    [rowSetId, afterLine, limit],
  )
  return toDataRows(await columnNames(queries, rowSetId), rows)
}

export async function readRow(queries: Queries, rowSetId: string, rowKey: string): Promise<DataRow | null> {
  const [row] = await readRowsByKeys(queries, rowSetId, [rowKey])
  return row ?? null
}

/** Those of these rows that exist, in no particular order. */
export async function readRowsByKeys(
  queries: Queries,
  rowSetId: string,
  rowKeys: readonly string[],
): Promise<DataRow[]> {
  const { rows } = await queries.query<Stored>(
    `select line, row_key, cells, hash from rows where row_set_id = $1 and row_key = any($2::text[])`,
    [rowSetId, [...new Set(rowKeys.map(toRowKey))]],
  )
  return toDataRows(await columnNames(queries, rowSetId), rows)
}

// A search looks at this many rows per query, and for at most this long per request.
const searchChunk = 2_000
const searchMs = 1_000

/**
 * Rows with the text in the key or any cell, ignoring case, in the order of the file. `nextLine` is null at the end
 * of the set; otherwise the search goes on there, and fewer than `limit` rows may have been found until then.
 */
export async function searchRows(
  queries: Queries,
  rowSetId: string,
  { text, afterLine, limit }: { text: string; afterLine: number; limit: number },
): Promise<{ rows: DataRow[]; nextLine: number | null }> {
  const names = await columnNames(queries, rowSetId)
  const pattern = likePattern(text)
  // Unpacking the cells is slow. Where not even their JSON contains the text, it is not needed.
  const jsonPattern = likePattern(JSON.stringify(text).slice(1, -1))
  const deadline = Date.now() + searchMs
  const found: DataRow[] = []
  let cursor = afterLine
  for (;;) {
    const { rows } = await queries.query<Stored & { matches: boolean }>(
      `with part as (
         select line, row_key, cells, hash from rows where row_set_id = $1 and line > $2 order by line limit $3),
       judged as (
         select *, row_key ilike $4 or (cells::text ilike $5 and exists (
           select 1 from jsonb_array_elements_text(cells) cell where cell ilike $4)) as matches from part)
       select line, row_key, hash, case when matches then cells else '[]' end as cells, matches from judged
       where matches or line = (select max(line) from part) order by line`,
      [rowSetId, cursor, searchChunk, pattern, jsonPattern],
    )
    const last = rows.at(-1)
    if (!last) return { rows: found, nextLine: null }
    for (const row of rows) {
      if (!row.matches) continue
      found.push(...toDataRows(names, [row]))
      if (found.length === limit) return { rows: found, nextLine: row.line }
    }
    cursor = last.line
    if (Date.now() > deadline) return { rows: found, nextLine: cursor }
  }
}

export async function readSetAside(
  queries: Queries,
  rowSetId: string,
  { afterLine, limit }: { afterLine: number; limit: number },
): Promise<SetAsideRow[]> {
  const { rows } = await queries.query<SetAsideRow>(
    `select line, reason, cells from set_aside_rows where row_set_id = $1 and line > $2 order by line limit $3`,
    [rowSetId, afterLine, limit],
  )
  return rows
}

export async function columnNames(queries: Queries, rowSetId: string): Promise<string[]> {
  const { rows } = await queries.query<{ columns: { name: string }[] }>(
    'select columns from row_sets where id = $1',
    [rowSetId],
  )
  return (rows[0]?.columns ?? []).map((column) => column.name)
}

function toDataRows(names: string[], rows: Stored[]): DataRow[] {
  return rows.map((row) => ({
    line: row.line,
    rowKey: row.row_key,
    cells: toCells(names, row.cells),
    hash: row.hash,
  }))
}
