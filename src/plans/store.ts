// The table of plans: everything that writes it.
import { newId } from '../db/id.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { type Outlook, type PlanRow, readPlanRows } from './row.ts'

/** What a plan is frozen from. */
export interface PlanSources {
  rowSetId: string
  datasetVersion: number
  templateVersion: number
}

export async function findPlanById(queries: Queries, id: string): Promise<PlanRow | undefined> {
  return (await readPlanRows(queries, 'id = $1', [id]))[0]
}

export async function insertPlan(
  tx: Queries,
  project: ProjectRecord,
  author: string,
  { rowSetId, datasetVersion, templateVersion }: PlanSources,
): Promise<string> {
  const id = newId('plan')
  await tx.query(
    `insert into plans (id, workspace_id, project_id, connection_id, state, step, author, destination, options,
                        row_set_id, dataset_version, template_version, created_at)
     values ($1, $2, $3, $4, 'building', 'Waiting for the worker', $5, $6, $7::jsonb, $8, $9, $10, $11)`,
    [
      id,
      project.workspaceId,
      project.id,
      project.connectionId,
      author,
      project.destination,
      JSON.stringify(project.options),
      rowSetId,
      datasetVersion,
      templateVersion,
      tx.now(),
    ],
  )
  return id
}

/** Older plans of the same scope that nobody has applied are put aside. */
export async function discardPlans(queries: Queries, projectId: string): Promise<void> {
  await queries.query(
    `update plans set state = 'discarded' where project_id = $1 and state in ('building', 'ready')`,
    [projectId],
  )
}

export async function savePlanProgress(
  queries: Queries,
  id: string,
  step: string,
  progress: number,
): Promise<void> {
  await queries.query('update plans set step = $2, progress = $3 where id = $1', [id, step, progress])
}

/** The settings together with what was read of the site for this plan. */
export async function savePlanOptions(
  queries: Queries,
  { id, options }: Pick<PlanRow, 'id' | 'options'>,
): Promise<void> {
  await queries.query('update plans set options = $2::jsonb where id = $1', [id, JSON.stringify(options)])
}

export async function markReady(queries: Queries, plan: PlanRow): Promise<void> {
  await queries.query(
    `update plans set state = 'ready', step = '', progress = 1, counts = $2::jsonb, needs = $3::jsonb,
            creates = $4::jsonb, problem_groups = $5::jsonb, wix_validation = $6::jsonb, outlook = $7::jsonb, hash = $8,
            without_images = $9, calls = $10::jsonb
      where id = $1 and state = 'building'`,
    [
      plan.id,
      JSON.stringify(plan.counts),
      JSON.stringify(plan.needs),
      JSON.stringify(plan.creates),
      JSON.stringify(plan.problem_groups),
      JSON.stringify(plan.wix_validation),
      JSON.stringify(plan.outlook),
      plan.hash,
      plan.without_images,
      JSON.stringify(plan.calls),
    ],
  )
}

export async function markFailed(queries: Queries, id: string, message: string): Promise<void> {
  await queries.query(
    `update plans set state = 'failed', message = $2 where id = $1 and state = 'building'`,
    [id, message],
  )
}

/** Keeps others from deciding or applying it until the transaction ends. */
export async function lockPlan(tx: Tx, workspaceId: string, id: string): Promise<PlanRow | undefined> {
  await tx.query('select 1 from plans where workspace_id = $1 and id = $2 for update', [workspaceId, id])
  return (await readPlanRows(tx, 'workspace_id = $1 and id = $2', [workspaceId, id]))[0]
}

export async function saveRemovals(tx: Tx, id: string, include: boolean): Promise<void> {
  await tx.query('update plans set include_removals = $2 where id = $1', [id, include])
}

export async function saveOutlook(queries: Queries, id: string, outlook: Outlook): Promise<void> {
  await queries.query('update plans set outlook = $2::jsonb where id = $1', [id, JSON.stringify(outlook)])
}

/** @param isDone nothing of the plan is left that could go */
export async function saveTaken(tx: Tx, id: string, runId: string, isDone: boolean): Promise<void> {
  await tx.query(
    `update plans set last_run_id = $2, state = case when $3 then 'applied' else state end where id = $1`,
    [id, runId, isDone],
  )
}

/** Everything of a project, a few thousand items at a time; false when there was nothing left. */
export async function forgetPlanItemsOf(
  queries: Queries,
  projectId: string,
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from plan_items where (plan_number, row_key) in
       (select plan_number, row_key from plan_items
         where plan_number in (select number from plans where project_id = $1) limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
