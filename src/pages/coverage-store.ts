// template_coverage: how many rows take each branch, by version of the template and set of rows.
import type { Coverage, CoveredBranch } from '../api/coverage.ts'
import type { Queries } from '../db/types.ts'

/** What is counted. */
export interface CoveragePlace {
  projectId: string
  templateVersion: number
  rowSetId: string
}

interface Stored {
  template_version: number
  row_set_id: string
  state: 'running' | 'done' | 'failed'
  rows: number
  counted: number
  failed: number
  branches: CoveredBranch[]
  message: string | null
  finished_at: string | null
}

/** What was counted of these rows with this version, else what was counted last. */
export async function findCoverage(queries: Queries, place: CoveragePlace): Promise<Coverage> {
  const { rows } = await queries.query<Stored>(
    `select * from template_coverage where project_id = $1
        and ((template_version = $2 and row_set_id = $3) or state = 'done')
      order by (template_version = $2 and row_set_id = $3) desc, started_at desc limit 1`,
    [place.projectId, place.templateVersion, place.rowSetId],
  )
  const row = rows[0]
  if (!row) return nothing
  return {
    state: row.state,
    templateVersion: row.template_version,
    isCurrent: row.template_version === place.templateVersion && row.row_set_id === place.rowSetId,
    rows: row.rows,
    counted: row.counted,
    failed: row.failed,
    branches: row.branches,
    message: row.message,
    finishedAt: row.finished_at,
  }
}

const nothing: Coverage = {
  state: 'none',
  templateVersion: null,
  isCurrent: false,
  rows: 0,
  counted: 0,
  failed: 0,
  branches: [],
  message: null,
  finishedAt: null,
}

/** How many counts of a project are kept. */
const kept = 10

/** Puts aside what was begun of anything else, and the oldest counts. */
export async function startCoverage(queries: Queries, place: CoveragePlace, rows: number): Promise<void> {
  const params = [place.projectId, place.templateVersion, place.rowSetId]
  await queries.query(
    `delete from template_coverage where project_id = $1 and not (template_version = $2 and row_set_id = $3)
        and (state <> 'done' or (template_version, row_set_id) in (
          select template_version, row_set_id from template_coverage where project_id = $1
           order by started_at desc offset ${kept - 1}))`,
    params,
  )
  await queries.query(
    `insert into template_coverage (project_id, template_version, row_set_id, state, rows, started_at)
     values ($1, $2, $3, 'running', $4, $5)
     on conflict (project_id, template_version, row_set_id) do update
        set state = 'running', rows = excluded.rows, counted = 0, failed = 0, branches = '[]', message = null,
            started_at = excluded.started_at, finished_at = null`,
    [...params, rows, queries.now()],
  )
}

export interface Counts {
  counted: number
  failed: number
  branches: readonly CoveredBranch[]
}

export async function reportCoverage(
  queries: Queries,
  place: CoveragePlace,
  { counted, failed, branches }: Counts,
): Promise<void> {
  await queries.query(
    `update template_coverage set counted = $4, failed = $5, branches = $6::jsonb
      where project_id = $1 and template_version = $2 and row_set_id = $3 and state = 'running'`,
    [...keyOf(place), counted, failed, JSON.stringify(branches)],
  )
}

/** @param message why it failed; null: it came to its end */
export async function finishCoverage(
  queries: Queries,
  place: CoveragePlace,
  message: string | null,
): Promise<void> {
  await queries.query(
    `update template_coverage set state = $4, message = $5, finished_at = $6
      where project_id = $1 and template_version = $2 and row_set_id = $3`,
    [...keyOf(place), message === null ? 'done' : 'failed', message, queries.now()],
  )
}

function keyOf({ projectId, templateVersion, rowSetId }: CoveragePlace) {
  return [projectId, templateVersion, rowSetId] as const
}
