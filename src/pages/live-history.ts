// live_history: how many pages of a project were live, by the hour. Written by samples alone, so that nothing that
// publishes has to know of it.
import type { LivePoint } from '../api/overview.ts'
import type { Queries } from '../db/types.ts'

/** Where the number is another than before; within an hour the last sample counts. */
export async function sampleLive(queries: Queries): Promise<void> {
  await queries.query(
    `insert into live_history as h (project_id, at, live)
     select p.project_id, date_trunc('hour', $1::timestamptz), p.live
       from (select project_id, sum(live)::int as live from ledger_counts group by project_id) p
       left join lateral (select live from live_history
                           where project_id = p.project_id and at <= $1 order by at desc limit 1) l on true
      where p.live is distinct from coalesce(l.live, 0)
     on conflict (project_id, at) do update set live = excluded.live`,
    [queries.now()],
  )
}

/** What a picture can show, and a year of it. */
const mostPoints = 200
const longestDays = 400
const dayMs = 86_400_000

/** By project, in order; of a long time the last of every stretch. One without a sample has no entry. */
export async function readLiveHistory(
  queries: Queries,
  projectIds: readonly string[],
): Promise<Map<string, LivePoint[]>> {
  const { rows } = await queries.query<LivePoint & { projectId: string }>(
    `select project_id as "projectId", at, live
       from (select h.*, row_number() over (partition by h.project_id, floor(extract(epoch from h.at - f.first) / f.stretch)
                                            order by h.at desc) as nth
               from live_history h
               join (select project_id, min(at) as first,
                            greatest(3600, extract(epoch from max(at) - min(at)) / $3) as stretch
                       from live_history where project_id = any($1::text[]) and at > $2 group by 1) f
                 on f.project_id = h.project_id
              where h.project_id = any($1::text[]) and h.at > $2) s
      where nth = 1 order by at`,
    [projectIds, new Date(queries.now().getTime() - longestDays * dayMs), mostPoints],
  )
  const byProject = Map.groupBy(rows, (row) => row.projectId)
  return new Map([...byProject].map(([id, points]) => [id, points.map(({ at, live }) => ({ at, live }))]))
}

/** Samples of a project that is gone. */
export async function forgetLiveHistory(
  queries: Queries,
  projectId: string,
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from live_history where (project_id, at) in
       (select project_id, at from live_history where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
