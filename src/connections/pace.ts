// Calls that do not wait for the pace of a connection (checks, lists for forms, previews) still count for it: Wix's
// limit does not know why someone asks.
import type { Queries } from '../db/types.ts'

/** Just under Wix's 200 a minute. */
export const usualRatePerMinute = 195

/** Enters requests that have just been made, so that a run which starts now keeps below the limit. */
export async function noteRequests(queries: Queries, connectionId: string, count: number): Promise<void> {
  if (count === 0) return
  const now = 'extract(epoch from clock_timestamp())::float8'
  await queries.query(
    `insert into connection_pacing as p (connection_id, rate_per_minute, recent)
     values ($1, $2, array_fill(${now}, array[$3::int]))
     on conflict (connection_id) do update
        set recent = array(select t from unnest(p.recent) t where t > ${now} - 60 order by t) || excluded.recent`,
    [connectionId, usualRatePerMinute, count],
  )
}
