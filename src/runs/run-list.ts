// Runs and their pages as the doors show them: the one gate from stored runs to JSON.
import type { AgeOrder } from '../api/age-order.ts'
import type { Searched } from '../api/paging.ts'
import { type ItemState, itemStateSchema, type Run, type RunEvent, type RunItem } from '../api/run.ts'
import type { RunStage } from '../api/run-stage.ts'
import { isAtWork, isMoving, isWaiting, statesOf, statesWhere } from '../api/run-state.ts'
import { connectionLabels } from '../connections/labels.ts'
import { blocksOf } from '../connections/pacer.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { readPositionCursor } from '../list-walk.ts'
import { scopesOfPlans } from '../plans/store.ts'
import { projectNames } from '../projects/names.ts'
import { listEvents } from './diary.ts'
import { doneCounts, runKind, type VerbCounts, wantedCounts } from './run-done.ts'
import {
  countRunItems,
  findRunItem,
  positionBefore,
  readRunItems,
  readSortedRunItems,
  searchRunItems,
} from './run-item-rows.ts'
import { outlooksOf } from './run-outlook.ts'
import { movingStates, turnOf } from './run-queue.ts'
import type { RunRow } from './run-row.ts'
import { findRunRow } from './run-store.ts'
import { type ItemOrder, isSorted } from './sorted-items.ts'

const waitingStates = statesWhere(isWaiting)

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
  searched?: Searched
}

interface RunListRow extends RunRow {
  counts: Partial<Record<ItemState, number>>
  /** Accepted pages by what was done with them; null: none. */
  done: VerbCounts | null
  wanted: VerbCounts | null
  verified: number
  /** Of pages that are there: their last steps are still to be done. */
  unfinished: number
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
    `select r.*, ${doneCounts} as done, ${wantedCounts} as wanted, coalesce(c.counts, '{}'::jsonb) as counts, coalesce(c.verified, 0)::int as verified,
            coalesce(c.unfinished, 0)::int as unfinished,
            coalesce(s.recent, 0)::int as recent, w.project_id as waits_for
       from runs r
       left join lateral (
         select jsonb_object_agg(state, items) as counts, sum(verified) as verified, sum(unfinished) as unfinished
           from (select state, sum(items) as items, sum(unfinished) as unfinished,
                        sum(items) filter (where state = 'accepted' and verification <> 'pending') as verified
                   from run_counts where run_id = r.id group by state) by_state) c on true
       left join lateral (
         select sum(accepted) as recent from run_progress
          where run_id = r.id and r.finished_at is null and at > clock_timestamp() - interval '60 seconds') s on true
       left join lateral (
         select o.id, o.project_id from runs o
          where r.finished_at is null and r.state = any($2) and o.connection_id = r.connection_id
            and o.finished_at is null and o.state = any($1) and o.id <> r.id
            and (o.state <> all($2) or (${turnOf('o')}) < (${turnOf('r')}))
          order by o.state = any($2), ${turnOf('o')} limit 1) w on true
      where ${where}`,
    [movingStates, waitingStates, ...params],
  )
  return rows
}

async function presentRuns(queries: Queries, rows: readonly RunListRow[]): Promise<Run[]> {
  const connectionIds = rows.map((row) => row.connection_id)
  const seen = rows.map((row) => ({
    row,
    counts: countsOf(row),
    verified: row.verified,
    unfinished: row.unfinished,
    isGoing: isMoving(row.state) && row.waits_for === null,
  }))
  const [outlooks, names, sites, blocks, scopes] = [
    await outlooksOf(queries, seen),
    await projectNames(queries, [
      ...rows.map((row) => row.project_id),
      ...rows.flatMap((row) => row.waits_for ?? []),
    ]),
    await connectionLabels(queries, connectionIds),
    await blocksOf(queries, connectionIds),
    await scopesOfPlans(
      queries,
      rows.map((row) => row.plan_id),
    ),
  ]
  return rows.map((row) => {
    const site = sites.get(row.connection_id)
    const block = isAtWork(row.state) ? blocks.get(row.connection_id) : undefined
    const counts = countsOf(row)
    const recent = isAtWork(row.state) ? row.recent : 0
    return {
      id: row.id,
      planId: row.plan_id,
      projectId: row.project_id,
      projectName: names.get(row.project_id) ?? '',
      connection: { id: row.connection_id, name: site?.name ?? '', kind: site?.kind ?? 'wix' },
      kind: runKind(scopes.get(row.plan_id)),
      state: row.state,
      message: block?.reason || waitMessage(row, names) || row.message,
      waitingUntil: block?.until ?? null,
      counts,
      done: row.done ?? {},
      wanted: row.wanted ?? {},
      total: row.total,
      verified: row.verified,
      ratePerMinute: recent,
      ...outlooks.get(row.id)!,
      selection: row.selection,
      isCanary: row.is_canary,
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

export async function getRun(queries: Queries, workspaceId: string, id: string): Promise<Run> {
  const rows = await readRuns(queries, 'r.workspace_id = $3 and r.id = $4', [workspaceId, id])
  const [run] = await presentRuns(queries, rows)
  if (!run) throw new AppError('not_found', 'This run does not exist. Go back to the list of runs.')
  return run
}

/** Those of these runs that there are, by id. */
export async function findRuns(
  queries: Queries,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Run>> {
  if (ids.length === 0) return new Map()
  const rows = await readRuns(queries, 'r.workspace_id = $3 and r.id = any($4::text[])', [workspaceId, ids])
  return new Map((await presentRuns(queries, rows)).map((run) => [run.id, run]))
}

export interface RunsQuery {
  projectId?: string | undefined
  stage?: RunStage | undefined
  /** In the name of who started it; where the runs are those of all projects, in the name of the project, too. */
  search?: string
  /** Those of slots that are over too. */
  slots?: boolean
  /** Newest first unless told. */
  sort?: AgeOrder
  limit: number
  cursor?: string | undefined
}

/** What schedules sent is left out once it is over unless told, since a month of slots would hide everything else. */
export async function listRuns(queries: Queries, workspaceId: string, query: RunsQuery): Promise<Page<Run>> {
  const { projectId, stage, search = '', slots = false, sort = 'newest', limit, cursor } = query
  const [follows, way] = sort === 'newest' ? ['<', 'desc'] : ['>', 'asc']
  const rows = await readRuns(
    queries,
    `r.workspace_id = $3 and ($4::text is null or r.project_id = $4) and ($5::text is null or r.id ${follows} $5)
      and ($7 or r.slot_at is null or r.finished_at is null) and ($8::text[] is null or r.state = any($8))
      and ($9 = '' or r.author ilike $10
        or ($4::text is null and r.project_id in (select id from projects where workspace_id = $3 and name ilike $10)))
      order by r.id ${way} limit $6`,
    [
      workspaceId,
      projectId ?? null,
      cursor ?? null,
      limit + 1,
      slots,
      stage === undefined ? null : statesOf(stage),
      search,
      likePattern(search),
    ],
  )
  const shown = rows.slice(0, limit)
  return {
    items: await presentRuns(queries, shown),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total: null,
  }
}

export interface RunItemsQuery extends ItemOrder {
  state?: string | undefined
  verification?: string | undefined
  search: string
  limit: number
  cursor?: string | undefined
  /** In place of a cursor: how many to leave out from the beginning. */
  offset?: number | undefined
}

export async function listRunItems(
  database: Queries,
  workspaceId: string,
  runId: string,
  query: RunItemsQuery,
): Promise<Page<RunItem>> {
  await refuseForeign(database, workspaceId, runId)
  const wanted = { runId, state: query.state ?? null, verification: query.verification ?? null }
  const { cursor, offset, limit } = query
  const total = await countRunItems(database, wanted)
  if (isSorted(query)) {
    const pattern = query.search === '' ? null : likePattern(query.search)
    const place = { cursor, offset, limit }
    const { items, next, looked } = await readSortedRunItems(database, wanted, query, place, pattern)
    if (looked === null) return { items, nextCursor: next, total }
    return { items, nextCursor: next, total: null, searched: { rows: looked, of: total } }
  }
  const after =
    offset === undefined ? readPositionCursor(cursor) : await positionBefore(database, wanted, offset)
  const range = { after, limit }
  if (query.search === '') {
    const { items, next } = await readRunItems(database, wanted, range)
    return { items, nextCursor: toCursor(next), total }
  }
  const { items, next, looked } = await searchRunItems(database, wanted, range, likePattern(query.search))
  return { items, nextCursor: toCursor(next), total: null, searched: { rows: looked, of: total } }
}

/** @throws `not_found` for a page that the run does not have */
export async function getRunItem(
  database: Queries,
  workspaceId: string,
  runId: string,
  rowKey: string,
): Promise<RunItem> {
  await refuseForeign(database, workspaceId, runId)
  const item = await findRunItem(database, runId, rowKey)
  if (!item) throw new AppError('not_found', `The run has no page for the row "${rowKey}".`)
  return item
}

function toCursor(position: number | null): string | null {
  return position === null ? null : String(position)
}

/** @throws `not_found` for a run of another workspace */
export async function refuseForeign(queries: Queries, workspaceId: string, id: string): Promise<void> {
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
