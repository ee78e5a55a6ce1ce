// Runs and their pages as the doors show them: the one gate from stored runs to JSON.
import type { Run, RunEvent, RunItem } from '../api/run.ts'
import { itemStateSchema } from '../api/run.ts'
import { isAtWork, statesWhere } from '../api/run-state.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { listEvents } from './diary.ts'
import type { RunRow } from './run-row.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

interface RunListRow extends RunRow {
  project_name: string
  connection_name: string
  connection_kind: 'wix' | 'practice'
  counts: Record<string, number>
  verified: number
  recent: number
  waiting_until: string | null
  blocked_reason: string | null
}

/**
 * Everything a run's presentation needs, in one statement; a finished run is not counted again. $1: the states in which
 * a worker publishes. `where` speaks of `r`.
 */
function selectRuns(where: string): string {
  return `select r.*, p.name as project_name, c.name as connection_name, c.kind as connection_kind,
      coalesce(i.counts, '{}'::jsonb) as counts, coalesce(i.verified, 0) as verified, coalesce(i.recent, 0) as recent,
      case when r.state = any($1) and k.blocked_until > clock_timestamp()
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

function presentRun(row: RunListRow): Run {
  const known: Record<string, unknown> = row.receipt ?? row.counts
  const counts = Object.fromEntries(
    itemStateSchema.options.map((state) => [state, Number(known[state] ?? 0)]),
  )
  const open = (counts['ready'] ?? 0) + (counts['sending'] ?? 0) + (counts['in_doubt'] ?? 0)
  const isLive = isAtWork(row.state)
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

interface RunItemListRow {
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

function presentRunItem(row: RunItemListRow): RunItem {
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

export async function getRun(database: Queries, workspaceId: string, id: string): Promise<Run> {
  const { rows } = await database.query<RunListRow>(selectRuns('r.workspace_id = $2 and r.id = $3'), [
    statesWhere(isAtWork),
    workspaceId,
    id,
  ])
  if (!rows[0]) throw new AppError('not_found', 'This run does not exist. Go back to the list of runs.')
  return presentRun(rows[0])
}

export async function listRuns(
  database: Queries,
  workspaceId: string,
  query: { projectId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Run>> {
  const { rows } = await database.query<RunListRow>(
    `${selectRuns(`r.workspace_id = $2 and ($3::text is null or r.project_id = $3) and ($4::text is null or r.id < $4)`)}
     order by r.id desc limit $5`,
    [statesWhere(isAtWork), workspaceId, query.projectId ?? null, query.cursor ?? null, query.limit + 1],
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: shown.map(presentRun),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    total: null,
  }
}

export interface RunItemsQuery {
  state?: string | undefined
  verification?: string | undefined
  search: string
  limit: number
  cursor?: string | undefined
}

export async function listRunItems(
  database: Queries,
  workspaceId: string,
  runId: string,
  query: RunItemsQuery,
): Promise<Page<RunItem>> {
  await getRun(database, workspaceId, runId)
  const filter = `i.run_id = $1 and ($2::text is null or i.state = $2)
    and ($3::text is null or (i.state = 'accepted' and i.verification = $3))
    and ($4 = '' or i.title ilike '%' || $4 || '%' or i.row_key ilike '%' || $4 || '%')`
  const params = [runId, query.state ?? null, query.verification ?? null, escapeLike(query.search)]
  const { rows } = await database.query<RunItemListRow>(
    `select i.row_key, i.position, i.title, i.action, i.state, i.attempts, i.url, i.remote_id, i.problem,
            i.request_id, i.verification, i.differences, i.updated_at
       from run_items i where ${filter} and i.position > $5 order by i.position limit $6`,
    [...params, Number(query.cursor ?? -1), query.limit + 1],
  )
  const total = await database.query<{ n: number }>(
    `select count(*) as n from run_items i where ${filter}`,
    params,
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: shown.map(presentRunItem),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.position) : null,
    total: total.rows[0]?.n ?? null,
  }
}

export async function listRunEvents(
  database: Queries,
  workspaceId: string,
  runId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<RunEvent>> {
  await getRun(database, workspaceId, runId)
  const rows = await listEvents(database, runId, Number(query.cursor ?? 0), query.limit + 1)
  const shown = rows.slice(0, query.limit)
  return {
    items: shown,
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.id) : null,
    total: null,
  }
}

/** Every page of a run in order, for the receipt file; a thousand at a time. */
export async function* allRunItems(database: Queries, runId: string): AsyncIterable<RunItem[]> {
  let after = -1
  for (;;) {
    const { rows } = await database.query<RunItemListRow>(
      `select row_key, position, title, action, state, attempts, url, remote_id, problem, request_id,
              verification, differences, updated_at
         from run_items where run_id = $1 and position > $2 order by position limit 1000`,
      [runId, after],
    )
    if (rows.length === 0) return
    after = rows.at(-1)?.position ?? after
    yield rows.map(presentRunItem)
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (char) => `\\${char}`)
}
