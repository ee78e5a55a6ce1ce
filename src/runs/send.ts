// Sends one batch: intent on disk, call, outcome on disk. Nothing else in the program writes pages to Wix.
import type { Problem } from '../api/problem.ts'
import { GaveUpError } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import { newId } from '../db/id.ts'
import type { Logger } from '../logger.ts'
import type { ItemOutcome } from '../targets/target.ts'
import { accepted } from './accepted.ts'
import type { CrashPoint } from './crash-point.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { commitIntent, type Settlement, settleItems } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'

export interface SendResult {
  /** False when the owner asked to pause or cancel before it left. */
  wasSent: boolean
  /** Every answer of the call was lost. */
  isLost: boolean
  /** Someone must act before anything else is sent. */
  stop: Problem | null
}

export interface SendDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix' | 'pacer' | 'prepay'>
  /** How long one call may be under way, see `Timing`. */
  deadlineMs: number
  crashPoint: CrashPoint
  stopping: AbortSignal
  logger: Logger
}

export async function sendBatch(deps: SendDeps, items: ItemRow[]): Promise<SendResult> {
  const { held, destination, site, crashPoint } = deps
  const rowKeys = items.map((item) => item.row_key)
  const prepaid = await site.prepay()
  if (deps.stopping.aborted) return notSent

  crashPoint('before-intent')
  if (!(await commitIntent(held, rowKeys, newId('call'), deps.deadlineMs))) return notSent
  crashPoint('after-intent')

  const outcomes = await prepaid(() => callTarget(deps, items)).catch((error: unknown) =>
    noOutcomes(deps, error),
  )
  crashPoint('before-settle')
  const byKey = new Map(outcomes.map((outcome) => [outcome.rowKey, outcome]))
  const settlements = items.map((item) => toSettlement(destination, item, byKey.get(item.row_key)))
  await settleItems(held, settlements)
  crashPoint('after-settle')

  const waitMs = longestBlock(outcomes)
  if (waitMs > 0) await site.pacer.block(waitMs, 'Wix asked us to slow down')
  const stop = outcomes.find((outcome) => outcome.kind === 'stop')
  return {
    wasSent: true,
    isLost: settlements.every((one) => one.state === 'in_doubt'),
    stop: stop?.kind === 'stop' ? stop.problem : null,
  }
}

const notSent: SendResult = { wasSent: false, isLost: false, stop: null }

async function callTarget({ destination, site }: SendDeps, items: ItemRow[]): Promise<ItemOutcome[]> {
  const { target, options, assets } = destination
  if (items[0]?.action === 'remove') {
    const refs = items.map((item) => ({
      rowKey: item.row_key,
      remoteId: item.remote_id ?? '',
      editedAt: item.remote_edited_at,
    }))
    return target.remove(site.wix, refs, options)
  }
  const outgoing = items.map((item) => item.outgoing)
  return items[0]?.action === 'create'
    ? target.create(site.wix, outgoing, options, assets)
    : target.update(site.wix, outgoing, options, assets)
}

/** What of the batch had left is looked for: nobody knows what arrived. */
function noOutcomes({ held, logger }: SendDeps, error: unknown): ItemOutcome[] {
  // Giving up while waiting for the pace of a second call is no error; a bug of ours or a cut connection is.
  if (!(error instanceof GaveUpError))
    logger.error({ err: error, runId: held.run.id }, 'a batch ended without outcomes')
  return []
}

function toSettlement(destination: Destination, item: ItemRow, outcome: ItemOutcome | undefined): Settlement {
  const rowKey = item.row_key
  switch (outcome?.kind) {
    case 'accepted':
      return accepted(destination, item, {
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

function longestBlock(outcomes: ItemOutcome[]): number {
  return Math.max(
    0,
    ...outcomes.map((outcome) => {
      if (outcome.kind === 'wait' && outcome.blocksConnection) return outcome.ms
      return outcome.kind === 'in_doubt' ? (outcome.blockMs ?? 0) : 0
    }),
  )
}
