// Turns a plan into a run, once. Two tabs, a double click and a replay all end in the same run.
import type { Run } from '../api/run.ts'
import { newId } from '../db/id.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { recordKept, recordTakenOver } from '../pages/ledger.ts'
import { cannotChange, noSuchPlan } from '../plans/plans.ts'
import { type PlanRow, presentPlans } from '../plans/row.ts'
import { lockPlan } from '../plans/store.ts'
import { markTaken, type TakenItem, takeItems } from '../plans/taking.ts'
import { getRun } from './runs.ts'
import { wakeChannel } from './wake.ts'

const chunk = 2_000

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
  const plan = await lockPlan(tx, workspaceId, planId)
  if (!plan) throw noSuchPlan()
  if (plan.state === 'applied' && plan.last_run_id !== null) return plan.last_run_id
  if (plan.state !== 'ready') throw await cannotChange(tx, plan)
  await refuseStale(tx, plan)
  await refuseSecondRun(tx, plan)
  const [shown] = await presentPlans(tx, [plan])
  if (shown?.blockedReason) throw new AppError('conflict', shown.blockedReason)

  const runId = newId('run')
  await tx.query(
    `insert into runs (id, workspace_id, plan_id, project_id, connection_id, state, author)
     values ($1, $2, $3, $4, $5, 'queued', $6)`,
    [runId, workspaceId, planId, plan.project_id, plan.connection_id, author],
  )
  let total = 0
  let after: number | null = -1
  while (after !== null) {
    const part: { items: TakenItem[]; next: number | null } = await takeItems(tx, plan, runId, {
      after,
      limit: chunk,
    })
    await insertItems(tx, runId, part.items)
    await settle(tx, plan, runId, part.items)
    total += part.items.length
    after = part.next
  }
  await tx.query('update runs set total = $2 where id = $1', [runId, total])
  await markTaken(tx, plan, runId)
  await tx.query(`insert into run_events (run_id, kind, message) values ($1, 'started', $2)`, [
    runId,
    `${author} published this plan.`,
  ])
  return runId
}

/** What is held or left to them is listed, so that the receipt speaks of every page. */
async function insertItems(tx: Tx, runId: string, items: readonly TakenItem[]): Promise<void> {
  const states = { goes: 'ready', settles: 'skipped', waits: 'held' } as const
  await tx.query(
    `insert into run_items (run_id, row_key, position, action, state, title, slug, remote_id, remote_edited_at, url,
                            payload_hash, changed_fields, problem)
     select $1, o.row_key, o.position, o.action, o.state, o.title, o.slug, o.remote_id, o.edited_at, o.url,
            o.payload_hash, coalesce(string_to_array(o.changed, $14), '{}'), o.problem
       from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[], $12::text[], $13::jsonb[])
         as o(row_key, position, action, state, title, slug, remote_id, edited_at, url, payload_hash, changed, problem)`,
    [
      runId,
      items.map((item) => item.rowKey),
      items.map((item) => item.position),
      items.map((item) => item.verb),
      items.map((item) => states[item.fate]),
      items.map((item) => item.title),
      items.map((item) => item.slug),
      items.map((item) => item.remoteId),
      items.map((item) => item.remoteEditedAt),
      items.map((item) => item.url),
      items.map((item) => item.payloadHash),
      items.map((item) => (item.changedFields.length === 0 ? null : item.changedFields.join('\u0001'))),
      items.map((item) => (item.problem === null ? null : JSON.stringify(item.problem))),
      '\u0001',
    ],
  )
}

/** Theirs kept, and what is on the site exactly as its row makes it, are recorded without a call. */
async function settle(tx: Tx, plan: PlanRow, runId: string, items: readonly TakenItem[]): Promise<void> {
  const settled = items.filter((item) => item.fate === 'settles')
  await recordKept(
    tx,
    plan.project_id,
    settled
      .filter((item) => item.action === 'conflict')
      .map((item) => ({
        rowKey: item.rowKey,
        payloadHash: item.payloadHash ?? '',
        slug: item.slug,
        remoteEditedAt: item.remoteEditedAt,
        theirs: item.theirs ?? {},
      })),
  )
  await recordTakenOver(
    tx,
    plan.project_id,
    runId,
    settled
      .filter((item) => item.action === 'adopt')
      .map((item) => ({
        rowKey: item.rowKey,
        remoteId: item.remoteId ?? '',
        status: 'live',
        title: item.title,
        slug: item.slug,
        url: item.url,
        payloadHash: item.payloadHash ?? '',
        lacksImages: false,
        remoteEditedAt: item.remoteEditedAt,
      })),
  )
}

/** Settings and connection concern every page of a plan; rows and template are judged page by page. */
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
  const { rows } = await tx.query<{ id: string }>(
    `select id from runs where connection_id = $1 and state not in ('done', 'cancelled')`,
    [plan.connection_id],
  )
  if (rows[0]) {
    throw new AppError(
      'conflict',
      'Another run is publishing on this site. Wait until it is finished, or cancel it; this plan stays as it is.',
      { details: { runId: rows[0].id } },
    )
  }
}
