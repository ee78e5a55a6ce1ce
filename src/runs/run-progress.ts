// How many pages of a run were accepted when, out of the lines that the database writes with every batch: a few stretches
// that a picture can show, whatever the size of the run.
import type { RunProgress } from '../api/run.ts'
import type { Queries } from '../db/types.ts'
import { refuseForeign } from './run-list.ts'

const mostPoints = 90

/** Empty where nothing was accepted yet, and of a run whose pages were tidied up. */
export async function readRunProgress(
  queries: Queries,
  workspaceId: string,
  runId: string,
): Promise<RunProgress> {
  await refuseForeign(queries, workspaceId, runId)
  const { rows } = await queries.query<{ at: string; accepted: number; seconds: number }>(
    `select max(at) as at, sum(accepted)::int as accepted, min(stretch)::float8 as seconds
       from (select p.at, p.accepted, f.stretch, floor(extract(epoch from p.at - f.first) / f.stretch) as nth
               from run_progress p,
                    (select min(at) as first,
                            greatest(1, extract(epoch from max(at) - min(at)) / $2) as stretch
                       from run_progress where run_id = $1) f
              where p.run_id = $1) s
      group by nth order by nth`,
    [runId, mostPoints],
  )
  let accepted = 0
  return {
    points: rows.map((row, index) => {
      accepted += row.accepted
      const before = rows[index - 1]
      const seconds = before ? (Date.parse(row.at) - Date.parse(before.at)) / 1000 : row.seconds
      return { at: row.at, accepted, perMinute: Math.round((row.accepted / Math.max(1, seconds)) * 60) }
    }),
  }
}
