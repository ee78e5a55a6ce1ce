// What the doors may ask of plans: make, look, decide. Building one is a job; see build-plan.ts.
import type { FieldChange, Plan, PlanItem, PlanItemDetail, Resolution } from '../api/plan.ts'
import { listAssets, readyAssets } from '../connections/asset-ledger.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { changesBetween } from './classify.ts'
import { type PlanItemRow, type PlanRow, presentPlan, presentPlanItem, selectPlans } from './row.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

export async function findPlanRow(database: Queries, workspaceId: string, id: string): Promise<PlanRow> {
  const { rows } = await database.query<PlanRow>(selectPlans('p.workspace_id = $1 and p.id = $2'), [
    workspaceId,
    id,
  ])
  const row = rows[0]
  if (!row) throw new AppError('not_found', 'This plan does not exist. Open the project and make a new one.')
  return row
}

export async function getPlan(database: Queries, workspaceId: string, id: string): Promise<Plan> {
  return presentPlan(await findPlanRow(database, workspaceId, id))
}

export async function listPlans(
  database: Queries,
  workspaceId: string,
  projectId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<Plan>> {
  const { rows } = await database.query<PlanRow>(
    `${selectPlans('p.workspace_id = $1 and p.project_id = $2 and ($3::text is null or p.id < $3)')}
     order by p.id desc limit $4`,
    [workspaceId, projectId, query.cursor ?? null, query.limit + 1],
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: shown.map(presentPlan),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    total: null,
  }
}

/** Freezes what the plan is made of; the job fills it. An older plan that was never applied is put aside. */
export async function createPlan(
  database: Database,
  project: ProjectRecord,
  author: string,
): Promise<string> {
  const id = newId('plan')
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{
      row_set_id: string
      version: number
      template_version: number
      runs: number
    }>(
      `select d.row_set_id, d.version, t.version as template_version,
              (select count(*) from runs r where r.project_id = $3 and r.state not in ('done', 'cancelled')) as runs
         from datasets d, templates t where d.id = $1 and t.id = $2`,
      [project.datasetId, project.templateId, project.id],
    )
    const made = rows[0]
    if (!made)
      throw new AppError('not_found', 'The dataset or the template of this project is gone. Choose others.')
    if (made.runs > 0) {
      throw new AppError(
        'conflict',
        'A run of this project is not finished. Wait for it, or cancel it, then plan again.',
      )
    }
    await tx.query(
      `update plans set state = 'discarded' where project_id = $1 and state in ('building', 'ready')`,
      [project.id],
    )
    await tx.query(
      `insert into plans (id, workspace_id, project_id, connection_id, state, step, author, destination, options,
                          row_set_id, dataset_version, template_version)
       values ($1, $2, $3, $4, 'building', 'Waiting for the worker', $5, $6, $7::jsonb, $8, $9, $10)`,
      [
        id,
        project.workspaceId,
        project.id,
        project.connectionId,
        author,
        project.destination,
        JSON.stringify(project.options),
        made.row_set_id,
        made.version,
        made.template_version,
      ],
    )
  })
  return id
}

export interface PlanItemsQuery {
  action?: string | undefined
  search: string
  limit: number
  cursor?: string | undefined
}

const itemColumns = `position, row_key, action, title, slug, url, remote_id, problems, resolution,
  coalesce((select jsonb_agg(c ->> 'field') from jsonb_array_elements(changes) c
             where c ->> 'before' is distinct from c ->> 'after' or c ->> 'theirs' is not null), '[]'::jsonb) as changed_fields`

export async function listPlanItems(
  database: Queries,
  workspaceId: string,
  planId: string,
  query: PlanItemsQuery,
): Promise<Page<PlanItem>> {
  await findPlanRow(database, workspaceId, planId)
  const filter = `plan_id = $1 and ($2::text is null or action = $2)
    and ($3 = '' or title ilike '%' || $3 || '%' or row_key ilike '%' || $3 || '%')`
  const params = [planId, query.action ?? null, query.search.replace(/[\\%_]/g, (char) => `\\${char}`)]
  const { rows } = await database.query<PlanItemRow>(
    `select ${itemColumns} from plan_items where ${filter} and position > $4 order by position limit $5`,
    [...params, Number(query.cursor ?? -1), query.limit + 1],
  )
  const total = await database.query<{ n: number }>(
    `select count(*) as n from plan_items where ${filter}`,
    params,
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: shown.map(presentPlanItem),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.position) : null,
    total: total.rows[0]?.n ?? null,
  }
}

/** One page of a plan field by field, with the body exactly as it would go over the wire. */
export async function getPlanItem(
  database: Queries,
  workspaceId: string,
  planId: string,
  rowKey: string,
): Promise<PlanItemDetail> {
  const plan = await findPlanRow(database, workspaceId, planId)
  const { rows } = await database.query<PlanItemRow>(
    `select ${itemColumns}, payload, changes from plan_items where plan_id = $1 and row_key = $2`,
    [planId, rowKey],
  )
  const row = rows[0]
  if (!row) throw new AppError('not_found', `The plan has no page for the row "${rowKey}".`)
  const target = targetById(plan.destination)
  const known = await listAssets(database, plan.connection_id, 0)
  const assets = readyAssets(known)
  const names = new Map(
    known.flatMap((asset): [string, string][] => (asset.remote_id ? [[asset.remote_id, asset.name]] : [])),
  )
  const isNew = row.action === 'create' || (row.action === 'held' && row.remote_id === null)
  const changes =
    row.payload !== null && isNew
      ? changesBetween({}, target.payloadFields(row.payload, assets))
      : row.changes
  return {
    ...presentPlanItem(row),
    changes: changes
      .filter((change) => change.before !== change.after || change.theirs !== null)
      .map((change) => nameAssets(change, names)),
    payload: row.payload === null ? null : JSON.stringify(target.toWire(row.payload, assets)),
  }
}

/** Categories and tags are compared by their ids; people know their names. */
function nameAssets(change: FieldChange, names: ReadonlyMap<string, string>): FieldChange {
  const named = (text: string | null) =>
    text === null
      ? null
      : text
          .split('\n')
          .map((line) => names.get(line) ?? line)
          .join('\n')
  return { ...change, before: named(change.before), after: named(change.after), theirs: named(change.theirs) }
}

export async function setRemovals(
  database: Database,
  workspaceId: string,
  id: string,
  include: boolean,
): Promise<Plan> {
  const { rowCount } = await database.query(
    `update plans set include_removals = $3 where workspace_id = $1 and id = $2 and state = 'ready'`,
    [workspaceId, id, include],
  )
  const plan = await getPlan(database, workspaceId, id)
  if (rowCount === 0) throw notReady(plan)
  return plan
}

/** Decides conflicts, and pages that were deleted in Wix ("take ours" publishes those again). */
export async function resolveItems(
  database: Database,
  workspaceId: string,
  id: string,
  resolution: Resolution,
  rowKeys: string[] | undefined,
): Promise<Plan> {
  const plan = await getPlan(database, workspaceId, id)
  if (plan.state !== 'ready') throw notReady(plan)
  await database.query(
    `update plan_items set resolution = $2
      where plan_id = $1 and (action = 'conflict' or (action = 'gone' and $3::text[] is not null and payload is not null))
        and ($3::text[] is null or row_key = any($3))`,
    [id, resolution, rowKeys ?? null],
  )
  return getPlan(database, workspaceId, id)
}

export function notReady(plan: Plan): AppError {
  const why = {
    building: 'It is still being made. Wait until it is ready.',
    ready: '',
    failed: 'It could not be made. Make a new one.',
    applied: 'It has been applied already. Make a new one.',
    discarded: 'A newer plan has taken its place. Open that one.',
  }[plan.state]
  return new AppError('conflict', `This plan cannot be changed or applied. ${why}`, {
    details: plan.runId ? { runId: plan.runId } : {},
  })
}
