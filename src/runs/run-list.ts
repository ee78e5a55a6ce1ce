// Runs and their pages as the doors show them: the one gate from stored runs to JSON.
import { type ItemState, itemStateSchema, type Run, type RunEvent, type RunItem } from '../api/run.ts'
import { isAtWork, isWaiting, statesWhere } from '../api/run-state.ts'
import { connectionLabels } from '../connections/labels.ts'
import { blocksOf } from '../connections/pacer.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { projectNames } from '../projects/names.ts'
import { listEvents } from './diary.ts'
import { movingStates } from './run-queue.ts'
import type { RunRow } from './run-row.ts'
import { findRunRow } from './run-store.ts'

const waitingStates = statesWhere(isWaiting)

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

interface RunListRow extends RunRow {
  counts: Partial<Record<ItemState, number>>
  verified: number
  /** Pages accepted in the last minute. */
  recent: number
  /** The project whose run has the site, where this one waits for it. */
  waits_for: string | null
}

/**
 * Everything runs know of themselves, in one statement; nothing is counted. Parameters of `where` begin at $3; it speaks
 * of `r`.
 */
async function readRuns(queries: Queries, where: string, params: readonly unknown[]): Promise<RunListRow[]> {
  const { rows } = await queries.query<RunListRow>(
    `select r.*, coalesce(c.counts, '{}'::jsonb) as counts, coalesce(c.verified, 0)::int as verified,
            coalesce(s.recent, 0)::int as recent, w.project_id as waits_for
       from runs r
       left join lateral (
         select jsonb_object_agg(state, items) as counts, sum(verified) as verified
           from (select state, sum(items) as items,
                        sum(items) filter (where state = 'accepted' and verification <> 'pending') as verified
                   from run_counts where run_id = r.id group by state) by_state) c on true
       left join lateral (
         select sum(accepted) as recent from run_progress
          where run_id = r.id and r.finished_at is null and at > clock_timestamp() - interval '60 seconds') s on true
       left join lateral (
         select o.id, o.project_id from runs o
          where r.finished_at is null and r.state = any($2) and o.connection_id = r.connection_id
            and o.finished_at is null and o.state = any($1) and o.id <> r.id
            and (o.state <> all($2) or (o.due_at, o.created_at, o.id) < (r.due_at, r.created_at, r.id))
          order by o.state = any($2), o.due_at, o.created_at limit 1) w on true
      where ${where}`,
    [movingStates, waitingStates, ...params],
  )
  return rows
}

async function presentRuns(queries: Queries, rows: readonly RunListRow[]): Promise<Run[]> {
  const connectionIds = rows.map((row) => row.connection_id)
  const [names, sites, blocks] = [
    await projectNames(queries, [
      ...rows.map((row) => row.project_id),
      ...rows.flatMap((row) => row.waits_for ?? []),
    ]),
    await connectionLabels(queries, connectionIds),
    await blocksOf(queries, connectionIds),
  ]
  return rows.map((row) => {
    const site = sites.get(row.connection_id)
    const block = isAtWork(row.state) ? blocks.get(row.connection_id) : undefined
    const counts = countsOf(row)
    const open = counts.ready + counts.sending + counts.in_doubt
    const recent = isAtWork(row.state) ? row.recent : 0
    return {
      id: row.id,
      planId: row.plan_id,
      projectId: row.project_id,
      projectName: names.get(row.project_id) ?? '',
      connection: { id: row.connection_id, name: site?.name ?? '', kind: site?.kind ?? 'wix' },
      state: row.state,
      message: block?.reason || waitMessage(row, names) || row.message,
      waitingUntil: block?.until ?? null,
      counts,
      total: row.total,
      verified: row.verified,
      ratePerMinute: recent,
      etaSeconds: recent > 0 && open > 0 ? Math.ceil((open * 60) / recent) : null,
      author: row.author,
      createdAt: row.created_at,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      receipt: row.receipt,
    }
  })
}

/** Pages that the run has not taken out of its plan yet are to be sent like any others. */
function countsOf(row: RunListRow): Run['counts'] {
  const counts = Object.fromEntries(
    itemStateSchema.options.map((state) => [state, row.counts[state] ?? 0]),
  ) as Run['counts']
  const known = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (row.taken_to !== null && row.finished_at === null) counts.ready += Math.max(0, row.total - known)
  return counts
}

function waitMessage(row: RunListRow, names: ReadonlyMap<string, string>): string | null {
  if (row.waits_for === null) return null
  const name = names.get(row.waits_for)
  return `Waits for the run of ${name ? `"${name}"` : 'another project'} on this site.`
}

const itemColumns = `row_key, position, title, action, state, attempts, url, remote_id, problem, request_id, verification,
  differences, updated_at`

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

export async function getRun(queries: Queries, workspaceId: string, id: string): Promise<Run> {
  const rows = await readRuns(queries, 'r.workspace_id = $3 and r.id = $4', [workspaceId, id])
  const [run] = await presentRuns(queries, rows)
  if (!run) throw new AppError('not_found', 'This run does not exist. Go back to the list of runs.')
  return run
}

/** Newest first. */
export async function listRuns(
  queries: Queries,
  workspaceId: string,
  query: { projectId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Run>> {
  const rows = await readRuns(
    queries,
    `r.workspace_id = $3 and ($4::text is null or r.project_id = $4) and ($5::text is null or r.id < $5)
      order by r.id desc limit $6`,
    [workspaceId, query.projectId ?? null, query.cursor ?? null, query.limit + 1],
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: await presentRuns(queries, shown),
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
  await refuseForeign(database, workspaceId, runId)
  const { state = null, verification = null, search, limit } = query
  const params: unknown[] = [runId]
  const filters = ['run_id = $1']
  const filter = (sql: string, value: unknown) => {
    params.push(value)
    filters.push(sql.replaceAll('?', `$${params.length}`))
  }
  if (state !== null) filter('state = ?', state)
  if (verification !== null) filter(`state = 'accepted' and verification = ?`, verification)
  const list = { where: filters.join(' and '), params, after: Number(query.cursor ?? -1), limit }
  if (search !== '') return { ...(await searchItems(database, list, likePattern(search))), total: null }
  const rows = await readItems(database, list, limit + 1)
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(presentRunItem),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.position) : null,
    total: await countListed(database, runId, state, verification),
  }
}

interface ItemList {
  /** SQL of ours, with its parameters. */
  where: string
  params: readonly unknown[]
  after: number
  limit: number
}

async function readItems(
  queries: Queries,
  { where, params, after }: ItemList,
  limit: number,
): Promise<RunItemListRow[]> {
  const n = params.length
  const { rows } = await queries.query<RunItemListRow>(
    `select ${itemColumns} from run_items where ${where} and position > $${n + 1} order by position limit $${n + 2}`,
    [...params, after, limit],
  )
  return rows
}

// A search looks at this many pages in one query, and for about this long in one request.
const searchChunk = 10_000
const searchMs = 50

/** Where the time is over before the run is, fewer than `limit` may have been found; the cursor goes on there. */
async function searchItems(
  queries: Queries,
  { where, params, after, limit }: ItemList,
  pattern: string,
): Promise<{ items: RunItem[]; nextCursor: string | null }> {
  const n = params.length
  const items: RunItem[] = []
  const deadline = performance.now() + searchMs
  for (let from = after; ; ) {
    const { rows } = await queries.query<RunItemListRow & { matches: boolean }>(
      `with part as (
         select ${itemColumns}, title ilike $${n + 1} or row_key ilike $${n + 1} as matches from run_items
          where ${where} and position > $${n + 2} order by position limit ${searchChunk})
       select * from part where matches or position = (select max(position) from part) order by position limit $${n + 3}`,
      [...params, pattern, from, limit - items.length + 1],
    )
    const last = rows.at(-1)
    if (!last) return { items, nextCursor: null }
    for (const row of rows) {
      if (!row.matches) continue
      items.push(presentRunItem(row))
      if (items.length === limit) return { items, nextCursor: String(row.position) }
    }
    from = last.position
    if (performance.now() > deadline) return { items, nextCursor: String(from) }
  }
}

async function countListed(
  queries: Queries,
  runId: string,
  state: string | null,
  verification: string | null,
): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    `select coalesce(sum(items), 0)::int as n from run_counts
      where run_id = $1 and ($2::text is null or state = $2)
        and ($3::text is null or (state = 'accepted' and verification = $3))`,
    [runId, state, verification],
  )
  return rows[0]?.n ?? 0
}

async function refuseForeign(queries: Queries, workspaceId: string, id: string): Promise<void> {
  if ((await findRunRow(queries, id))?.workspace_id !== workspaceId)
    throw new AppError('not_found', 'This run does not exist. Go back to the list of runs.')
}

export async function listRunEvents(
  database: Queries,
  workspaceId: string,
  runId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<RunEvent>> {
  await refuseForeign(database, workspaceId, runId)
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
      `select ${itemColumns} from run_items where run_id = $1 and position > $2 order by position limit 1000`,
      [runId, after],
    )
    if (rows.length === 0) return
    after = rows.at(-1)?.position ?? after
    yield rows.map(presentRunItem)
  }
}
