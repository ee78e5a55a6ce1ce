// The table of plans: everything that writes it.
import { newId } from '../db/id.ts'
import type { Queries, Tx } from '../db/types.ts'
import { raiseNotice } from '../notices/raise.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { forgetPlanRedirects } from '../redirects/plan-store.ts'
import { type Outlook, type PlanRow, readPlanRows } from './row.ts'
import { isOfKind, kindParams, type PlanScope } from './scope.ts'

/** What a plan is frozen from. */
export interface PlanSources {
  rowSetId: string
  datasetVersion: number
  templateVersion: number
}

/** Which pages it is for, and of a slot the key that makes it the only one. */
export interface PlanPlace {
  scope: PlanScope
  /** Null: a new one. */
  number: number | null
  slotKey: string | null
}

/** A number that no other plan gets: what belongs to the plan can be written before the plan is. */
export async function reservePlanNumber(queries: Queries): Promise<number> {
  const { rows } = await queries.query<{ number: number }>(`select ${nextNumber} as number`)
  return rows[0]!.number
}

const nextNumber = `nextval(pg_get_serial_sequence('plans', 'number'))`

export async function findPlanById(queries: Queries, id: string): Promise<PlanRow | undefined> {
  return (await readPlanRows(queries, 'id = $1', [id]))[0]
}

/** Which pages each of these plans is for. */
export async function scopesOfPlans(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, PlanScope>> {
  if (ids.length === 0) return new Map()
  const { rows } = await queries.query<{ id: string; scope: PlanScope }>(
    'select id, scope from plans where id = any($1)',
    [ids],
  )
  return new Map(rows.map(({ id, scope }) => [id, scope]))
}

/** Null where there is a plan of this slot already. */
export async function insertPlan(
  tx: Queries,
  project: ProjectRecord,
  author: string,
  { rowSetId, datasetVersion, templateVersion }: PlanSources,
  { scope, number, slotKey }: PlanPlace,
): Promise<string | null> {
  const id = newId('plan')
  const { rowCount } = await tx.query(
    `insert into plans (id, workspace_id, project_id, connection_id, state, step, author, destination, options,
                        row_set_id, dataset_version, template_version, created_at, scope, slot_key, number)
     overriding system value
     values ($1, $2, $3, $4, 'building', 'Waiting for the worker', $5, $6, $7::jsonb, $8, $9, $10, $11, $12::jsonb, $13,
             coalesce($14::bigint, ${nextNumber}))
     on conflict (slot_key) do nothing`,
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
      JSON.stringify(scope),
      slotKey,
      number,
    ],
  )
  return rowCount === 1 ? id : null
}

export async function findPlanOfSlot(queries: Queries, slotKey: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>('select id from plans where slot_key = $1', [slotKey])
  return rows[0]?.id ?? null
}

/** Plans whose pages were made with this version of the template. */
export async function plansWithTemplate(
  queries: Queries,
  projectId: string,
  version: number,
): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from plans where project_id = $1 and template_version = $2',
    [projectId, version],
  )
  return rows.map((row) => row.id)
}

/** Other plans of this kind that nobody has applied, or not wholly, are put aside. */
export async function discardPlans(
  queries: Queries,
  projectId: string,
  scope: PlanScope,
  exceptId: string,
): Promise<void> {
  await queries.query(
    `update plans set state = 'discarded'
      where project_id = $1 and id <> $2 and state in ('building', 'ready') and ${isOfKind(3)}`,
    [projectId, exceptId, ...kindParams(scope)],
  )
}

/** By its owner, who says in `message` how far it came. */
export async function putAside(tx: Tx, id: string, message: string): Promise<void> {
  await tx.query(`update plans set state = 'discarded', message = $2 where id = $1`, [id, message])
}

/** And not for a newer plan of its kind. */
export function isPutAside({ state, message }: Pick<PlanRow, 'state' | 'message'>): boolean {
  return state === 'discarded' && message !== null
}

/** Of a project that is going. */
export async function discardAllPlans(queries: Queries, projectId: string): Promise<void> {
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

/** Before it is ready. */
export async function savePlannedRedirects(
  queries: Queries,
  { id, redirects }: Pick<PlanRow, 'id' | 'redirects'>,
): Promise<void> {
  await queries.query('update plans set redirects = $2::jsonb where id = $1', [
    id,
    redirects && JSON.stringify(redirects),
  ])
}

/** Tells of conflicts, once for each plan. */
export async function markReady(tx: Tx, project: ProjectRecord, plan: PlanRow): Promise<void> {
  const { rowCount } = await tx.query(
    `update plans set state = 'ready', step = '', progress = 1, counts = $2::jsonb, needs = $3::jsonb,
            creates = $4::jsonb, problem_groups = $5::jsonb, wix_validation = $6::jsonb, outlook = $7::jsonb, hash = $8,
            without_images = $9, calls = $10::jsonb, own_found = $11, names = $12::jsonb, changed_keys = $13::jsonb
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
      plan.own_found,
      JSON.stringify(plan.names),
      JSON.stringify(plan.changed_keys),
    ],
  )
  const conflicts = plan.counts.conflict ?? 0
  if (rowCount !== 1 || conflicts === 0) return
  const { id: projectId, name, workspaceId } = project
  const subject = { kind: 'plan' as const, id: plan.id, name }
  await raiseNotice(tx, { workspaceId, kind: 'conflicts_found', subject, detail: { conflicts, projectId } })
}

/** When the newest plan was made of which anything was published; the beginning of time where there is none. */
export async function newestAppliedAt(queries: Queries, projectId: string): Promise<string> {
  const { rows } = await queries.query<{ at: string | null }>(
    'select max(created_at) as at from plans where project_id = $1 and last_run_id is not null',
    [projectId],
  )
  return rows[0]?.at ?? new Date(0).toISOString()
}

/** No plan of the project can be published until the transaction ends. */
export async function lockPlans(tx: Tx, projectId: string): Promise<void> {
  await tx.query(
    `select 1 from plans where project_id = $1 and state in ('ready', 'applied') order by id for update`,
    [projectId],
  )
}

/** Whether a plan made after this instant looked over the whole site, and the ledger knew all that it found. */
export async function hasCleanLook(queries: Queries, projectId: string, after: Date): Promise<boolean> {
  const { rowCount } = await queries.query(
    'select 1 from plans where project_id = $1 and own_found = 0 and created_at > $2::timestamptz limit 1',
    [projectId, after],
  )
  return rowCount > 0
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

/** It has something to send again. */
export async function saveReady(tx: Tx, id: string): Promise<void> {
  await tx.query(`update plans set state = 'ready' where id = $1`, [id])
}

/**
 * Of the newest plan of the same kind made after this one; one that failed, or was put aside for a later one, has
 * replaced nothing.
 */
export async function stateOfNewer(
  queries: Queries,
  { id, project_id, scope }: Pick<PlanRow, 'id' | 'project_id' | 'scope'>,
): Promise<PlanRow['state'] | null> {
  const { rows } = await queries.query<Pick<PlanRow, 'state'>>(
    `select state from plans where project_id = $1 and id > $2 and state not in ('failed', 'discarded')
        and ${isOfKind(3)}
      order by id desc limit 1`,
    [project_id, id, ...kindParams(scope)],
  )
  return rows[0]?.state ?? null
}

/** Whether one of these plans is of the same kind as this one. */
export async function hasSameKind(
  queries: Queries,
  { scope }: Pick<PlanRow, 'scope'>,
  planIds: readonly string[],
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `select 1 from plans where id = any($1::text[]) and ${isOfKind(2)} limit 1`,
    [planIds, ...kindParams(scope)],
  )
  return rowCount > 0
}

/** Everything of a project, a few thousand items at a time; false when there was nothing left. */
export async function forgetPlanItemsOf(
  queries: Queries,
  projectId: string,
  limit: number,
): Promise<boolean> {
  const forget = async (table: 'plan_items' | 'plan_rows') => {
    const { rowCount } = await queries.query(
      `delete from ${table} where (plan_number, row_key) in
         (select plan_number, row_key from ${table}
           where plan_number in (select number from plans where project_id = $1) limit $2)`,
      [projectId, limit],
    )
    return rowCount
  }
  const { rows } = await queries.query<{ number: number }>('select number from plans where project_id = $1', [
    projectId,
  ])
  const numbers = rows.map((row) => row.number)
  if (await forgetPlanRedirects(queries, numbers, limit)) return true
  return (await forget('plan_items')) + (await forget('plan_rows')) > 0
}
