// Where the schedules of projects stand, with their next slot, for whoever shows many of them: no page is counted.
import type { ScheduleCause, ScheduleState } from '../api/schedule.ts'
import type { Queries } from '../db/types.ts'
import { localDateOf } from './local-time.ts'
import { nextSlots } from './slot-lists.ts'
import { goingOfProjects } from './store.ts'

export interface ScheduleStanding {
  state: ScheduleState
  cause: ScheduleCause | null
  reason: string | null
  /** `day`: where its calendar shows it. */
  next: { at: string; day: string; pages: number } | null
}

/** By project; one without a schedule, or whose was cancelled, has no entry. */
export async function scheduleStandings(
  queries: Queries,
  projectIds: readonly string[],
): Promise<Map<string, ScheduleStanding>> {
  const schedules = await goingOfProjects(queries, projectIds)
  const next = await nextSlots(
    queries,
    schedules.map(({ id }) => id),
  )
  return new Map(
    schedules.map(({ id, project_id, state, cause, reason, rule: { timeZone } }) => {
      const slot = next.get(id)
      const day = slot && localDateOf(new Date(slot.at), timeZone)
      return [project_id, { state, cause, reason, next: slot && day ? { ...slot, day } : null }]
    }),
  )
}
