// Whose turn it is on a site. Runs of one site go one after the other, by the time they are due; one that waits for
// its owner keeps its own pages and not the site.
import { isMoving, type RunRequest, statesWhere } from '../api/run-state.ts'
import type { HeldRun } from './held-run.ts'

/**
 * The order of the runs of a site, of `r`: a pause or a cancellation is a matter of moments and nobody should wait half
 * an hour for it; then slots of schedules, which have a time to keep; then whichever is due first.
 */
export const queueOrder = `(r.requested <> 'run') desc, ${turnOf('r')}`

/** SQL: what the place of a run among the others goes by, when nothing was asked for. */
export function turnOf(run: string): string {
  return `(${run}.slot_at is null), ${run}.due_at, ${run}.created_at, ${run}.id`
}

/** Runs that a worker may take up or has, of `r`; $1 is the list of `movingStates`, `now` a parameter such as `$2`. */
export function isInQueue(now: string): string {
  return `r.finished_at is null and r.state = any($1) and r.due_at <= ${now}::timestamptz`
}

export const movingStates = statesWhere(isMoving)

/** What became of a run, and of its turn, while it was worked on. */
export interface RunPlace {
  requested: RunRequest
  isFirst: boolean
}

export async function placeOf({ database, run }: HeldRun): Promise<RunPlace> {
  const { rows } = await database.query<RunPlace>(
    `select m.requested,
            coalesce((select r.id from runs r where ${isInQueue('$3')} and r.connection_id = m.connection_id
                       order by ${queueOrder} limit 1) = m.id, true) as "isFirst"
       from runs m where m.id = $2`,
    [movingStates, run.id, database.now()],
  )
  return rows[0] ?? { requested: 'cancel', isFirst: true }
}
