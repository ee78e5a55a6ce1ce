// schedule_pages: the order in which the pages of a schedule go out.
import type { Queries } from '../db/types.ts'

/** Where the order ends; 0 without a page. */
export async function lastRank(queries: Queries, scheduleId: string): Promise<number> {
  const { rows } = await queries.query<{ rank: number | null }>(
    'select max(rank) as rank from schedule_pages where schedule_id = $1',
    [scheduleId],
  )
  return rows[0]?.rank ?? 0
}

/** Open pages up to this rank. */
export async function countReached(queries: Queries, scheduleId: string, rank: number): Promise<number> {
  const { rows } = await queries.query<{ pages: number }>(
    `select count(*)::int as pages from schedule_pages where schedule_id = $1 and state = 'open' and rank <= $2`,
    [scheduleId, rank],
  )
  return rows[0]?.pages ?? 0
}

/** Gives the open ones among these pages their places in this order, from `first` on. */
export async function rankPages(
  tx: Queries,
  scheduleId: string,
  rowKeys: readonly string[],
  first: number,
): Promise<void> {
  await tx.query(
    `update schedule_pages p set rank = $3 + k.place
       from unnest($2::text[]) with ordinality k(row_key, place)
      where p.schedule_id = $1 and p.row_key = k.row_key and p.row_key = any($2::text[]) and p.state = 'open'`,
    [scheduleId, rowKeys, first - 1],
  )
}

/** They go after all others. */
export async function sendToEnd(
  tx: Queries,
  scheduleId: string,
  pages: readonly { rowKey: string; message: string | null }[],
): Promise<void> {
  await tx.query(
    `update schedule_pages p
        set rank = $4 + k.place, state = 'open', slot_at = null, message = k.message
       from unnest($2::text[], $3::text[]) with ordinality k(row_key, message, place)
      where p.schedule_id = $1 and p.row_key = k.row_key`,
    [
      scheduleId,
      pages.map((page) => page.rowKey),
      pages.map((page) => page.message),
      await lastRank(tx, scheduleId),
    ],
  )
}

/** Open pages after this rank, in order. */
export async function openPagesAfter(
  queries: Queries,
  scheduleId: string,
  { rank, limit }: { rank: number; limit: number },
): Promise<{ rowKey: string; rank: number }[]> {
  const { rows } = await queries.query<{ rowKey: string; rank: number }>(
    `select row_key as "rowKey", rank from schedule_pages
      where schedule_id = $1 and state = 'open' and rank > $2 order by rank limit $3`,
    [scheduleId, rank, limit],
  )
  return rows
}

/** The next open pages, by their order. */
export async function nextOpenKeys(queries: Queries, scheduleId: string, limit: number): Promise<string[]> {
  return (await openPagesAfter(queries, scheduleId, { rank: -1, limit })).map((page) => page.rowKey)
}
