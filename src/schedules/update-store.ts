// schedule_pages: those that are on the site already and are to be sent again. SQL of `take-updates.ts`.
import type { Queries, Tx } from '../db/types.ts'

export interface PageUpdate {
  rowKey: string
  /** What the page is to become. */
  hash: string
}

/**
 * Gives these pages their places behind all others. Those that wait for their date already keep it, and those that were
 * left alone for the very same content stay so.
 * @returns how many are new
 */
export async function openUpdates(
  tx: Queries,
  scheduleId: string,
  updates: readonly PageUpdate[],
  afterRank: number,
): Promise<number> {
  const rowKeys = updates.map((one) => one.rowKey)
  const hashes = updates.map((one) => one.hash)
  await tx.query(
    `update schedule_pages p set dated_hash = k.hash from unnest($2::text[], $3::text[]) k(row_key, hash)
      where p.schedule_id = $1 and p.row_key = k.row_key and p.row_key = any($2::text[]) and p.is_update
        and p.state in ('open', 'going')`,
    [scheduleId, rowKeys, hashes],
  )
  const { rowCount } = await tx.query(
    `insert into schedule_pages as p (schedule_id, row_key, rank, state, is_update, dated_hash)
     select $1, k.row_key, $4 + k.place, 'open', true, k.hash
       from unnest($2::text[], $3::text[]) with ordinality k(row_key, hash, place)
     on conflict (schedule_id, row_key) do update
        set rank = excluded.rank, state = 'open', slot_at = null, message = null, is_update = true,
            dated_hash = excluded.dated_hash
      where p.state = 'gone' and p.dated_hash is distinct from excluded.dated_hash`,
    [scheduleId, rowKeys, hashes, afterRank],
  )
  return rowCount
}

/** Updates that are to come, a part at a time, by key. */
export async function updatesAfter(
  queries: Queries,
  scheduleId: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from schedule_pages
      where schedule_id = $1 and row_key > $2 and is_update and state = 'open' order by row_key limit $3`,
    [scheduleId, afterKey, limit],
  )
  return rows.map((row) => row.row_key)
}

/** There is nothing to send of those of these pages that wait to be sent again. */
export async function closeUpdates(
  tx: Tx,
  scheduleId: string,
  rowKeys: readonly string[],
): Promise<{ rowKeys: string[]; lost: { at: string; pages: number }[] }> {
  const { rows } = await tx.query<{ rowKey: string; at: string | null }>(
    `with closed as (
       select row_key, slot_at from schedule_pages
        where schedule_id = $1 and row_key = any($2::text[]) and is_update and state = 'open'),
     done as (
       update schedule_pages p set state = 'gone', slot_at = null, message = null, is_update = false, dated_hash = null
         from closed c where p.schedule_id = $1 and p.row_key = c.row_key)
     select row_key as "rowKey", slot_at as at from closed`,
    [scheduleId, rowKeys],
  )
  const bySlot = Map.groupBy(
    rows.filter((row) => row.at !== null),
    (row) => row.at!,
  )
  return {
    rowKeys: rows.map((row) => row.rowKey),
    lost: [...bySlot].map(([at, pages]) => ({ at, pages: pages.length })),
  }
}

/** Of these pages, those that are to be sent again, with the content that they have their date for. */
export async function findUpdates(
  queries: Queries,
  scheduleId: string,
  rowKeys: readonly string[],
): Promise<Map<string, string | null>> {
  const { rows } = await queries.query<{ row_key: string; dated_hash: string | null }>(
    `select row_key, dated_hash from schedule_pages
      where schedule_id = $1 and row_key = any($2::text[]) and is_update`,
    [scheduleId, rowKeys],
  )
  return new Map(rows.map((row) => [row.row_key, row.dated_hash]))
}
