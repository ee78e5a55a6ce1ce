// schedule_pages: which pages a schedule has, and what became of each. SQL on this table is here, in
// `page-order-store.ts`, `page-slot-store.ts` and `update-store.ts`.
import type { Schedule } from '../api/schedule.ts'
import type { Queries, Tx } from '../db/types.ts'
import { lastRank } from './page-order-store.ts'

export type PageCounts = Schedule['pages']

/** Still to come, on its way with its slot, or done with. */
export type PageState = 'open' | 'going' | 'gone'

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

export async function markPages(
  tx: Queries,
  scheduleId: string,
  rowKeys: readonly string[],
  state: PageState,
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

export interface PlacedPage {
  rowKey: string
  state: PageState
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
