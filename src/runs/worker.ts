// Looks for runs without a worker, takes the lease of their connection and applies them. No run's life hangs on a
// job or a notification: those only make it look sooner.
import { setTimeout as delay } from 'node:timers/promises'
import { acquireLease, type Lease, LeaseLostError, releaseLease, renewLease } from '../connections/lease.ts'
import { sleepFor } from '../connections/pacer.ts'
import { openSite, type SiteDeps } from '../connections/site.ts'
import { newId } from '../db/id.ts'
import { isAppError } from '../errors.ts'
import { targetById } from '../targets/index.ts'
import type { AssetNeed } from '../targets/target.ts'
import { pageSeed } from '../targets/target.ts'
import { applyRun } from './apply-run.ts'
import type { CrashPoint } from './crash-point.ts'
import { isHalted, type RunContext, setRunState, writeDiary } from './run-context.ts'
import type { RunRow } from './run-row.ts'
import type { Timing } from './timing.ts'
import { wakeChannel } from './wake.ts'

const mostErrorsInARow = 6

export interface RunWorkerDeps extends SiteDeps {
  timing: Timing
  crashPoint: CrashPoint
  /** Told when a run stopped for something a person has to put right. */
  onNeedsAttention?: (connectionId: string) => void
}

export interface RunWorker {
  start(): Promise<void>
  /** No new send from now on; answers that are owed are awaited for a while, then cut and left in doubt. */
  stop(): Promise<void>
}

export function createRunWorker(deps: RunWorkerDeps): RunWorker {
  const { database, logger, timing } = deps
  const owner = newId('worker')
  const stopping = new AbortController()
  const cut = new AbortController()
  const active = new Map<string, Promise<void>>()
  const halted = new Set<string>()
  /** Connections whose last work ended in an error of ours: how often in a row, and when to try again. */
  const troubled = new Map<string, { times: number; until: number }>()
  let woken = Promise.withResolvers<void>()
  let unlisten: (() => Promise<void>) | undefined
  let loop: Promise<void> | undefined

  const wake = () => woken.resolve()

  async function lookForWork(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers<void>()
      try {
        for (const run of await findFreeRuns()) {
          if (!active.has(run.connection_id) && !isResting(run)) await take(run)
        }
      } catch (error) {
        logger.error({ err: error }, 'looking for runs failed; trying again')
      }
      await Promise.race([woken.promise, delay(timing.pollMs, undefined, { ref: false })])
    }
  }

  async function findFreeRuns(): Promise<RunRow[]> {
    const { rows } = await database.query<RunRow>(
      `select r.* from runs r left join connection_leases l on l.connection_id = r.connection_id
        where r.state in ('queued', 'preparing', 'publishing', 'verifying', 'pausing', 'cancelling')
          and (l.owner is null or l.expires_at < clock_timestamp())
        order by r.created_at`,
    )
    return rows
  }

  async function take(run: RunRow): Promise<void> {
    const lease = await acquireLease(database, run.connection_id, owner, timing.leaseMs)
    if (!lease) return
    // Read again under the lease: what was seen before it may be over.
    const { rows } = await database.query<RunRow>('select * from runs where id = $1', [run.id])
    const current = rows[0]
    const work = (current ? workOn(current, lease) : Promise.resolve())
      .then(() => void troubled.delete(run.connection_id))
      .catch((error: unknown) => rest(run, lease, error))
      .finally(async () => {
        await releaseLease(database, lease).catch(() => undefined)
        active.delete(run.connection_id)
        wake()
        await tellStopped(run).catch(() => undefined)
      })
    active.set(run.connection_id, work)
  }

  async function tellStopped({ id, connection_id }: RunRow): Promise<void> {
    if (!deps.onNeedsAttention) return
    const { rows } = await database.query<{ state: string }>('select state from runs where id = $1', [id])
    if (rows[0]?.state === 'needs_attention') deps.onNeedsAttention(connection_id)
  }

  function isResting(run: RunRow): boolean {
    return (troubled.get(run.connection_id)?.until ?? 0) > Date.now()
  }

  /** An error of ours is tried again after longer and longer pauses, and not for ever. */
  async function rest(run: RunRow, lease: Lease, error: unknown): Promise<void> {
    const times = (troubled.get(run.connection_id)?.times ?? 0) + 1
    logger.error({ err: error, runId: run.id, times }, 'a run was interrupted by an error of ours')
    troubled.set(run.connection_id, { times, until: Date.now() + timing.pollMs * 2 ** Math.min(times, 6) })
    if (times < mostErrorsInARow) return
    troubled.delete(run.connection_id)
    const message =
      'Something went wrong on our side again and again. Nothing is lost or sent twice: resume to try once more; the log has the details.'
    await stopRun(run, lease, message).catch(() => undefined)
  }

  async function workOn(run: RunRow, lease: Lease): Promise<void> {
    const lost = new AbortController()
    const signal = AbortSignal.any([lost.signal, cut.signal])
    const renewing = keepLease(lease, lost)
    halted.delete(run.id)
    try {
      const { context, needs } = await openContext(run, lease, signal)
      const flushing = setInterval(() => void lookAfter(context).catch(() => undefined), 1000)
      try {
        await applyPatiently(context, needs)
      } finally {
        clearInterval(flushing)
        await context.flushCalls().catch(() => undefined)
      }
    } catch (error) {
      if (error instanceof LeaseLostError || signal.aborted) return
      if (!isAppError(error)) throw error
      await stopRun(run, lease, error.message)
    } finally {
      renewing.abort()
    }
  }

  /** Passing trouble is waited out; what needs a person ends the work and says so. */
  async function applyPatiently(context: RunContext, needs: AssetNeed[]): Promise<void> {
    for (;;) {
      try {
        return await applyRun(context, needs)
      } catch (error) {
        const advice = context.target.explain(error)
        if (context.signal.aborted || advice === null) throw error
        if (advice.kind === 'stop') {
          await setRunState(context, 'needs_attention', advice.problem.message)
          return writeDiary(context, 'stopped', advice.problem.message)
        }
        await context.pacer.block(advice.ms, advice.reason)
        await sleepFor(Math.min(advice.ms, 5000), context.stopping)
        if (context.stopping.aborted) return
      }
    }
  }

  /** Every second: counts to the row, and the owner's wish to those who wait for the pace. */
  async function lookAfter(context: RunContext): Promise<void> {
    await context.flushCalls()
    if (await isHalted(context)) halted.add(context.run.id)
    else halted.delete(context.run.id)
  }

  async function openContext(run: RunRow, lease: Lease, signal: AbortSignal) {
    const { rows } = await database.query<{
      destination: string
      options: unknown
      needs: AssetNeed[]
      without_images: boolean
    }>('select destination, options, needs, without_images from plans where id = $1', [run.plan_id])
    const plan = rows[0]
    if (!plan) throw new Error(`Plan ${run.plan_id} of run ${run.id} has vanished`)
    const ending = AbortSignal.any([stopping.signal, signal])
    const givesUp = () => ending.aborted || (context.isSending && halted.has(run.id))
    const site = await openSite(deps, run.connection_id, signal, 'even', givesUp)
    const context: RunContext = {
      database,
      lease,
      run,
      target: targetById(plan.destination),
      options: plan.options,
      withoutImages: plan.without_images,
      wix: site.wix,
      pacer: site.pacer,
      prepay: site.prepay,
      isSending: false,
      flushCalls: async () => {
        const { reads, writes } = site.calls
        if (reads === 0 && writes === 0) return
        site.calls.reads = 0
        site.calls.writes = 0
        await database.query(
          'update runs set read_calls = read_calls + $2, write_calls = write_calls + $3 where id = $1',
          [run.id, reads, writes],
        )
      },
      assets: new Map(),
      seedOf: (rowKey) => pageSeed(run.project_id, rowKey),
      timing,
      crashPoint: deps.crashPoint,
      signal,
      stopping: ending,
      logger,
    }
    return { context, needs: plan.needs }
  }

  /** Renews until aborted; a lease that cannot be renewed in time is given up before somebody else takes it. */
  function keepLease(lease: Lease, lost: AbortController): AbortController {
    const ending = new AbortController()
    let renewedAt = performance.now()
    const timer = setInterval(async () => {
      const isHeld = await renewLease(database, lease, timing.leaseMs).catch(() => null)
      if (isHeld) renewedAt = performance.now()
      if (isHeld === false || performance.now() - renewedAt > timing.leaseMs - timing.leaseRenewMs) {
        lost.abort(new LeaseLostError(lease))
      }
    }, timing.leaseRenewMs)
    ending.signal.addEventListener('abort', () => clearInterval(timer), { once: true })
    return ending
  }

  async function stopRun(run: RunRow, lease: Lease, message: string): Promise<void> {
    await setRunState({ database, lease, run }, 'needs_attention', message)
  }

  return {
    async start() {
      unlisten = await database.listen(wakeChannel, wake, wake)
      loop = lookForWork()
    },
    async stop() {
      stopping.abort()
      wake()
      const drained = Promise.all([...active.values()]).then(() => undefined)
      await Promise.race([drained, delay(timing.drainMs, undefined, { ref: false })])
      cut.abort()
      await drained
      await loop
      await unlisten?.()
    },
  }
}
