// What the doors may ask of plans: make, look, decide. Building one is a job; see build.ts.
import type { Plan, Resolution } from '../api/plan.ts'
import { datasetVersion } from '../data/datasets.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { newestVersion } from '../templates/store.ts'
import { blockedReason } from './blocked.ts'
import { renewOutlook } from './outlook.ts'
import { type PlanRow, presentPlans, readPlanRows } from './row.ts'
import { discardPlans, insertPlan, lockPlan, saveRemovals } from './store.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

export async function findPlanRow(queries: Queries, workspaceId: string, id: string): Promise<PlanRow> {
  const [row] = await readPlanRows(queries, 'workspace_id = $1 and id = $2', [workspaceId, id])
  if (!row) throw noSuchPlan()
  return row
}

export async function getPlan(queries: Queries, workspaceId: string, id: string): Promise<Plan> {
  return (await presentPlans(queries, [await findPlanRow(queries, workspaceId, id)]))[0]!
}

/** Newest first. */
export async function listPlans(
  queries: Queries,
  workspaceId: string,
  projectId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Plan>> {
  const rows = await readPlanRows(
    queries,
    `workspace_id = $1 and project_id = $2 and ($3::text is null or id < $3) order by id desc limit $4`,
    [workspaceId, projectId, query.cursor ?? null, query.limit + 1],
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: await presentPlans(queries, shown),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    total: null,
  }
}

export interface CreatePlanDeps {
  /** Refuses while something else has the pages of the project. */
  refuse?: (tx: Tx) => Promise<void>
}

/**
 * Freezes what the plan is made of; the job fills it. An older plan that was never applied is put aside.
 * @returns the id of the plan
 */
export async function createPlan(
  database: Database,
  project: ProjectRecord,
  author: string,
  { refuse }: CreatePlanDeps = {},
): Promise<string> {
  return database.transaction(async (tx) => {
    const data = await datasetVersion(tx, project.datasetId)
    const templateVersion = await newestVersion(tx, project.templateId)
    if (!data || templateVersion === null)
      throw new AppError('not_found', 'The dataset or the template of this project is gone. Choose others.')
    await refuse?.(tx)
    await discardPlans(tx, project.id)
    return insertPlan(tx, project, author, {
      rowSetId: data.rowSetId,
      datasetVersion: data.version,
      templateVersion,
    })
  })
}

export async function setRemovals(
  database: Database,
  workspaceId: string,
  id: string,
  include: boolean,
): Promise<Plan> {
  return decide(database, workspaceId, id, async (tx, plan) => {
    await saveRemovals(tx, id, include)
    return { ...plan, include_removals: include }
  })
}

/** Decides conflicts, and pages that were deleted in Wix ("take ours" publishes those again). */
export async function resolveItems(
  database: Database,
  workspaceId: string,
  id: string,
  resolution: Resolution,
  rowKeys: string[] | undefined,
): Promise<Plan> {
  return decide(database, workspaceId, id, async (tx, plan) => {
    await tx.query(
      `update plan_items set resolution = $2
        where plan_number = $1 and run_id is null
          and (action = 'conflict' or (action = 'gone' and $3::text[] is not null and payload_hash is not null))
          and ($3::text[] is null or row_key = any($3))`,
      [plan.number, resolution, rowKeys ?? null],
    )
    return plan
  })
}

/** What the plan would do is counted anew with every decision. */
async function decide(
  database: Database,
  workspaceId: string,
  id: string,
  change: (tx: Tx, plan: PlanRow) => Promise<PlanRow>,
): Promise<Plan> {
  await database.transaction(async (tx) => {
    const plan = await lockPlan(tx, workspaceId, id)
    if (!plan) throw noSuchPlan()
    if (plan.state !== 'ready') throw await cannotChange(tx, plan)
    await renewOutlook(tx, await change(tx, plan))
  })
  return getPlan(database, workspaceId, id)
}

export function noSuchPlan(): AppError {
  return new AppError('not_found', 'This plan does not exist. Open the project and create a new one.')
}

/** The error for deciding or applying a plan that can no longer be decided or applied. */
export async function cannotChange(queries: Queries, row: PlanRow): Promise<AppError> {
  const [plan] = await presentPlans(queries, [row])
  const why = blockedReason(plan!) ?? 'It is being published.'
  return new AppError('conflict', why, { details: row.last_run_id ? { runId: row.last_run_id } : {} })
}
