// A schedule that was paused, or waited for its owner, goes on.
import type { Tx } from '../db/types.ts'
import { setExpected } from '../pages/page-states.ts'
import { startDating } from './date-pages.ts'
import { sendToEnd } from './page-order-store.ts'
import { notedPages } from './page-slot-store.ts'
import { leavePages } from './page-store.ts'
import type { ScheduleRow } from './row.ts'
import { lastStopped } from './slot-lists.ts'
import { closePassedSlots } from './slot-store.ts'
import { moveSchedule } from './store.ts'

/** From now on, with the usual number in each slot: what passed while it waited is not made up for. */
export async function goOn(tx: Tx, schedule: ScheduleRow): Promise<void> {
  const { id } = schedule
  const message =
    schedule.state === 'paused' ? 'The schedule was paused.' : 'The schedule waited for its owner.'
  await closePassedSlots(tx, id, { by: 'at', now: tx.now() }, { stage: 'skipped', message })
  const stopped = schedule.cause === 'held' ? await lastStopped(tx, id) : null
  const held = stopped ? await notedPages(tx, id, stopped.at) : []
  const [updates, others] = [held.filter((page) => page.isUpdate), held.filter((page) => !page.isUpdate)]
  if (others.length > 0) await sendToEnd(tx, id, others)
  await leavePages(tx, id, updates)
  await setExpected(
    tx,
    schedule.project_id,
    updates.map(({ rowKey }) => ({ rowKey, at: null })),
  )
  await moveSchedule(tx, id, { state: 'active' })
  await startDating(tx, schedule)
}
