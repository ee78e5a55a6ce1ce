// Slots by day, as they are stored: what was shown is what happens.
import type { Calendar } from '../api/schedule.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { instantOf, localDateOf, plusDays } from './local-time.ts'
import type { ScheduleRow } from './row.ts'
import { slotsBetween } from './slot-lists.ts'
import { presentSlot } from './slot-store.ts'

const usualDays = 31
const mostDays = 100

export async function readCalendar(
  queries: Queries,
  { id, rule: { timeZone } }: Pick<ScheduleRow, 'id' | 'rule'>,
  range: { from?: string | undefined; to?: string | undefined },
): Promise<Calendar> {
  const from = range.from ?? localDateOf(queries.now(), timeZone)
  const to = range.to ?? plusDays(from, usualDays - 1)
  if (to < from || to > plusDays(from, mostDays - 1))
    throw new AppError('bad_request', `Ask for 1 to ${mostDays} days, from the first to the last.`)
  const slots = await slotsBetween(
    queries,
    id,
    instantOf(from, 0, timeZone),
    instantOf(plusDays(to, 1), 0, timeZone),
  )
  const days = Map.groupBy(slots, (slot) => localDateOf(new Date(slot.at), timeZone))
  return {
    timeZone,
    days: [...days].map(([date, slots]) => ({ date, slots: slots.map(presentSlot) })),
  }
}
