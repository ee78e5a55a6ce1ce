// Sends one batch: intent on disk, call, outcome on disk. Nothing else in the program writes pages to Wix.
import type { Problem } from '../api/problem.ts'
import { GaveUpError } from '../connections/pacer.ts'
import { newId } from '../db/id.ts'
import type { ItemOutcome } from '../targets/target.ts'
import { accepted } from './accepted.ts'
import { commitIntent, type Settlement, settleItems } from './ledger.ts'
import { type RunContext, toOutgoing } from './run-context.ts'
import type { ItemRow } from './run-row.ts'

export interface SendResult {
  /** False when the owner asked to pause or cancel before it left. */
  wasSent: boolean
  /** Every answer of the call was lost. */
  isLost: boolean
  /** Somebody has to do something before anything else is sent. */
  stop: Problem | null
}

export async function sendBatch(context: RunContext, items: ItemRow[]): Promise<SendResult> {
  const { target, database, lease, run } = context
  const rowKeys = items.map((item) => item.row_key)
  await context.prepay()
  if (context.stopping.aborted) return { wasSent: false, isLost: false, stop: null }

  context.crashPoint('before-intent')
  const deadlineMs = context.timing.doubtDeadlineMs
  const isCommitted = await commitIntent(database, lease, run, rowKeys, newId('call'), deadlineMs)
  if (!isCommitted) return { wasSent: false, isLost: false, stop: null }
  context.crashPoint('after-intent')

  const outcomes = await callTarget(context, items)
  context.crashPoint('before-settle')
  const byKey = new Map(outcomes.map((outcome) => [outcome.rowKey, outcome]))
  const settlements = items.map((item) => toSettlement(context, item, byKey.get(item.row_key)))
  await settleItems(database, lease, run, settlements)
  context.crashPoint('after-settle')

  await obeyWaits(context, outcomes)
  const stop = outcomes.find((outcome) => outcome.kind === 'stop')
  return {
    wasSent: true,
    isLost: settlements.every((one) => one.state === 'in_doubt'),
    stop: stop?.kind === 'stop' ? stop.problem : null,
  }

  async function callTarget(_: RunContext, batch: ItemRow[]): Promise<ItemOutcome[]> {
    const outgoing = batch.map((item) => toOutgoing(context, item))
    try {
      switch (batch[0]?.action) {
        case 'create':
          return await target.create(context.wix, outgoing, context.options, context.assets)
        case 'update':
          return await target.update(context.wix, outgoing, context.options, context.assets)
        default:
          return await target.remove(
            context.wix,
            batch.map((item) => ({
              rowKey: item.row_key,
              remoteId: item.remote_id ?? '',
              editedAt: item.remote_edited_at,
            })),
            context.options,
          )
      }
    } catch (error) {
      // Gave up while waiting for the pace of a second call: what of the batch had left is looked for.
      if (error instanceof GaveUpError) return []
      // A bug of ours or a cut connection: what arrived is unknown, so it is looked for.
      context.logger.error({ err: error, runId: run.id }, 'a batch ended without outcomes')
      return []
    }
  }
}

function toSettlement(context: RunContext, item: ItemRow, outcome: ItemOutcome | undefined): Settlement {
  const rowKey = item.row_key
  switch (outcome?.kind) {
    case 'accepted':
      return accepted(context, item, {
        ref: outcome.ref,
        url: outcome.url,
        requestId: outcome.requestId,
      })
    case 'rejected':
      return { rowKey, state: 'rejected', problem: outcome.problem, requestId: outcome.requestId }
    case 'wait':
      return { rowKey, state: 'ready', waitMs: outcome.ms, isNoAttempt: true }
    case 'stop':
      return { rowKey, state: 'ready', isNoAttempt: true, requestId: outcome.requestId }
    default:
      return {
        rowKey,
        state: 'in_doubt',
        requestId: outcome?.requestId ?? null,
        problem: {
          code: 'answer_lost',
          severity: 'note',
          message: `We sent this page and lost the answer (${outcome?.reason ?? 'the connection was cut'}). We are asking Wix before doing anything else.`,
        },
      }
  }
}

async function obeyWaits(context: RunContext, outcomes: ItemOutcome[]): Promise<void> {
  let waitMs = 0
  for (const outcome of outcomes) {
    if (outcome.kind === 'wait' && outcome.blocksConnection) waitMs = Math.max(waitMs, outcome.ms)
    if (outcome.kind === 'in_doubt') waitMs = Math.max(waitMs, outcome.blockMs ?? 0)
  }
  if (waitMs > 0) await context.pacer.block(waitMs, 'Wix asked us to slow down')
}
