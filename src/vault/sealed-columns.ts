// The places where sealed texts are stored. Each noun that keeps a secret names its own; the vault walks them when
// the key is replaced, and otherwise knows nothing of these tables.
import type { Queries, Tx } from '../db/types.ts'
import { type Cipher, type Place, sealedShape } from './cipher.ts'

/** A text column that holds what the vault sealed, or null, in a table whose key is the text column `id`. */
export interface SealedColumn {
  table: string
  column: string
}

export function placeIn({ table, column }: SealedColumn, rowId: string): Place {
  return { table, column, rowId }
}

/** How many texts each key sealed, in all columns together; under the empty id those that are no sealed texts. */
export async function countByKey(
  queries: Queries,
  columns: readonly SealedColumn[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { table, column } of columns) {
    const { rows } = await queries.query<{ key_id: string; sealed: number }>(
      `select case when ${column} ~ $1 then split_part(${column}, ':', 2) else '' end as key_id,
              count(*) as sealed
         from ${table} where ${column} is not null group by 1`,
      [sealedShape],
    )
    for (const { key_id, sealed } of rows) counts.set(key_id, (counts.get(key_id) ?? 0) + sealed)
  }
  return counts
}

/**
 * Seals up to `limit` texts of these keys anew, column after column. Returns how many; 0 when none is left. One that
 * was changed outside and does not open is set apart as it is, so that it needs no key any more.
 */
export async function resealSome(
  tx: Tx,
  columns: readonly SealedColumn[],
  cipher: Cipher,
  keyIds: readonly string[],
  limit: number,
): Promise<number> {
  for (const place of columns) {
    const { table, column } = place
    const { rows } = await tx.query<{ id: string; sealed: string }>(
      `select id, ${column} as sealed from ${table} where split_part(${column}, ':', 2) = any($1)
        order by id limit ${limit} for update`,
      [keyIds],
    )
    if (rows.length === 0) continue
    const resealed = rows.map(({ id, sealed }) => {
      const at = placeIn(place, id)
      const text = tryOpen(cipher, sealed, at)
      return text === null ? setApart(sealed) : cipher.seal(text, at)
    })
    await tx.query(
      `update ${table} t set ${column} = n.sealed
         from unnest($1::text[], $2::text[]) as n (id, sealed) where t.id = n.id`,
      [rows.map(({ id }) => id), resealed],
    )
    return rows.length
  }
  return 0
}

function tryOpen(cipher: Cipher, sealed: string, place: Place): string | null {
  try {
    return cipher.open(sealed, place)
  } catch {
    return null
  }
}

/** Every byte is kept, but it is no sealed text any more and names no key. */
function setApart(sealed: string): string {
  return `damaged.${sealed.replaceAll(':', '.')}`
}

/** Whether one of these keys sealed anything that is stored. */
export async function isAnySealedWith(
  tx: Tx,
  columns: readonly SealedColumn[],
  keyIds: readonly string[],
): Promise<boolean> {
  for (const { table, column } of columns) {
    const { rowCount } = await tx.query(
      `select 1 from ${table} where split_part(${column}, ':', 2) = any($1) limit 1`,
      [keyIds],
    )
    if (rowCount > 0) return true
  }
  return false
}
