// schedule_pages: which slot a page has, and the pages of a slot.
import type { Queries } from '../db/types.ts'
import type { PageState } from './page-store.ts'

export interface SlotPageRow {
  rowKey: string
  rank: number
  state: PageState
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

export async function datePages(
  tx: Queries,
  scheduleId: string,
  dates: readonly { rowKey: string; at: Date | null }[],
): Promise<void> {
  await tx.query(
    `update schedule_pages p set slot_at = d.at from unnest($2::text[], $3::timestamptz[]) d(row_key, at)
      where p.schedule_id = $1 and p.row_key = d.row_key and p.row_key = any($2::text[])
        and p.slot_at is distinct from d.at`,
    [scheduleId, dates.map((date) => date.rowKey), dates.map((date) => date.at)],
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

/** All pages of one slot to another instant. @returns their keys */
export async function movePages(tx: Queries, scheduleId: string, at: string, to: Date): Promise<string[]> {
  const { rows } = await tx.query<{ row_key: string }>(
    'update schedule_pages set slot_at = $3 where schedule_id = $1 and slot_at = $2 returning row_key',
    [scheduleId, at, to],
  )
  return rows.map((row) => row.row_key)
}

/** The open pages of these slots have had their turn. */
export async function markSlots(tx: Queries, scheduleId: string, instants: readonly string[]): Promise<void> {
  await tx.query(
    `update schedule_pages set state = 'going'
      where schedule_id = $1 and slot_at = any($2::timestamptz[]) and state = 'open'`,
    [scheduleId, instants],
  )
}
