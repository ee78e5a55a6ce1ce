// How far runs on their way are, and how long they will take: read for a list of them at once.
import { usualRatePerMinute } from '../api/pace.ts'
import type { Run } from '../api/run.ts'
import { isOver } from '../api/run-state.ts'
import { type PaceNow, pacesOf } from '../connections/pacer.ts'
import type { Queries } from '../db/types.ts'
import type { RunRow } from './run-row.ts'
import { requestsLeft, secondsFor, type WorkLeft } from './time-left.ts'

export type RunOutlook = Pick<Run, 'etaSeconds' | 'progress' | 'assetsLeft'>

/** A run with what the lists know of its pages. */
export interface SeenRun {
  row: RunRow
  counts: Run['counts']
  verified: number
  unfinished: number
  /** Neither paused, stopped, over, nor behind another run of its site. */
  isGoing: boolean
}

const unusedPace: PaceNow = {
  ratePerMinute: usualRatePerMinute,
  mostPerMinute: null,
  recent: [],
  blockedSeconds: 0,
}
/** So many requests tell how fast Wix answers. */
const enoughCalls = 10

export async function outlooksOf(
  queries: Queries,
  runs: readonly SeenRun[],
): Promise<Map<string, RunOutlook>> {
  const going = runs.filter(({ isGoing }) => isGoing)
  const sites = going.map(({ row }) => row.connection_id)
  const paces = sites.length === 0 ? new Map<string, PaceNow>() : await pacesOf(queries, sites)
  const doubts = await secondsInDoubt(queries, going)
  return new Map(
    runs.map((run): [string, RunOutlook] => {
      const { row } = run
      const left = workLeft(run)
      if (row.ahead === null || isOver(row.state))
        return [row.id, { etaSeconds: null, progress: pagesDone(run), assetsLeft: 0 }]
      const requests = requestsLeft(row.ahead, left)
      const whole = Object.values(row.ahead.calls).reduce((sum, calls) => sum + calls, 0)
      const pace = paces.get(row.connection_id) ?? unusedPace
      const calls = row.read_calls + row.write_calls
      const seconds = secondsFor(requests, {
        ...pace,
        answerSeconds: calls < enoughCalls ? null : row.call_ms / calls / 1000,
      })
      const etaSeconds = Math.ceil(Math.max(seconds, doubts.get(row.id) ?? 0))
      return [
        row.id,
        {
          etaSeconds: run.isGoing ? etaSeconds : null,
          progress: whole > 0 ? Math.min(1, Math.max(0, 1 - requests / whole)) : pagesDone(run),
          assetsLeft: left.assets ?? row.ahead.assets,
        },
      ]
    }),
  )
}

function workLeft({ row, counts, verified, unfinished }: SeenRun): WorkLeft {
  const isCancelled = row.requested === 'cancel'
  return {
    open: counts.sending + counts.in_doubt + (isCancelled ? 0 : counts.ready),
    unfinished,
    unread: counts.accepted - verified,
    assets: isCancelled ? 0 : row.assets_left,
  }
}

function pagesDone({ row, counts }: SeenRun): number {
  if (isOver(row.state) || row.total === 0) return 1
  return Math.max(0, 1 - (counts.ready + counts.sending + counts.in_doubt) / row.total)
}

/**
 * When the last doubt is settled at the latest: once its request has certainly ended, and a second look that is a third
 * of that time later (see `timingFor`).
 */
async function secondsInDoubt(queries: Queries, runs: readonly SeenRun[]): Promise<Map<string, number>> {
  const doubtful = runs.filter(({ counts }) => counts.in_doubt > 0).map(({ row }) => row.id)
  if (doubtful.length === 0) return new Map()
  const { rows } = await queries.query<{ id: string; seconds: number }>(
    `select run_id as id,
            max(extract(epoch from greatest(deadline_at, first_look_at) + (deadline_at - sent_at) * 0.45
                                   - clock_timestamp()))::float8 as seconds
       from run_items where run_id = any($1::text[]) and state = 'in_doubt' and deadline_at is not null
      group by run_id`,
    [doubtful],
  )
  return new Map(rows.map(({ id, seconds }) => [id, Math.max(0, seconds)]))
}
