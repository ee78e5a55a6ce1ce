// A schedule as its table has it, and the one gate to JSON.
import type {
  Consent,
  Keeper,
  Schedule,
  ScheduleCause,
  ScheduleRule,
  ScheduleState,
} from '../api/schedule.ts'
import type { Queries } from '../db/types.ts'
import { projectNames } from '../projects/names.ts'
import type { Basis } from './consent.ts'
import { isDating, isTakenIn } from './dating-state.ts'
import { countReached } from './page-order-store.ts'
import { countPages } from './page-store.ts'
import { slotEnds } from './slot-lists.ts'

export interface ScheduleRow {
  id: string
  workspace_id: string
  project_id: string
  connection_id: string
  state: ScheduleState
  cause: ScheduleCause | null
  reason: string | null
  rule: ScheduleRule
  consent: Consent
  basis: Basis
  keeper: Keeper
  horizon_days: number
  version: number
  author: string
  starts_at: string
  /** Empty until rows were taken in. */
  row_set_id: string
  /** The order that the ranks are in, as JSON; empty until they are. */
  ranked_by: string
  rows_agreed: number
  /** What the pages on the site were last held against, to see which changed; empty: nothing. */
  compared_with: string
  dates_from: string
  /** How often all pages were dated: what was prepared before is of no use any more. */
  dating_number: number
  /** Null when every page has its date. */
  dating_rank: number | null
  dating_at: string | null
  dating_pages: number | null
  look_at: string | null
  /** Dates that Wix is to lose: the plan and the run that take them away, and how many there were. */
  dates_plan_id: string | null
  dates_run_id: string | null
  dates_number: number
  /** Not tried again before. */
  dates_after: string | null
  created_at: string
  updated_at: string
}

export async function presentSchedules(queries: Queries, rows: readonly ScheduleRow[]): Promise<Schedule[]> {
  const ids = rows.map((row) => row.id)
  const names = await projectNames(
    queries,
    rows.map((row) => row.project_id),
  )
  const pages = await countPages(queries, ids)
  const ends = await slotEnds(queries, ids)
  const reached = new Map<string, number>()
  for (const { id, dating_rank } of rows)
    if (dating_rank !== null) reached.set(id, await countReached(queries, id, dating_rank))
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    projectName: names.get(row.project_id) ?? '',
    connectionId: row.connection_id,
    state: row.state,
    cause: row.cause,
    reason: row.reason,
    rule: row.rule,
    consent: row.consent,
    keeper: row.keeper,
    horizonDays: row.horizon_days,
    version: row.version,
    pages: pages.get(row.id) ?? noPages,
    dating: datingOf(row, pages.get(row.id) ?? noPages, reached.get(row.id) ?? 0),
    nextSlotAt: ends.get(row.id)?.next ?? null,
    lastSlotAt: ends.get(row.id)?.last ?? null,
    author: row.author,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }))
}

const noPages: Schedule['pages'] = { total: 0, gone: 0, dated: 0, undated: 0, updates: 0 }

/** @param reached how many open pages have the date that they are to have */
function datingOf(row: ScheduleRow, pages: Schedule['pages'], reached: number): Schedule['dating'] {
  const open = pages.total - pages.gone
  if (row.state === 'cancelled')
    return pages.dated === 0 ? null : { step: 'clearing', done: open - pages.dated, of: open }
  if (!isDating(row)) return null
  if (!isTakenIn(row))
    return { step: 'collecting', done: Math.min(pages.total, row.rows_agreed), of: row.rows_agreed }
  return { step: 'dating', done: Math.min(reached, open), of: open }
}
