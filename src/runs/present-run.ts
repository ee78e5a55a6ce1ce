// The one gate from stored runs to JSON.
import type { Run, RunItem } from '../api/run.ts'
import { itemStateSchema } from '../api/run.ts'
import type { Queries } from '../db/types.ts'
import type { RunRow } from './run-row.ts'

export interface RunListRow extends RunRow {
  project_name: string
  connection_name: string
  connection_kind: 'wix' | 'practice'
  counts: Record<string, number>
  verified: number
  recent: number
  waiting_until: string | null
  blocked_reason: string | null
}

/** Everything a run's presentation needs, in one statement; a finished run is not counted again. `where` speaks of `r`. */
export function selectRuns(where: string): string {
  return `select r.*, p.name as project_name, c.name as connection_name, c.kind as connection_kind,
      coalesce(i.counts, '{}'::jsonb) as counts, coalesce(i.verified, 0) as verified, coalesce(i.recent, 0) as recent,
      case when r.state in ('preparing', 'publishing', 'verifying') and k.blocked_until > clock_timestamp()
           then k.blocked_until end as waiting_until, k.blocked_reason
    from runs r
    join projects p on p.id = r.project_id
    join connections c on c.id = r.connection_id
    left join connection_pacing k on k.connection_id = r.connection_id
    left join lateral (
      select jsonb_object_agg(s.state, s.n) as counts, sum(s.verified)::int8 as verified, sum(s.recent)::int8 as recent
        from (select state, count(*) as n,
                     count(*) filter (where state = 'accepted' and verification <> 'pending') as verified,
                     count(*) filter (where state = 'accepted' and updated_at > clock_timestamp() - interval '60 seconds') as recent
                from run_items where run_id = r.id and r.receipt is null group by state) s
    ) i on true
    where ${where}`
}

export function presentRun(row: RunListRow): Run {
  const known: Record<string, unknown> = row.receipt ?? row.counts
  const counts = Object.fromEntries(
    itemStateSchema.options.map((state) => [state, Number(known[state] ?? 0)]),
  )
  const open = (counts['ready'] ?? 0) + (counts['sending'] ?? 0) + (counts['in_doubt'] ?? 0)
  const isLive = ['preparing', 'publishing', 'verifying'].includes(row.state)
  return {
    id: row.id,
    planId: row.plan_id,
    projectId: row.project_id,
    projectName: row.project_name,
    connection: { id: row.connection_id, name: row.connection_name, kind: row.connection_kind },
    state: row.state,
    message: row.waiting_until ? (row.blocked_reason ?? row.message) : row.message,
    waitingUntil: row.waiting_until,
    counts: counts as Run['counts'],
    total: row.total,
    verified: row.receipt
      ? row.receipt.verifiedEqual + row.receipt.differences + row.receipt.notFound
      : row.verified,
    ratePerMinute: isLive ? row.recent : 0,
    etaSeconds: isLive && row.recent > 0 && open > 0 ? Math.ceil((open * 60) / row.recent) : null,
    author: row.author,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    receipt: row.receipt,
  }
}

export interface RunItemListRow {
  row_key: string
  position: number
  title: string
  action: RunItem['action']
  state: RunItem['state']
  attempts: number
  url: string | null
  remote_id: string | null
  problem: RunItem['problem']
  request_id: string | null
  verification: 'pending' | 'equal' | 'different' | 'not_found'
  differences: RunItem['differences']
  updated_at: string
}

export function presentRunItem(row: RunItemListRow): RunItem {
  return {
    rowKey: row.row_key,
    title: row.title,
    action: row.action,
    state: row.state,
    attempts: row.attempts,
    url: row.url,
    remoteId: row.remote_id,
    problem: row.problem,
    requestId: row.request_id,
    verification: row.state === 'accepted' ? row.verification : 'not_applicable',
    differences: row.differences,
    updatedAt: row.updated_at,
  }
}

export async function findRun(database: Queries, workspaceId: string, id: string): Promise<Run | null> {
  const { rows } = await database.query<RunListRow>(selectRuns('r.workspace_id = $1 and r.id = $2'), [
    workspaceId,
    id,
  ])
  return rows[0] ? presentRun(rows[0]) : null
}
