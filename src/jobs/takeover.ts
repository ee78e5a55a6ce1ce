// How soon a dead worker's jobs are worked on again. The engine's own minimum is a heartbeat of ten seconds, which
// together with the checks in between means up to twelve.
import type { Database } from '../db/types.ts'

const serverHeartbeatSecs = 6

/**
 * On a server, where another host may take over at once, jobs count as lost after six seconds of silence (workers
 * report every three). The engine reads this column but refuses such a value through its own functions.
 */
export async function shortenHeartbeat(database: Database, schema: string, queue: string): Promise<void> {
  if (database.kind !== 'postgres') return
  await database.query(`update "${schema}".queue set heartbeat_seconds = $1 where name = $2`, [
    serverHeartbeatSecs,
    queue,
  ])
}

/**
 * On the embedded database the folder's lock proves that no worker of before is alive, so what they had in hand is
 * overdue now: the first check finds it.
 */
export async function releaseLostJobs(database: Database, schema: string): Promise<void> {
  await database.query(
    `update "${schema}".job set heartbeat_on = now() - interval '1 hour' where state = 'active' and heartbeat_seconds > 0`,
  )
}
