// What the doors may ask of runs: look, pause, resume, cancel. Applying them is the worker's business.
import type { Run, RunEvent, RunItem } from '../api/run.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import {
  findRun,
  presentRun,
  presentRunItem,
  type RunItemListRow,
  type RunListRow,
  selectRuns,
} from './present-run.ts'
import { wakeChannel } from './wake.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

export async function getRun(database: Queries, workspaceId: string, id: string): Promise<Run> {
  const run = await findRun(database, workspaceId, id)
  if (!run) throw new AppError('not_found', 'This run does not exist. Go back to the list of runs.')
  return run
}

export async function listRuns(
  database: Queries,
  workspaceId: string,
  query: { projectId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Run>> {
  const { rows } = await database.query<RunListRow>(
    `${selectRuns(`r.workspace_id = $1 and ($2::text is null or r.project_id = $2) and ($3::text is null or r.id < $3)`)}
     order by r.id desc limit $4`,
    [workspaceId, query.projectId ?? null, query.cursor ?? null, query.limit + 1],
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
  const { rows } = await database.query<RunEvent>(
    `select id, at, kind, message from run_events where run_id = $1 and id > $2 order by id limit $3`,
    [runId, Number(query.cursor ?? 0), query.limit + 1],
  )
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

export async function pauseRun(database: Database, workspaceId: string, id: string): Promise<Run> {
  return wish(database, workspaceId, id, {
    allowed: ['queued', 'preparing', 'publishing'],
    sql: `wish = 'pause', state = 'pausing', message = 'Pausing: what is under way is finished first.'`,
    refusal: 'Only a run that is publishing can be paused.',
    already: ['pausing', 'paused'],
  })
}

export async function resumeRun(database: Database, workspaceId: string, id: string): Promise<Run> {
  return wish(database, workspaceId, id, {
    allowed: ['paused', 'pausing', 'needs_attention'],
    sql: `wish = 'run', state = 'queued', message = null`,
    refusal: 'Only a paused or stopped run can go on.',
    already: ['queued', 'preparing', 'publishing', 'verifying'],
  })
}

export async function cancelRun(database: Database, workspaceId: string, id: string): Promise<Run> {
  return wish(database, workspaceId, id, {
    allowed: ['queued', 'preparing', 'publishing', 'pausing', 'paused', 'needs_attention'],
    sql: `wish = 'cancel', state = 'cancelling', message = 'Cancelling: nothing more is sent.'`,
    refusal: 'This run has sent everything already; it is only reading back.',
    already: ['cancelling', 'cancelled'],
  })
}

/** Asking twice is as good as once; asking for what cannot be any more is refused in words. */
async function wish(
  database: Database,
  workspaceId: string,
  id: string,
  move: { allowed: string[]; already: string[]; sql: string; refusal: string },
): Promise<Run> {
  const { rowCount } = await database.query(
    `update runs set ${move.sql} where workspace_id = $1 and id = $2 and state = any($3)`,
    [workspaceId, id, move.allowed],
  )
  const run = await getRun(database, workspaceId, id)
  if (rowCount === 0 && !move.already.includes(run.state)) {
    throw new AppError('conflict', `${move.refusal} It is ${run.state.replace('_', ' ')} now.`)
  }
  await database.notify(wakeChannel)
  return run
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (char) => `\\${char}`)
}
