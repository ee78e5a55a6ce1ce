// What is left of a project's schedules when the project goes.
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { datedPages } from '../pages/read-ledger.ts'
import { forgetSchedulePages } from './page-store.ts'
import { dropOpenSlots } from './slot-store.ts'
import { deleteSchedules, findOfProject, moveSchedule, scheduleIdsOf } from './store.ts'
import { manyPages } from './words.ts'

/** From here on nothing of the project goes out by itself. Refused while Wix would still make posts of it live. */
export async function cancelSchedulesOf(tx: Queries, projectId: string): Promise<void> {
  await refuseWithDates(tx, projectId)
  for (const id of await scheduleIdsOf(tx, projectId)) {
    await moveSchedule(tx, id, { state: 'cancelled', reason: 'Its project was deleted.' })
    await dropOpenSlots(tx, id)
  }
}

/** With the project goes what is known of its dates. Where Wix cannot be reached they are no reason to keep it. */
async function refuseWithDates(tx: Queries, projectId: string): Promise<void> {
  const schedule = await findOfProject(tx, projectId)
  if (!schedule || (schedule.state === 'cancelled' && schedule.dates_after !== null)) return
  const now = tx.now().getTime()
  const ahead = (await datedPages(tx, projectId)).filter(({ at }) => Date.parse(at) > now)
  if (ahead.length === 0) return
  throw new AppError(
    'conflict',
    `Wix is going to make ${manyPages(ahead.length)} of this project live on dates to come. Cancel its schedule, wait a moment until they have lost their dates, then delete the project.`,
  )
}

/** A few thousand pages at a time; false when there was nothing left. */
export async function forgetSchedules(queries: Queries, projectId: string, limit: number): Promise<boolean> {
  const ids = await scheduleIdsOf(queries, projectId)
  if (ids.length === 0) return false
  if (await forgetSchedulePages(queries, ids, limit)) return true
  await deleteSchedules(queries, ids)
  return false
}
