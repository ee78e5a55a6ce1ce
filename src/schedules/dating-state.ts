// Whether the pages of a schedule have the dates that they are to have. Pure.
import type { ScheduleState } from '../api/schedule.ts'

interface Dated {
  state: ScheduleState
  row_set_id: string
  dating_rank: number | null
}

/** Until its rows are in, nothing of a schedule that was saved has a date. */
export function isTakenIn({ row_set_id }: Pick<Dated, 'row_set_id'>): boolean {
  return row_set_id !== ''
}

/** Some of its pages are still to get the dates they are to have. */
export function isDating(schedule: Dated): boolean {
  if (schedule.state === 'cancelled') return false
  return schedule.dating_rank !== null || (!isTakenIn(schedule) && schedule.state !== 'waiting')
}
