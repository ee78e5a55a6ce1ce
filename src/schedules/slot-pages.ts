// The pages of a slot, as people see them.
import type { SlotPage } from '../api/schedule.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { findIndexedNames } from '../pages/page-index.ts'
import { findLedgerPages, type LedgerPage } from '../pages/read-ledger.ts'
import { findStates } from '../pages/state-lists.ts'
import { pagesOfSlot, type SlotPageRow } from './page-slot-store.ts'
import type { ScheduleRow } from './row.ts'
import { findSlot } from './slot-lists.ts'
import type { SlotRow } from './slot-store.ts'

/** In the order in which they go; the cursor is a rank. */
export async function listSlotPages(
  queries: Queries,
  { id, project_id }: Pick<ScheduleRow, 'id' | 'project_id'>,
  at: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: SlotPage[]; nextCursor: string | null; total: number | null }> {
  const slot = await findSlot(queries, id, at)
  if (!slot) throw new AppError('not_found', 'There is no such slot. The calendar names those there are.')
  const afterRank = Number(cursor ?? 0)
  if (!Number.isSafeInteger(afterRank))
    throw new AppError('bad_request', 'This cursor is not valid. Start again from the first page.')
  const rows = await pagesOfSlot(queries, id, at, { afterRank, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const rowKeys = shown.map((row) => row.rowKey)
  const ledger = await findLedgerPages(queries, project_id, rowKeys)
  const names = await findIndexedNames(queries, project_id, rowKeys)
  // What the list of pages calls them, where no plan or check has made them yet.
  const listed = await findStates(queries, project_id, rowKeys)
  return {
    items: shown.map((row) => {
      const page = ledger.get(row.rowKey)
      const { title = '', slug = '' } = page ?? names.get(row.rowKey) ?? listed.get(row.rowKey) ?? {}
      const { rowKey, message, isUpdate } = row
      const state = stateOf(slot, row, page)
      return { rowKey, title, slug, state, isUpdate, url: page?.url ?? null, message }
    }),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.rank) : null,
    total: null,
  }
}

function stateOf(slot: SlotRow, row: SlotPageRow, page: LedgerPage | undefined): SlotPage['state'] {
  if (page?.status === 'live' && !(row.isUpdate && row.state === 'open')) return 'published'
  if (page?.status === 'draft' && page.visibility?.state !== 'dated' && slot.stage !== 'dated') return 'draft'
  if (slot.stage === 'stopped' && row.message !== null) return 'held'
  return slot.stage === 'skipped' ? 'skipped' : 'dated'
}
