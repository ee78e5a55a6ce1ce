// A connection whose minute is nearly used up, so that a run stands still at a known place.
import type { Database } from '../../src/db/types.ts'

const used = 1_000

/** From now on so many requests may leave, and then none for a minute. */
export async function allowRequests(database: Database, connectionId: string, count: number): Promise<void> {
  await database.query(
    `update connection_pacing
        set rate_per_minute = $2::int + $3::int,
            recent = array_fill(extract(epoch from clock_timestamp())::float8, array[$2::int])
      where connection_id = $1`,
    [connectionId, used, count],
  )
}

/** As much as anyone wants. */
export async function allowAll(database: Database, connectionId: string): Promise<void> {
  await database.query(
    `update connection_pacing set rate_per_minute = 60000, recent = '{}' where connection_id = $1`,
    [connectionId],
  )
}

/** Waits until they have left, and the next one stands there, or `isOver` says that none will come. */
export async function untilUsed(
  database: Database,
  connectionId: string,
  isOver: () => Promise<boolean>,
): Promise<void> {
  for (let i = 0; i < 1200 && !(await isOver()); i++) {
    const { rows } = await database.query<{ left: number }>(
      'select rate_per_minute - cardinality(recent) as left from connection_pacing where connection_id = $1',
      [connectionId],
    )
    if ((rows[0]?.left ?? 0) <= 0) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
