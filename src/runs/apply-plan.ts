// Turns a plan into a run, once. Two tabs, a double click and a replay all end in the same run.
import type { Run } from '../api/run.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { notReady } from '../plans/plans.ts'
import { type PlanRow, presentPlan, selectPlans } from '../plans/row.ts'
import { writeDiary } from './diary.ts'
import { getRun } from './run-list.ts'
import { insertRun, setTotal } from './run-store.ts'
import { liveRunsOf } from './runs-of.ts'
import { wakeChannel } from './wake.ts'

export async function applyPlan(
  database: Database,
  workspaceId: string,
  planId: string,
  author: string,
): Promise<Run> {
  const runId = await database.transaction((tx) => startRun(tx, workspaceId, planId, author))
  await database.notify(wakeChannel)
  return getRun(database, workspaceId, runId)
}

async function startRun(tx: Tx, workspaceId: string, planId: string, author: string): Promise<string> {
  // The lock makes the second click wait for the first and then see its run.
  await tx.query('select 1 from plans where workspace_id = $1 and id = $2 for update', [workspaceId, planId])
  const { rows } = await tx.query<PlanRow>(selectPlans('p.workspace_id = $1 and p.id = $2'), [
    workspaceId,
    planId,
  ])
  const plan = rows[0]
  if (!plan) throw new AppError('not_found', 'This plan does not exist. Open the project and make a new one.')
  if (plan.run_id !== null) return plan.run_id
  if (plan.state !== 'ready') throw notReady(presentPlan(plan))
  await refuseStale(tx, plan)
  await refuseSecondRun(tx, plan)

  const runId = await insertRun(tx, {
    workspace_id: workspaceId,
    plan_id: planId,
    project_id: plan.project_id,
    connection_id: plan.connection_id,
    author,
  })
  const { rowCount } = await tx.query(insertItems, [runId, planId, plan.include_removals])
  if (rowCount === 0) {
    throw new AppError(
      'conflict',
      'There is nothing to publish: Wix has every page as your data and template make it. Change rows or the template, or decide conflicts, and plan again.',
    )
  }
  await keepTheirs(tx, plan)
  await adoptUnchanged(tx, plan, runId)
  await setTotal(tx, runId, rowCount)
  await tx.query(`update plans set state = 'applied' where id = $1`, [planId])
  await writeDiary(tx, runId, 'started', `${author} published this plan.`)
  return runId
}

/**
 * $3: whether removals are ticked. A conflict is sent only as decided; a page deleted in Wix is made again only
 * when somebody chose so. What is held or left to them is listed, so that the receipt speaks of every page.
 */
const insertItems = `
  insert into run_items (run_id, row_key, position, action, state, title, slug, remote_id, remote_edited_at, url, problem)
  select $1, row_key, position,
         case when action = 'create' or action = 'gone' or (action = 'held' and remote_id is null) then 'create'
              when action = 'remove' then 'remove' else 'update' end,
         case when action = 'adopt' and changes = '[]'::jsonb then 'skipped'
              when action = 'held' or (action = 'conflict' and coalesce(resolution, 'hold') = 'hold') then 'held'
              when action = 'conflict' and resolution = 'keep_theirs' then 'skipped'
              else 'ready' end,
         title, slug,
         case when action = 'gone' then null else remote_id end,
         case when action = 'gone' then null else remote_edited_at end, url,
         case when action = 'held' then (
           select p from jsonb_array_elements(problems) p where p ->> 'severity' = 'error' limit 1) end
    from plan_items
   where plan_id = $2
     and exists (select 1 from plan_items s where s.plan_id = $2 and (
           s.action in ('create', 'adopt', 'update', 'move')
        or (s.action = 'conflict' and s.resolution in ('take_ours', 'keep_theirs'))
        or (s.action = 'gone' and s.resolution = 'take_ours')
        or (s.action = 'remove' and $3)))
     and (action in ('create', 'adopt', 'update', 'move', 'held', 'conflict')
        or (action = 'gone' and resolution = 'take_ours')
        or (action = 'remove' and $3))`

/** "Keep theirs" is remembered: what stands in Wix becomes the base, so that it is not asked again. */
async function keepTheirs(tx: Tx, plan: PlanRow): Promise<void> {
  await tx.query(
    `update pages g
        set payload_hash = i.payload_hash, payload = coalesce(i.payload, g.payload), slug = i.slug,
            remote_edited_at = i.remote_edited_at,
            remote_fields = g.remote_fields || coalesce((
              select jsonb_object_agg(c ->> 'field', c ->> 'theirs') from jsonb_array_elements(i.changes) c
               where c ->> 'theirs' is not null), '{}'::jsonb)
       from plan_items i
      where i.plan_id = $1 and i.action = 'conflict' and i.resolution = 'keep_theirs'
        and g.project_id = $2 and g.row_key = i.row_key`,
    [plan.id, plan.project_id],
  )
}

/** What is on the site exactly as the row makes it becomes the row's page without a call. */
async function adoptUnchanged(tx: Tx, plan: PlanRow, runId: string): Promise<void> {
  await tx.query(
    `insert into pages (project_id, row_key, remote_id, status, title, slug, url, payload_hash, payload,
                        remote_edited_at, run_id)
     select $2, row_key, remote_id, 'live', title, slug, url, payload_hash, payload, remote_edited_at, $3
       from plan_items where plan_id = $1 and action = 'adopt' and changes = '[]'::jsonb
     on conflict (project_id, row_key) do nothing`,
    [plan.id, plan.project_id, runId],
  )
}

/** A frozen plan is sent as it is or not at all. */
async function refuseStale(tx: Tx, plan: PlanRow): Promise<void> {
  const { rows } = await tx.query<{
    row_set_id: string
    template_version: number
    options: unknown
    connection_id: string
  }>(
    `select d.row_set_id, t.version as template_version, j.connection_id,
            j.options = $2::jsonb - 'facts' as options
       from projects j join datasets d on d.id = j.dataset_id join templates t on t.id = j.template_id
      where j.id = $1`,
    [plan.project_id, JSON.stringify(plan.options)],
  )
  const now = rows[0]
  const changed = [
    now?.row_set_id !== plan.row_set_id && 'the data',
    now?.template_version !== plan.template_version && 'the template',
    now?.options !== true && "the project's settings",
    now?.connection_id !== plan.connection_id && 'the connection',
  ].filter(Boolean)
  if (changed.length > 0) {
    throw new AppError(
      'stale',
      `Since this plan was made, ${changed.join(' and ')} changed. A plan is sent exactly as it was shown, so make a new one.`,
    )
  }
}

async function refuseSecondRun(tx: Tx, plan: PlanRow): Promise<void> {
  const live = await liveRunsOf(tx, [plan.connection_id])
  const [run] = live.get(plan.connection_id) ?? []
  if (run) {
    throw new AppError(
      'conflict',
      'Another run is publishing on this site. Wait until it is finished, or cancel it; this plan stays as it is.',
      { details: { runId: run.id } },
    )
  }
}
