// The steps that need the id of a page: memberships, links between items. An accepted page is never created again
// for them; they alone are repeated until they are done.
import type { Problem } from '../api/problem.ts'
import { assertLease } from '../connections/lease.ts'
import { GaveUpError } from '../connections/pacer.ts'
import { recordFinished } from '../pages/ledger.ts'
import type { ItemOutcome } from '../targets/target.ts'
import { withPayloads } from './ledger.ts'
import { type RunContext, RunStopped, toOutgoing } from './run-context.ts'
import type { ItemRow } from './run-row.ts'

/** After so many answers in a row that were lost or unclear. */
const mostAttempts = 8
const retryMs = 2_000

interface FinishRow extends ItemRow {
  finish_attempts: number
}

/** Works on one batch. False: none is due. One at a time, since Wix refuses some of these writes side by side. */
export async function finishItems(context: RunContext): Promise<boolean> {
  const { finish } = context.target
  if (!finish) return false
  const items = await pickDue(context, finish.batchSize)
  if (items.length === 0) return false
  await context.prepay()
  if (context.stopping.aborted) return true
  context.crashPoint('before-finish')
  const outgoing = items.map((item) => ({
    ...toOutgoing(context, item),
    remoteId: item.remote_id,
    changedFields: item.action === 'create' ? [] : item.changed_fields,
  }))
  let outcomes: ItemOutcome[] = []
  try {
    outcomes = await finish.run(context.wix, outgoing, context.options, context.assets)
  } catch (error) {
    // What it had done is found out by the next try.
    if (!(error instanceof GaveUpError))
      context.logger.error(
        { err: error, runId: context.run.id },
        'a batch of last steps ended without outcomes',
      )
  }
  context.crashPoint('after-finish')
  const byKey = new Map(outcomes.map((outcome) => [outcome.rowKey, outcome]))
  await settleFinish(
    context,
    items.map((item) => endOf(item, byKey.get(item.row_key))),
  )
  const waitMs = Math.max(
    0,
    ...outcomes.map((one) => (one.kind === 'wait' && one.blocksConnection ? one.ms : 0)),
  )
  if (waitMs > 0) await context.pacer.block(waitMs, 'Wix asked us to slow down')
  const stop = outcomes.find((one) => one.kind === 'stop')
  if (stop?.kind === 'stop') throw new RunStopped(stop.problem.message)
  return true
}

async function pickDue({ database, run }: RunContext, limit: number): Promise<FinishRow[]> {
  const { rows } = await database.query<FinishRow>(
    `select i.row_key, i.action, i.remote_id, i.remote_edited_at, i.finish_attempts, i.payload_hash, i.changed_fields
       from run_items i
      where i.run_id = $1 and i.finish = 'due'
        and (i.next_attempt_at is null or i.next_attempt_at <= clock_timestamp())
      order by i.position limit $2`,
    [run.id, limit],
  )
  return withPayloads(database, run, rows)
}

export async function countUnfinished({ database, run }: RunContext): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    `select count(*)::int as n from run_items where run_id = $1 and finish = 'due'`,
    [run.id],
  )
  return rows[0]?.n ?? 0
}

interface FinishEnd {
  rowKey: string
  finish: 'due' | 'done' | 'failed'
  editedAt: string | null
  problem: Problem | null
  waitMs: number | null
  isAttempt: boolean
}

function endOf(item: FinishRow, outcome: ItemOutcome | undefined): FinishEnd {
  const base = { rowKey: item.row_key, editedAt: null, problem: null, waitMs: null, isAttempt: false }
  switch (outcome?.kind) {
    case 'accepted':
      return { ...base, finish: 'done', editedAt: outcome.ref.editedAt }
    case 'rejected':
      return { ...base, finish: 'failed', problem: outcome.problem }
    case 'wait':
      return { ...base, finish: 'due', waitMs: outcome.ms }
    case 'stop':
      return { ...base, finish: 'due' }
    default:
      if (item.finish_attempts + 1 >= mostAttempts)
        return { ...base, finish: 'failed', problem: unsure(item) }
      return { ...base, finish: 'due', waitMs: retryMs, isAttempt: true }
  }
}

function unsure(item: FinishRow): Problem {
  return {
    code: 'finish_unsure',
    severity: 'error',
    message: `The page is on the site, but the last step (its categories or links) was tried ${item.finish_attempts + 1} times without a clear answer from Wix. Plan again: the next run repeats it.`,
  }
}

/** A page whose last steps failed counts as changed in the next plan, so that they are tried again. */
async function settleFinish(context: RunContext, ends: FinishEnd[]): Promise<void> {
  const list = JSON.stringify(
    ends.map((end) => ({
      row_key: end.rowKey,
      finish: end.finish,
      edited_at: end.editedAt,
      problem: end.problem,
      wait_secs: end.waitMs === null ? null : end.waitMs / 1000,
      is_attempt: end.isAttempt,
    })),
  )
  const record = `jsonb_to_recordset($2::jsonb) as o(row_key text, finish text, edited_at text, problem jsonb,
    wait_secs float8, is_attempt boolean)`
  const { run, lease, database } = context
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `update run_items i
          set finish = o.finish, problem = coalesce(o.problem, i.problem),
              remote_edited_at = coalesce(o.edited_at, i.remote_edited_at),
              finish_attempts = case when o.is_attempt then i.finish_attempts + 1 else 0 end,
              next_attempt_at = clock_timestamp() + make_interval(secs => o.wait_secs),
              fencing_token = $3, updated_at = clock_timestamp()
         from ${record} where i.run_id = $1 and i.row_key = o.row_key`,
      [run.id, list, lease.fencingToken],
    )
    await recordFinished(
      tx,
      run.project_id,
      ends
        .filter((end) => end.finish !== 'due')
        .map((end) => ({ rowKey: end.rowKey, hasFailed: end.finish === 'failed', editedAt: end.editedAt })),
    )
  })
}

/** The owner cancelled: pages that are there keep what they have, and the next plan offers the rest. */
export async function abandonFinish(context: RunContext): Promise<void> {
  const { rows } = await context.database.query<{ row_key: string }>(
    `select row_key from run_items where run_id = $1 and finish = 'due'`,
    [context.run.id],
  )
  const problem: Problem = {
    code: 'finish_cancelled',
    severity: 'warning',
    message:
      'The run was cancelled before the last step of this page (its categories or links). Plan again to have it done.',
  }
  await settleFinish(
    context,
    rows.map(({ row_key: rowKey }) => ({
      rowKey,
      finish: 'failed',
      editedAt: null,
      problem,
      waitMs: null,
      isAttempt: false,
    })),
  )
}
