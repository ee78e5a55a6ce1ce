// Looks for runs without a worker, takes the lease of their connection and applies them. No run's life hangs on a
// job or a notification: those only make it look sooner.
import { setTimeout as delay } from 'node:timers/promises'
import { isMoving } from '../api/run-state.ts'
import { acquireLease, type Lease, releaseLease } from '../connections/lease.ts'
import { newId } from '../db/id.ts'
import { explainStop } from './explain-stop.ts'
import type { OpeningDeps } from './run-opening.ts'
import { findRunRow, moveRun } from './run-store.ts'
import { createTrouble, type Trouble } from './trouble.ts'
import { wakeChannel } from './wake.ts'
import { type Endings, workOnRun } from './work-on-run.ts'
import { type BusySite, lookForWork, roomFor, sayGoodbye } from './worker-share.ts'

export interface RunWorkerDeps extends OpeningDeps {
  /** Asked when a run stopped for something a person has to put right: what a check of its connection finds, or null. */
  findRefusal?: (connectionId: string, projectId: string) => Promise<string | null>
}

export interface RunWorker {
  start(): Promise<void>
  /** No new send from now on; answers that are owed are awaited for a while, then cut and left in doubt. */
  stop(): Promise<void>
}

const brokenAgain =
  'Something keeps going wrong on our side. Nothing is lost or sent twice: resume to try once more; the log has the details.'

export function createRunWorker(deps: RunWorkerDeps): RunWorker {
  const { database, logger, timing } = deps
  const owner = newId('worker')
  const stopping = new AbortController()
  const cut = new AbortController()
  /** By connection. */
  const active = new Map<string, Promise<void>>()
  const trouble = createTrouble(timing.pollMs * 2)
  let woken = Promise.withResolvers<void>()
  let unlisten: (() => Promise<void>) | undefined
  let loop: Promise<void> | undefined

  const wake = () => woken.resolve()

  async function keepLooking(): Promise<void> {
    const startedAt = performance.now()
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers<void>()
      try {
        const work = await lookForWork(database, owner, timing.leaseMs)
        const isNew = performance.now() - startedAt < timing.pollMs
        const free = work.sites.filter(
          ({ isHeld, connectionId }) =>
            !isHeld && !active.has(connectionId) && !trouble.isResting(connectionId),
        )
        for (const site of free.slice(0, roomFor(work, active.size, isNew))) await take(site)
      } catch (error) {
        logger.error({ err: error }, 'looking for runs failed; trying again')
      }
      await Promise.race([woken.promise, delay(timing.pollMs, undefined, { ref: false })])
    }
  }

  async function take({ connectionId, runId }: BusySite): Promise<void> {
    const lease = await acquireLease(database, connectionId, owner, timing.leaseMs)
    if (!lease) return
    const endings = { cut: cut.signal, stopping: stopping.signal }
    const work = workOn(deps, trouble, runId, lease, endings).finally(async () => {
      await releaseLease(database, lease).catch(() => undefined)
      active.delete(connectionId)
      wake()
    })
    active.set(connectionId, work)
  }

  return {
    async start() {
      unlisten = await database.listen(wakeChannel, wake, wake)
      loop = keepLooking()
    },
    async stop() {
      stopping.abort()
      wake()
      await loop
      const drained = Promise.all([...active.values()]).then(() => undefined)
      await Promise.race([drained, delay(timing.drainMs, undefined, { ref: false })])
      cut.abort()
      await drained
      await sayGoodbye(database, owner).catch(() => undefined)
      await unlisten?.()
    },
  }
}

/** Never fails. */
async function workOn(
  deps: RunWorkerDeps,
  trouble: Trouble,
  runId: string,
  lease: Lease,
  endings: Endings,
): Promise<void> {
  const { database, logger } = deps
  const { connectionId } = lease
  try {
    // Read again under the lease: what was seen before it may be over.
    const run = await findRunRow(database, runId)
    if (!run || !isMoving(run.state)) return
    const held = { database, lease, run }
    try {
      await workOnRun(deps, held, endings)
      trouble.forget(connectionId)
    } catch (error) {
      const { times, isTooMuch } = trouble.note(connectionId)
      logger.error({ err: error, runId, times }, 'a run was interrupted by an internal error')
      if (isTooMuch) {
        trouble.forget(connectionId)
        await moveRun(held, 'needs_attention', brokenAgain)
      }
    }
    const after = await findRunRow(database, runId)
    if (after?.state !== 'needs_attention' || !deps.findRefusal) return
    // Not awaited: whoever resumes the run need not wait for a check.
    deps
      .findRefusal(connectionId, after.project_id)
      .then((refusal) => explainStop(database, after, refusal))
      .catch((error: unknown) =>
        logger.warn({ err: error, runId }, 'the stop of a run could not be explained'),
      )
  } catch (error) {
    logger.error({ err: error, runId }, 'the end of the work on a run could not be noted')
  }
}
