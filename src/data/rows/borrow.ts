// Looks, for rows on their way into a set, which of them the set it replaces has already.
import type { Queries } from '../../db/types.ts'
import { memberOf } from './piece-store.ts'
import type { NewRow, RowSetPlace } from './row-set.ts'

/** The row of the base with the same key. */
export interface Match {
  setId: string
  line: number
  isSame: boolean
  /** The set that is being filled has stored a row with this key itself. */
  isStored: boolean
}

interface Found {
  n: number
  set_id: string
  line: number
  is_same: boolean
}

/** By the row. Every key is one look into an index, whatever the size of the sets. */
export async function findMatches(
  queries: Queries,
  { rowSetId, poolId }: RowSetPlace,
  baseId: string,
  rows: readonly NewRow[],
): Promise<Map<NewRow, Match>> {
  if (rows.length === 0) return new Map()
  const found = await queries.query<Found>(
    `select (k.n - 1)::int as n, b.row_set_id as set_id, b.line, b.hash = k.hash as is_same
       from unnest($1::text[], $2::text[]) with ordinality k(row_key, hash, n)
       cross join lateral (
         select b.row_set_id, b.line, b.hash from rows b
          where b.pool_id = $3 and b.row_key = k.row_key
            and (b.row_set_id = $4 or exists (select 1 from (select 1) one ${memberOf('$5')}))) b`,
    [rows.map((row) => row.rowKey), rows.map((row) => row.hash), poolId, rowSetId, baseId],
  )
  const matches = new Map<NewRow, Match>()
  for (const { n, set_id: setId, line, is_same: isSame } of found.rows) {
    const row = rows[n]!
    const isStored = setId === rowSetId
    const known = matches.get(row)
    if (known && isStored) known.isStored = true
    else matches.set(row, { setId, line, isSame, isStored: isStored || (known?.isStored ?? false) })
  }
  return matches
}
