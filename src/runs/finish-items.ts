// The steps that need the id of a page: memberships, links between items, the date of a post. An accepted page is never
// created again for them; they alone are repeated until they are done.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import type { Logger } from '../logger.ts'
import type { FinishSteps, ItemOutcome } from '../targets/target.ts'
import { idsFor, isSentWhole } from './as-sent.ts'
import { type Circuit, endOfCall } from './circuit.ts'
import type { CrashPoint } from './crash-point.ts'
import { heed } from './heed.ts'
import { type Destination, type HeldRun, RunStopped } from './held-run.ts'
import { type FinishEnd, settleFinish } from './item-findings.ts'
import { countUnfinished, type FinishRow, listUnfinished, pickUnfinished } from './item-picks.ts'

/** After so many answers in a row that were lost or unclear. */
const mostAttempts = 8
/** After so many while Wix answers every change with an error of its own. */
const mostInOutage = 20
const retryMs = 2_000

export interface FinishDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix' | 'pacer' | 'prepay'>
  circuit: Circuit
  crashPoint: CrashPoint
  stopping: AbortSignal
  logger: Logger
}

/** As `finishItems`, where there are enough for a full batch. */
export async function finishFullBatch(deps: FinishDeps): Promise<boolean> {
  const { finish } = deps.destination.target
  if (!finish || (await countUnfinished(deps.held)) < finish.batchSize) return false
  return finishItems(deps)
}

/**
 * Works on one batch. False: none is due. One at a time, since Wix refuses some of these writes side by side.
 * @param giveUpAt as `Site.prepay` takes it: a batch that has begun is not broken off
 */
export async function finishItems(deps: FinishDeps, giveUpAt?: number): Promise<boolean> {
  const { held, site, circuit, crashPoint } = deps
  const { finish } = deps.destination.target
  if (!finish) return false
  const items = await pickUnfinished(held, circuit.isOpen() ? 1 : finish.batchSize)
  if (items.length === 0) return false
  const prepaid = await site.prepay(giveUpAt)
  if (deps.stopping.aborted) return true

  crashPoint('before-finish')
  const outcomes = await prepaid(() => callFinish(deps, finish, items))
  crashPoint('after-finish')
  circuit.note(endOfCall(outcomes))
  const byKey = new Map(outcomes.map((outcome) => [outcome.rowKey, outcome]))
  await settleFinish(
    held,
    items.map((item) => endOf(deps.destination, item, byKey.get(item.row_key), circuit.isOpen())),
  )
  const stop = await heed(site.pacer, outcomes)
  if (stop) throw new RunStopped(stop.message)
  return true
}

const nothing = { editedAt: null, problem: null, waitMs: null, isAttempt: false, sentIds: null }

/** Without outcomes where it broke off: what it had done is found out by the next try. */
async function callFinish(
  { held, destination, site, logger }: FinishDeps,
  finish: FinishSteps<unknown, unknown>,
  items: FinishRow[],
): Promise<ItemOutcome[]> {
  const outgoing = items.map((item) => ({
    ...item.outgoing,
    remoteId: item.remote_id,
    changedFields: isSentWhole(item) ? [] : item.changed_fields,
  }))
  try {
    return await finish.run(site.wix, outgoing, destination.options, destination.assets)
  } catch (error) {
    logger.error({ err: error, runId: held.run.id }, 'a batch of last steps ended without outcomes')
    return []
  }
}

function endOf(
  { target, assets }: Destination,
  item: FinishRow,
  outcome: ItemOutcome | undefined,
  isOutage: boolean,
): FinishEnd {
  const base = { ...nothing, rowKey: item.row_key }
  const again: FinishEnd = { ...base, finish: 'due', waitMs: retryMs }
  const trouble = outcome?.kind === 'in_doubt' ? outcome.trouble : undefined
  switch (outcome?.kind) {
    case 'accepted':
      return {
        ...base,
        finish: 'done',
        editedAt: outcome.ref.editedAt,
        // Steps that write fields of their own send nothing that has ids.
        sentIds: target.finish?.writesField ? null : idsFor(target, item.payload, assets),
      }
    case 'rejected':
      return { ...base, finish: 'failed', problem: outcome.problem }
    case 'wait':
      return { ...base, finish: 'due', waitMs: outcome.ms }
    case 'stop':
      return { ...base, finish: 'due' }
    default:
      if (trouble === 'refused' || (trouble === 'lost' && isOutage)) return again
      if (item.finish_attempts + 1 >= (trouble === 'failed' && isOutage ? mostInOutage : mostAttempts))
        return { ...base, finish: 'failed', problem: unsure(item, outcome?.reason) }
      return { ...again, isAttempt: true }
  }
}

function unsure(item: FinishRow, reason = 'the connection was cut'): Problem {
  return {
    code: 'finish_unsure',
    severity: 'error',
    message: `The page is on the site, but the last step (its categories, links or date) was tried ${item.finish_attempts + 1} times without a clear answer from Wix, the last time because ${reason.replace(/^W(?!ix)/, 'w')}. Plan again: the next run repeats it.`,
  }
}

/** The owner cancelled: pages that are there keep what they have, and the next plan offers the rest. */
export async function abandonFinish(held: HeldRun): Promise<void> {
  const problem: Problem = {
    code: 'finish_cancelled',
    severity: 'warning',
    message:
      'The run was cancelled before the last step of this page (its categories, links or date). Plan again to have it done.',
  }
  const rowKeys = await listUnfinished(held)
  await settleFinish(
    held,
    rowKeys.map((rowKey) => ({ ...nothing, rowKey, finish: 'failed', problem })),
  )
}
