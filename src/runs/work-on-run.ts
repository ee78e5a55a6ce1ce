// The work of one worker on one run, from the lease to whatever ends it.

import { LeaseLostError } from '../connections/lease.ts'
import { GaveUpError, sleepFor } from '../connections/pacer.ts'
import { isAppError } from '../errors.ts'
import { applyRun, type OpenRun } from './apply-run.ts'
import { writeDiary } from './diary.ts'
import type { HeldRun } from './held-run.ts'
import { doubtOrphans } from './item-ledger.ts'
import { keepLease } from './lease-keeper.ts'
import { type OpeningDeps, openRun } from './run-opening.ts'
import { addToRun, moveRun, nameWorker } from './run-store.ts'

export interface Endings {
  /** Requests under way are cut. */
  cut: AbortSignal
  /** Nothing new is sent. */
  stopping: AbortSignal
}

/** Throws only what is an error of ours: the run is as it was, and may be tried again. */
export async function workOnRun(deps: OpeningDeps, held: HeldRun, { cut, stopping }: Endings): Promise<void> {
  const lease = keepLease(held.database, held.lease, deps.timing)
  const signal = AbortSignal.any([lease.lost, cut])
  try {
    await deps.markFolder?.()
    const open = await openRun(deps, held, signal, stopping)
    try {
      await applyPatiently(open)
      // One that stops in the middle stays named: whoever goes on says so.
      if (!open.stopping.aborted) await nameWorker(held, null)
    } finally {
      await open.close()
      await deps.markFolder?.()
    }
  } catch (error) {
    if (error instanceof LeaseLostError || signal.aborted) return
    // Stopped while it waited for the pace of a read.
    if (error instanceof GaveUpError && stopping.aborted) return
    if (!isAppError(error)) throw error
    await moveRun(held, 'needs_attention', error.message)
  } finally {
    lease.end()
  }
}

/** Passing trouble is waited out; what needs a person ends the work and says so. */
async function applyPatiently(open: OpenRun): Promise<void> {
  const { held, target, pacer, cut, stopping } = open
  for (let tries = 0; ; tries += 1) {
    try {
      const orphans = await doubtOrphans(held)
      // Passing trouble makes the same worker begin again; that is no restart.
      const { worker } = held.run
      if (tries === 0 && worker !== null && worker !== held.lease.owner) await noteRestart(held, orphans)
      held.run.worker = held.lease.owner
      await nameWorker(held, held.lease.owner)
      return await applyRun(open)
    } catch (error) {
      const advice = target.explain(error)
      if (cut.aborted || advice === null) throw error
      if (advice.kind === 'stop') {
        await moveRun(held, 'needs_attention', advice.problem.message)
        return writeDiary(held.database, held.run.id, 'stopped', advice.problem.message)
      }
      await pacer.block(advice.ms, advice.reason)
      await sleepFor(Math.min(advice.ms, 5000), stopping)
      if (stopping.aborted) return
    }
  }
}

async function noteRestart(held: HeldRun, orphans: number): Promise<void> {
  await addToRun(held, { restarts: 1 })
  held.run.restarts += 1
  const doubt =
    orphans === 0 ? 'No answer was lost.' : `${orphans} pages were under way; we ask Wix about them first.`
  await writeDiary(
    held.database,
    held.run.id,
    'continued',
    `The server was restarted; the run continued. ${doubt}`,
  )
}
