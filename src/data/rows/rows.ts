// Reading rows. Every read is a short walk along an index, whatever the size of the set.
import type { SetAsideRow } from '../../api/dataset.ts'
import { inBatches } from '../../batches.ts'
import { likePattern } from '../../db/like.ts'
import type { Queries } from '../../db/types.ts'
import { type Scanned, scan } from '../../scan.ts'
import { toCells } from '../columns/cells.ts'
import { toRowKey } from '../keys/row-key.ts'
import { memberOf, poolOf, rowsByLine } from './piece-store.ts'

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
  const { rows } = await queries.query<Stored>(rowsByLine('row_key, cells, hash'), [
    rowSetId,
    afterLine,
    limit,
  ])
  return toDataRows(await columnNames(queries, rowSetId), rows)
}

/**
 * The line after which the rows from the `offset`-th on stand, for `readRows`; null: there are not so many. A walk along
 * the index of lines, in which no row is read.
 */
export async function lineBefore(queries: Queries, rowSetId: string, offset: number): Promise<number | null> {
  if (offset === 0) return 0
  const { rows } = await queries.query<{ line: number }>(`${rowsByLine('')} offset $3::integer - 1`, [
    rowSetId,
    0,
    offset,
  ])
  return rows[0]?.line ?? null
}

/**
 * The rows on these lines, in the order of the lines as they are given; of a search, the first of them that have the
 * text in the key or any cell.
 */
export async function rowsAtLines(
  queries: Queries,
  rowSetId: string,
  lines: readonly number[],
  search?: { patterns: { text: string; json: string }; limit: number },
): Promise<DataRow[]> {
  if (lines.length === 0) return []
  const { rows } = await queries.query<Stored>(
    `select l.line, b.row_key, b.cells, b.hash
       from unnest($2::int[]) with ordinality l(line, n)
       cross join lateral (
         select from_set_id, from_line, to_line, from_line + l.line - p.line as stored_line from row_set_pieces p
          where p.row_set_id = $1 and p.line <= l.line order by p.line desc limit 1) p
       join rows b on b.row_set_id = p.from_set_id and b.line = p.stored_line and p.stored_line <= p.to_line
      where $3::text is null or ${hasText('$3', '$4')}
      order by l.n limit $5`,
    [
      rowSetId,
      lines,
      search?.patterns.text ?? null,
      search?.patterns.json ?? null,
      search?.limit ?? lines.length,
    ],
  )
  return toDataRows(await columnNames(queries, rowSetId), rows)
}

/**
 * SQL on `rows b`. Unpacking the cells is slow; where not even their JSON contains the text, it is not needed.
 * @param json the same pattern as it stands in JSON
 */
function hasText(text: string, json: string): string {
  return `(b.row_key ilike ${text} or (b.cells::text ilike ${json} and exists (
    select 1 from jsonb_array_elements_text(b.cells) cell where cell ilike ${text})))`
}

/** The row with this key, or with the one it becomes when it is cleaned as a cell would be. */
export async function readRow(queries: Queries, rowSetId: string, rowKey: string): Promise<DataRow | null> {
  const rows = await readRowsByKeys(queries, rowSetId, [rowKey, toRowKey(rowKey)])
  return rows.find((row) => row.rowKey === rowKey) ?? rows[0] ?? null
}

/** Those of these rows that exist, in no particular order. */
export async function readRowsByKeys(
  queries: Queries,
  rowSetId: string,
  rowKeys: readonly string[],
): Promise<DataRow[]> {
  const { rows } = await queries.query<Stored>(
    `select m.line, b.row_key, b.cells, b.hash from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key = any($2::text[])`,
    [rowSetId, [...new Set(rowKeys)]],
  )
  return toDataRows(await columnNames(queries, rowSetId), rows)
}

const sortChunk = 2_000

/** Those of these rows that exist, in the order of the file. */
export async function sortByLine(
  queries: Queries,
  rowSetId: string,
  rowKeys: readonly string[],
): Promise<string[]> {
  const found: { line: number; row_key: string }[] = []
  for (const part of inBatches(rowKeys, sortChunk)) {
    const { rows } = await queries.query<{ line: number; row_key: string }>(
      `select m.line, b.row_key from rows b ${memberOf('$1')}
        where b.pool_id = ${poolOf('$1')} and b.row_key = any($2::text[])`,
      [rowSetId, part],
    )
    for (const row of rows) found.push(row)
  }
  return found.sort((a, b) => a.line - b.line).map((row) => row.row_key)
}

/**
 * Those of these rows whose cells say so, spaces around aside. Of several values for one column any will do. A column
 * that the data does not have says nothing.
 */
export async function keysWhere(
  queries: Queries,
  rowSetId: string,
  rowKeys: readonly string[],
  where: readonly { column: string; value: string }[],
): Promise<Set<string>> {
  const names = await columnNames(queries, rowSetId)
  const plain = (text: string) => text.normalize('NFC').trim()
  const asked = [...Map.groupBy(where, ({ column }) => column)].map(([column, same]) => ({
    index: names.indexOf(column),
    values: new Set(same.map(({ value }) => plain(value))),
  }))
  const { rows } = await queries.query<{ row_key: string; texts: (string | null)[] }>(
    `select b.row_key, array(select b.cells ->> i from unnest($3::int[]) with ordinality as a(i, n) order by n) as texts
       from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key = any($2::text[])`,
    [rowSetId, rowKeys, asked.map(({ index }) => index)],
  )
  const isAsked = (texts: (string | null)[]) =>
    asked.every(({ index, values }, at) => index >= 0 && values.has(plain(texts[at] ?? '')))
  return new Set(rows.filter(({ texts }) => isAsked(texts)).map((row) => row.row_key))
}

/** Keys of the set after this one, in their order. */
export async function rowKeysAfter(
  queries: Queries,
  rowSetId: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select b.row_key from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key > $2 order by b.row_key limit $3`,
    [rowSetId, afterKey, limit],
  )
  return rows.map((row) => row.row_key)
}

/** The hash of each of these rows that exists, by key: equal hashes, equal cells. */
export async function rowHashes(
  queries: Queries,
  rowSetId: string,
  rowKeys: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await queries.query<{ row_key: string; hash: string }>(
    `select b.row_key, b.hash from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key = any($2::text[])`,
    [rowSetId, rowKeys],
  )
  return new Map(rows.map((row) => [row.row_key, row.hash]))
}

/**
 * Rows with the text in the key or any cell, ignoring case, in the order of the file. `next` is the line after which
 * the search goes on, null at the end of the set; until there fewer than `limit` rows may have been found, or none.
 */
export async function searchRows(
  queries: Queries,
  rowSetId: string,
  { text, afterLine, limit }: { text: string; afterLine: number; limit: number },
): Promise<Scanned<DataRow, number>> {
  const names = await columnNames(queries, rowSetId)
  const pattern = likePattern(text)
  // Unpacking the cells is slow. Where not even their JSON contains the text, it is not needed.
  const jsonPattern = likePattern(JSON.stringify(text).slice(1, -1))
  return scan({ from: afterLine, limit }, async (after, size) => {
    const { rows } = await queries.query<Stored & { matches: boolean; nth: number }>(
      `with part as (
         ${rowsByLine('row_key, cells, hash')}),
       judged as (
         select *, row_number() over (order by line)::int as nth,
                row_key ilike $4 or (cells::text ilike $5 and exists (
                  select 1 from jsonb_array_elements_text(cells) cell where cell ilike $4)) as matches from part)
       select line, row_key, hash, case when matches then cells else '[]' end as cells, matches, nth from judged
        where matches or line = (select max(line) from part) order by line limit $6`,
      [rowSetId, after, size, pattern, jsonPattern, limit + 1],
    )
    const found = rows.filter((row) => row.matches)
    return {
      matches: toDataRows(names, found).map((item, at) => ({ item, place: item.line, nth: found[at]!.nth })),
      looked: rows.at(-1)?.nth ?? 0,
      last: rows.at(-1)?.line ?? null,
    }
  })
}

/** Those of these rows that have the text in the key or any cell, ignoring case. */
export async function keysWithText(
  queries: Queries,
  rowSetId: string,
  text: string,
  rowKeys: readonly string[],
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select b.row_key from rows b ${memberOf('$1')}
      where b.pool_id = ${poolOf('$1')} and b.row_key = any($2::text[])
        and ${hasText('$3', '$4')}`,
    [rowSetId, rowKeys, likePattern(text), likePattern(JSON.stringify(text).slice(1, -1))],
  )
  return rows.map((row) => row.row_key)
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
