// The diary of a run: restarts, waits, pauses.
import type { RunEvent } from '../api/run.ts'
import type { Queries } from '../db/types.ts'

export async function writeDiary(
  queries: Queries,
  runId: string,
  kind: string,
  message: string,
): Promise<void> {
  await queries.query('insert into run_events (run_id, kind, message, at) values ($1, $2, $3, $4)', [
    runId,
    kind,
    message,
    queries.now(),
  ])
}

/** The kind of the last event that is of one of these kinds. */
export async function lastEventOf(
  queries: Queries,
  runId: string,
  kinds: readonly string[],
): Promise<string | null> {
  const { rows } = await queries.query<{ kind: string }>(
    'select kind from run_events where run_id = $1 and kind = any($2) order by id desc limit 1',
    [runId, kinds],
  )
  return rows[0]?.kind ?? null
}

/** Oldest first, those after the event with this id. */
export async function listEvents(
  queries: Queries,
  runId: string,
  after: number,
  limit: number,
): Promise<RunEvent[]> {
  const { rows } = await queries.query<RunEvent>(
    'select id, at, kind, message from run_events where run_id = $1 and id > $2 order by id limit $3',
    [runId, after, limit],
  )
  return rows
}
