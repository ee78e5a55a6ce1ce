// schedule_pages: the pages of a schedule with their order and their slots. The only file with SQL on this table.
import type { Schedule } from '../api/schedule.ts'
import type { Queries, Tx } from '../db/types.ts'

export type PageCounts = Schedule['pages']

/** By schedule. */
export async function countPages(
  queries: Queries,
  scheduleIds: readonly string[],
): Promise<Map<string, PageCounts>> {
  if (scheduleIds.length === 0) return new Map()
  const { rows } = await queries.query<PageCounts & { id: string }>(
    `select schedule_id as id, count(*)::int as total, count(*) filter (where state = 'gone')::int as gone,
            count(*) filter (where state <> 'gone' and slot_at is not null)::int as dated,
            count(*) filter (where state <> 'gone' and slot_at is null)::int as undated,
            count(*) filter (where state <> 'gone' and is_update)::int as updates
       from schedule_pages where schedule_id = any($1::text[]) group by schedule_id`,
    [scheduleIds],
  )
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** Open pages up to this rank. */
export async function countReached(queries: Queries, scheduleId: string, rank: number): Promise<number> {
  const { rows } = await queries.query<{ pages: number }>(
    `select count(*)::int as pages from schedule_pages where schedule_id = $1 and state = 'open' and rank <= $2`,
    [scheduleId, rank],
  )
  return rows[0]?.pages ?? 0
}

/** Behind all others; those that are there stay where they are. */
export async function addPages(tx: Queries, scheduleId: string, rowKeys: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into schedule_pages (schedule_id, row_key, rank, state)
     select $1, k.row_key, $3 + k.place, 'open' from unnest($2::text[]) with ordinality k(row_key, place)
     on conflict (schedule_id, row_key) do nothing`,
    [scheduleId, rowKeys, await lastRank(tx, scheduleId)],
  )
  return rowCount
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
      where p.schedule_id = $1 and p.row_key = k.row_key and p.state = 'open'`,
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

export async function lastRank(queries: Queries, scheduleId: string): Promise<number> {
  const { rows } = await queries.query<{ rank: number | null }>(
    'select max(rank) as rank from schedule_pages where schedule_id = $1',
    [scheduleId],
  )
  return rows[0]?.rank ?? 0
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

export async function datePages(
  tx: Queries,
  scheduleId: string,
  dates: readonly { rowKey: string; at: Date | null }[],
): Promise<void> {
  await tx.query(
    `update schedule_pages p set slot_at = d.at from unnest($2::text[], $3::timestamptz[]) d(row_key, at)
      where p.schedule_id = $1 and p.row_key = d.row_key and p.slot_at is distinct from d.at`,
    [scheduleId, dates.map((date) => date.rowKey), dates.map((date) => date.at)],
  )
}

export interface SlotPageRow {
  rowKey: string
  rank: number
  state: 'open' | 'going' | 'gone'
  message: string | null
  /** It is on the site already, and sent again. */
  isUpdate: boolean
}

/** In order, after this rank. */
export async function pagesOfSlot(
  queries: Queries,
  scheduleId: string,
  at: string,
  { afterRank = 0, limit = 100_000 }: { afterRank?: number; limit?: number } = {},
): Promise<SlotPageRow[]> {
  const { rows } = await queries.query<SlotPageRow>(
    `select row_key as "rowKey", rank, state, message, is_update as "isUpdate" from schedule_pages
      where schedule_id = $1 and slot_at = $2 and rank > $3 order by rank limit $4`,
    [scheduleId, at, afterRank, limit],
  )
  return rows
}

/** The next open pages, by their order. */
export async function nextOpenKeys(queries: Queries, scheduleId: string, limit: number): Promise<string[]> {
  return (await openPagesAfter(queries, scheduleId, { rank: -1, limit })).map((page) => page.rowKey)
}

export async function markPages(
  tx: Queries,
  scheduleId: string,
  rowKeys: readonly string[],
  state: SlotPageRow['state'],
): Promise<void> {
  await tx.query(
    `update schedule_pages
        set state = $3, message = null, is_update = is_update and $3 <> 'gone',
            dated_hash = case when $3 = 'gone' then null else dated_hash end
      where schedule_id = $1 and row_key = any($2::text[])`,
    [scheduleId, rowKeys, state],
  )
}

/** Why these pages cannot go as they are; they keep their slot, for the record of it. */
export async function notePages(
  tx: Queries,
  scheduleId: string,
  pages: readonly { rowKey: string; message: string }[],
): Promise<void> {
  await tx.query(
    `update schedule_pages p set message = k.message from unnest($2::text[], $3::text[]) k(row_key, message)
      where p.schedule_id = $1 and p.row_key = k.row_key`,
    [scheduleId, pages.map((page) => page.rowKey), pages.map((page) => page.message)],
  )
}

/** The schedule does nothing more with these, unless they change again. */
export async function leavePages(
  tx: Queries,
  scheduleId: string,
  pages: readonly { rowKey: string; message: string | null }[],
): Promise<void> {
  await tx.query(
    `update schedule_pages p set state = 'gone', message = k.message, is_update = false
       from unnest($2::text[], $3::text[]) k(row_key, message)
      where p.schedule_id = $1 and p.row_key = k.row_key`,
    [scheduleId, pages.map((page) => page.rowKey), pages.map((page) => page.message)],
  )
}

/** The pages of a slot that stopped, of which it was noted why they cannot go. */
export async function notedPages(
  queries: Queries,
  scheduleId: string,
  at: string,
): Promise<Pick<SlotPageRow, 'rowKey' | 'message' | 'isUpdate'>[]> {
  const { rows } = await queries.query<Pick<SlotPageRow, 'rowKey' | 'message' | 'isUpdate'>>(
    `select row_key as "rowKey", message, is_update as "isUpdate" from schedule_pages
      where schedule_id = $1 and slot_at = $2 and state = 'open' and message is not null order by rank`,
    [scheduleId, at],
  )
  return rows
}

/** Open pages by key, for whoever looks whether their rows are still there. */
export async function openKeysAfter(
  queries: Queries,
  scheduleId: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from schedule_pages
      where schedule_id = $1 and row_key > $2 and state = 'open' order by row_key limit $3`,
    [scheduleId, afterKey, limit],
  )
  return rows.map((row) => row.row_key)
}

/** @returns how many pages each slot has lost, by its instant */
export async function dropPages(
  tx: Tx,
  scheduleId: string,
  rowKeys: readonly string[],
): Promise<{ at: string; pages: number }[]> {
  const { rows } = await tx.query<{ at: string; pages: number }>(
    `with dropped as (
       delete from schedule_pages where schedule_id = $1 and row_key = any($2::text[]) returning slot_at)
     select slot_at as at, count(*)::int as pages from dropped where slot_at is not null group by slot_at`,
    [scheduleId, rowKeys],
  )
  return rows
}

/** Pages whose rows have other keys now; the new ones have no place of their own, or it is given up here as well. */
export async function renamePages(
  tx: Tx,
  scheduleId: string,
  changes: readonly { formerKey: string; rowKey: string }[],
): Promise<void> {
  const rowKeys = changes.map((one) => one.rowKey)
  // In two steps, by names that no row has.
  await tx.query(
    `update schedule_pages p set row_key = k.row_key || chr(10) || 'moves'
       from unnest($2::text[], $3::text[]) k(former_key, row_key)
      where p.schedule_id = $1 and p.row_key = k.former_key`,
    [scheduleId, changes.map((one) => one.formerKey), rowKeys],
  )
  await tx.query(
    `update schedule_pages p set row_key = k.row_key from unnest($2::text[]) k(row_key)
      where p.schedule_id = $1 and p.row_key = k.row_key || chr(10) || 'moves'`,
    [scheduleId, rowKeys],
  )
}

/** Takes the dates of a cancelled schedule away, a part at a time. @returns the keys of this part */
export async function undatePages(tx: Queries, scheduleId: string, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ row_key: string }>(
    `update schedule_pages set slot_at = null where (schedule_id, row_key) in
       (select schedule_id, row_key from schedule_pages
         where schedule_id = $1 and state = 'open' and slot_at is not null limit $2)
     returning row_key`,
    [scheduleId, limit],
  )
  return rows.map((row) => row.row_key)
}

/** Everything of a project's schedules, a few thousand pages at a time; false when there was nothing left. */
export async function forgetSchedulePages(
  queries: Queries,
  scheduleIds: readonly string[],
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from schedule_pages where (schedule_id, row_key) in
       (select schedule_id, row_key from schedule_pages where schedule_id = any($1::text[]) limit $2)`,
    [scheduleIds, limit],
  )
  return rowCount > 0
}

/** All pages of one slot to another instant. @returns their keys */
export async function movePages(tx: Queries, scheduleId: string, at: string, to: Date): Promise<string[]> {
  const { rows } = await tx.query<{ row_key: string }>(
    'update schedule_pages set slot_at = $3 where schedule_id = $1 and slot_at = $2 returning row_key',
    [scheduleId, at, to],
  )
  return rows.map((row) => row.row_key)
}

export interface PlacedPage {
  rowKey: string
  state: SlotPageRow['state']
  message: string | null
  slotAt: string | null
}

/** Of these keys, those that the schedule has. */
export async function findPlaces(
  queries: Queries,
  scheduleId: string,
  rowKeys: readonly string[],
): Promise<PlacedPage[]> {
  const { rows } = await queries.query<PlacedPage>(
    `select row_key as "rowKey", state, message, slot_at as "slotAt" from schedule_pages
      where schedule_id = $1 and row_key = any($2::text[])`,
    [scheduleId, rowKeys],
  )
  return rows
}

/** The open pages of these slots have had their turn. */
export async function markSlots(tx: Queries, scheduleId: string, instants: readonly string[]): Promise<void> {
  await tx.query(
    `update schedule_pages set state = 'going'
      where schedule_id = $1 and slot_at = any($2::timestamptz[]) and state = 'open'`,
    [scheduleId, instants],
  )
}
