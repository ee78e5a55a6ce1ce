// The steps that need the id of a page: memberships, links between items. An accepted page is never created again
// for them; they alone are repeated until they are done.
import type { Problem } from '../api/problem.ts'
import { GaveUpError } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import type { Logger } from '../logger.ts'
import type { FinishSteps, ItemOutcome } from '../targets/target.ts'
import type { CrashPoint } from './crash-point.ts'
import { type Destination, type HeldRun, RunStopped } from './held-run.ts'
import { type FinishEnd, settleFinish } from './item-findings.ts'
import { type FinishRow, listUnfinished, pickUnfinished } from './item-picks.ts'

/** After so many answers in a row that were lost or unclear. */
const mostAttempts = 8
const retryMs = 2_000

export interface FinishDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix' | 'pacer' | 'prepay'>
  crashPoint: CrashPoint
  stopping: AbortSignal
  logger: Logger
}

/** Works on one batch. False: none is due. One at a time, since Wix refuses some of these writes side by side. */
export async function finishItems(deps: FinishDeps): Promise<boolean> {
  const { held, site, crashPoint } = deps
  const { finish } = deps.destination.target
  if (!finish) return false
  const items = await pickUnfinished(held, finish.batchSize)
  if (items.length === 0) return false
  const prepaid = await site.prepay()
  if (deps.stopping.aborted) return true

  crashPoint('before-finish')
  const outcomes = await prepaid(() => callFinish(deps, finish, items))
  crashPoint('after-finish')
  const byKey = new Map(outcomes.map((outcome) => [outcome.rowKey, outcome]))
  await settleFinish(
    held,
    items.map((item) => endOf(item, byKey.get(item.row_key))),
  )
  const waitMs = Math.max(
    0,
    ...outcomes.map((one) => (one.kind === 'wait' && one.blocksConnection ? one.ms : 0)),
  )
  if (waitMs > 0) await site.pacer.block(waitMs, 'Wix asked us to slow down')
  const stop = outcomes.find((one) => one.kind === 'stop')
  if (stop?.kind === 'stop') throw new RunStopped(stop.problem.message)
  return true
}

/** Without outcomes where it broke off: what it had done is found out by the next try. */
async function callFinish(
  { held, destination, site, logger }: FinishDeps,
  finish: FinishSteps<unknown, unknown>,
  items: FinishRow[],
): Promise<ItemOutcome[]> {
  const outgoing = items.map((item) => ({
    ...item.outgoing,
    remoteId: item.remote_id,
    changedFields: item.action === 'create' ? [] : item.changed_fields,
  }))
  try {
    return await finish.run(site.wix, outgoing, destination.options, destination.assets)
  } catch (error) {
    if (!(error instanceof GaveUpError))
      logger.error({ err: error, runId: held.run.id }, 'a batch of last steps ended without outcomes')
    return []
  }
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

/** The owner cancelled: pages that are there keep what they have, and the next plan offers the rest. */
export async function abandonFinish(held: HeldRun): Promise<void> {
  const problem: Problem = {
    code: 'finish_cancelled',
    severity: 'warning',
    message:
      'The run was cancelled before the last step of this page (its categories or links). Plan again to have it done.',
  }
  const rowKeys = await listUnfinished(held)
  await settleFinish(
    held,
    rowKeys.map((rowKey) => ({
      rowKey,
      finish: 'failed',
      editedAt: null,
      problem,
      waitMs: null,
      isAttempt: false,
    })),
  )
}
