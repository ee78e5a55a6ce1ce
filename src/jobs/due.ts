// What should be worked on now and is not: one small question for all kinds of job, in place of one poll for each.
import type { Database } from '../db/types.ts'

export interface Due {
  /** Kinds of job of which one waits and its time has come, a free worker or not. */
  waiting: string[]
  /** Whether a worker died over one of its jobs: its heartbeat is too old. */
  hasLost: boolean
}

export async function findDue(database: Database, schema: string, names: readonly string[]): Promise<Due> {
  // The states are those of the engine's index on what is not finished, so that its planner uses it.
  const { rows } = await database.query<{ name: string; isLost: boolean }>(
    `select distinct name, state = 'active' as "isLost" from "${schema}".job
      where name = any($1) and state in ('created', 'retry', 'active', 'failed')
        and ((state in ('created', 'retry') and not blocked and start_after <= now())
          or (state = 'active' and heartbeat_on + heartbeat_seconds * interval '1 second' < now()))`,
    [names],
  )
  return {
    waiting: rows.filter(({ isLost }) => !isLost).map(({ name }) => name),
    hasLost: rows.some(({ isLost }) => isLost),
  }
}
