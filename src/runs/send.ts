// Sends pages, a batch at a time: intent on disk, call, outcome on disk. Nothing else in the program writes pages to Wix.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import { newId } from '../db/id.ts'
import { inLanes } from '../lanes.ts'
import type { Logger } from '../logger.ts'
import { rhythm } from '../plans/rhythm.ts'
import type { ItemOutcome } from '../targets/target.ts'
import { accepted, idsFor } from './as-sent.ts'
import { outgoingNow } from './aside.ts'
import { callsOf } from './calls.ts'
import { type Circuit, endOfCall } from './circuit.ts'
import type { CrashPoint } from './crash-point.ts'
import { heed } from './heed.ts'
import { type Destination, type HeldRun, RunStopped } from './held-run.ts'
import { commitIntent, type Settlement, settleItems } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'
import { callBringBack, callTakeDown } from './send-way-back.ts'
import { isSuspect } from './settle-absent.ts'
import type { Timing } from './timing.ts'
import { isPutBack, sendRestores } from './undo/send-restores.ts'

export interface SendDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix' | 'pacer' | 'prepay'>
  circuit: Circuit
  timing: Pick<Timing, 'doubtDeadlineMs'>
  crashPoint: CrashPoint
  stopping: AbortSignal
  logger: Logger
}

/**
 * Items of one action, in lanes. False when the owner asked to pause or cancel meanwhile, or the process is stopping.
 * Throws `RunStopped` when someone must act before anything else is sent.
 */
export async function sendItems(deps: SendDeps, items: ItemRow[]): Promise<boolean> {
  const { destination, circuit, crashPoint, stopping } = deps
  const isTrial = circuit.isOpen()
  let stop: Problem | null = null
  let isHaltedNow = false
  await inLanes(rhythm.lanes, callsOf(destination, items), async (batch) => {
    if (stop !== null || isHaltedNow || stopping.aborted) return
    // The others keep their turn.
    if (!isTrial && circuit.isOpen()) return
    const result = await sendBatch(deps, batch)
    isHaltedNow ||= !result.wasSent
    stop ??= result.stop
    crashPoint('between-batches')
  })
  if (stop !== null) throw new RunStopped((stop as Problem).message)
  return !isHaltedNow
}

interface SendResult {
  /** False when the owner asked to pause or cancel before it left, or the process is stopping. */
  wasSent: boolean
  /** Someone must act before anything else is sent. */
  stop: Problem | null
}

const notSent: SendResult = { wasSent: false, stop: null }

async function sendBatch(deps: SendDeps, items: ItemRow[]): Promise<SendResult> {
  const { held, destination, site, timing, crashPoint } = deps
  const rowKeys = items.map((item) => item.row_key)
  const prepaid = await site.prepay()
  if (deps.stopping.aborted) return notSent

  crashPoint('before-intent')
  const { target, assets } = destination
  const sentIds = Object.fromEntries(
    items.map(({ row_key: rowKey, payload }) => [rowKey, idsFor(target, payload, assets)]),
  )
  if (!(await commitIntent(held, rowKeys, newId('call'), timing.doubtDeadlineMs, sentIds))) return notSent
  crashPoint('after-intent')

  const outcomes = await prepaid(() => callTarget(deps, items)).catch((error: unknown) =>
    noOutcomes(deps, error),
  )
  crashPoint('before-settle')
  noteCall(deps, items, outcomes)
  const byKey = new Map(outcomes.map((outcome) => [outcome.rowKey, outcome]))
  const settlements = items.map((item) => toSettlement(destination, item, byKey.get(item.row_key)))
  await settleItems(held, settlements)
  crashPoint('after-settle')

  return { wasSent: true, stop: await heed(site.pacer, outcomes) }
}

/** A page that failed alone while others were taken says nothing of Wix when it fails again, unless Wix refuses it. */
function noteCall({ circuit }: SendDeps, items: ItemRow[], outcomes: ItemOutcome[]): void {
  const end = endOfCall(outcomes)
  const isOld = items.length === 1 && isSuspect(items[0]!)
  const rowKeys = items.map((item) => item.row_key)
  circuit.note(isOld && (end === 'failed' || end === 'lost') ? 'none' : end, rowKeys)
}

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
  if (items[0]?.action === 'take_down') return callTakeDown({ destination, site }, items)
  if (items[0] && isPutBack(items[0])) return sendRestores({ destination, site }, items)
  if (items[0]?.action === 'restore') return callBringBack({ destination, site }, items)
  const outgoing = items.map((item) => outgoingNow(destination, item))
  return items[0]?.action === 'create'
    ? target.create(site.wix, outgoing, options, assets)
    : target.update(site.wix, outgoing, options, assets)
}

/** What of the batch had left is looked for: nobody knows what arrived. */
function noOutcomes({ held, logger }: SendDeps, error: unknown): ItemOutcome[] {
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
      return { rowKey, state: 'in_doubt', requestId: outcome?.requestId ?? null, problem: doubt(outcome) }
  }
}

/** What is known while nobody knows; `settleAbsent` goes by its code. */
function doubt(outcome: (ItemOutcome & { kind: 'in_doubt' }) | undefined): Problem {
  const reason = outcome?.reason ?? 'the connection was cut'
  const after = 'We are asking Wix before doing anything else.'
  if (outcome?.trouble === 'refused') {
    const message = `Wix did not take this page just now (${reason}). ${after}`
    return { code: 'not_taken', severity: 'note', message }
  }
  if (outcome === undefined || outcome.trouble === 'lost') {
    const message = `We sent this page and no answer came (${reason}). ${after}`
    return { code: 'answer_lost', severity: 'note', message }
  }
  const message = `We sent this page, and the answer does not say whether Wix has it (${reason}). ${after}`
  return { code: 'answer_unclear', severity: 'note', message }
}
