// Calls that do not wait for the pace of a connection (checks, lists for forms, previews) still count for it: Wix's
// limit does not know why someone asks.
import { usualRatePerMinute } from '../api/pace.ts'
import type { Queries } from '../db/types.ts'

/** What these connections may send in a minute while Wix does not ask for less: as the owner set it, or as is usual. */
export async function allowedRates(
  queries: Queries,
  connectionIds: readonly string[],
): Promise<(connectionId: string) => number> {
  const { rows } = await queries.query<{ id: string; most: number }>(
    `select connection_id as id, most_per_minute as most from connection_pacing
      where connection_id = any($1::text[]) and most_per_minute is not null`,
    [connectionIds],
  )
  const rates = new Map(rows.map(({ id, most }) => [id, most]))
  return (id) => rates.get(id) ?? usualRatePerMinute
}

/**
 * From now on, for runs on their way too. A pace that Wix slowed down stays slow; one that was as high as it could be
 * is so again.
 * @param most null: as many as Wix allows
 */
export async function limitRate(queries: Queries, connectionId: string, most: number | null): Promise<void> {
  await queries.query(
    `insert into connection_pacing as p (connection_id, rate_per_minute, most_per_minute)
     values ($1, coalesce($2::integer, ${usualRatePerMinute}), $2)
     on conflict (connection_id) do update
        set most_per_minute = excluded.most_per_minute,
            rate_per_minute = case when p.rate_per_minute >= coalesce(p.most_per_minute, ${usualRatePerMinute})
                                   then excluded.rate_per_minute
                                   else least(p.rate_per_minute, excluded.rate_per_minute) end`,
    [connectionId, most],
  )
}

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
