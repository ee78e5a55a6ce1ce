// Background work: named jobs with a payload, kept in the database, retried, and taken up by another worker when one
// dies. pg-boss is behind it; nothing outside this folder knows. A job is a nudge to do something that the tables
// already ask for: whoever must not happen twice guards that itself (a run by its lease).
import type { Job as BossJob } from 'pg-boss'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import { findDue } from './due.ts'
import { createEngine, prepareQueue } from './engine.ts'
import { releaseLostJobs } from './takeover.ts'
import { startWatch, type Watch } from './watch.ts'

export interface JobContext {
  jobId: string
  /** How often it was tried before; 0 the first time. */
  retries: number
  /**
   * Aborted when the process stops or the job was taken away. Stop soon and throw `signal.reason`: the job is then
   * tried again later. Returning counts as done.
   */
  signal: AbortSignal
}

export type JobHandler<T> = (payload: T, context: JobContext) => Promise<void>

export interface JobOptions {
  /** How many of this name this process works on at once; 1 unless told. */
  concurrency?: number
  /** How often a failing job is tried again; 5 unless told. */
  retryLimit?: number
  /** The first wait before trying again, doubled each time up to five minutes; 1 second unless told. */
  retryDelaySecs?: number
}

export interface SendJobOptions {
  /**
   * At most one waiting and one working job per name and key. A send while one is waiting does nothing; one while
   * it is being worked on waits behind it, so no wake-up is lost.
   */
  singletonKey?: string
  startAfterMs?: number
}

export interface Jobs {
  /** Declares a kind of job; before `start`. Without a handler this process sends such jobs but never works on them. */
  define<T extends object>(name: string, handler?: JobHandler<T>, options?: JobOptions): void
  start(): Promise<void>
  /** Takes no more work, aborts the signals, and waits this long for handlers to wind up. The database stays open. */
  stop(options?: { graceMs?: number }): Promise<void>
  /** The new job's id, or undefined when one with the same key is already waiting. */
  send(name: string, payload: object, options?: SendJobOptions): Promise<string | undefined>
  /** Sends the job at every tick of the cron expression (UTC), from whichever process is first, once. */
  schedule(name: string, cron: string, payload?: object): Promise<void>
  unschedule(name: string): Promise<void>
}

interface Definition {
  name: string
  handler: JobHandler<object> | undefined
  options: JobOptions
}

// A job that is sent wakes its workers by a notification. What no notification tells (a retry or a job held back
// whose time has come, a dead worker, a notification that was lost) is found by one look for all kinds of job, this
// often. The engine would poll for every kind, and look after its queues with two dozen statements each time.
const usualLookMs = 1_000
// Without notifications (the listening connection is down) the engine polls this often, and with them that often.
const pollingSecs = 0.5
const notifiedPollingSecs = 30

/** `lookMs`: how long a job may wait whose notification was lost, and how late a retry may begin. */
export function createJobs(
  database: Database,
  logger: Logger,
  { schema = 'pgboss', lookMs = usualLookMs } = {},
): Jobs {
  const definitions = new Map<string, Definition>()
  const stopping = new AbortController()
  /** Ids of the engine's workers, by kind of job. */
  const workers = new Map<string, string[]>()
  let watch: Watch | undefined
  const boss = createEngine(database, schema)
  const tell = (error: unknown) => logger.error({ err: error }, 'the job engine had a problem')
  boss.on('error', tell)
  boss.on('warning', ({ message }) => logger.warn({}, `job engine: ${message}`))

  async function work({ name, handler, options }: Definition): Promise<void> {
    if (!handler) return
    const settings = {
      pollingIntervalSeconds: pollingSecs,
      notifyPollingIntervalSeconds: notifiedPollingSecs,
      batchSize: 1,
    }
    const ids: string[] = []
    workers.set(name, ids)
    for (let n = 0; n < (options.concurrency ?? 1); n++) {
      const id = await boss.work(name, settings, async (batch: BossJob<object>[]) => {
        try {
          for (const job of batch) await handle(job, handler)
        } finally {
          // Another job may wait behind this one, and its notification is over.
          wake(name)
        }
      })
      ids.push(id)
    }
  }

  function wake(name: string): void {
    for (const id of workers.get(name) ?? []) boss.notifyWorker(id)
  }

  async function look(): Promise<void> {
    const { waiting, hasLost } = await findDue(database, schema, [...workers.keys()])
    if (hasLost) await boss.supervise()
    for (const name of waiting) wake(name)
  }

  async function handle(job: BossJob<object>, handler: JobHandler<object>): Promise<void> {
    const signal = AbortSignal.any([job.signal, stopping.signal])
    const context = { jobId: job.id, retries: job.retryCount, signal }
    try {
      await handler(job.data, context)
    } catch (error) {
      const about = { job: job.name, jobId: job.id, retries: job.retryCount }
      if (signal.aborted) logger.info(about, 'a job was interrupted and goes back to the queue')
      else logger.warn({ ...about, err: error }, 'a job failed')
      throw error
    }
  }

  return {
    define: (name, handler, options = {}) => {
      definitions.set(name, { name, handler: handler as JobHandler<object> | undefined, options })
    },
    start: async () => {
      await boss.start()
      for (const definition of definitions.values()) {
        await prepareQueue(boss, { database, schema }, definition.name, definition.options)
      }
      if (database.previousHolderIsDead) await releaseLostJobs(database, schema)
      for (const definition of definitions.values()) await work(definition)
      if (workers.size > 0) watch = startWatch(look, lookMs, tell)
      logger.info({ jobs: definitions.size }, 'jobs started')
    },
    stop: async ({ graceMs = 10_000 } = {}) => {
      stopping.abort(new Error('This process is shutting down'))
      await watch?.stop()
      await boss.stop({ graceful: true, timeout: graceMs, close: false })
    },
    send: async (name, payload, { singletonKey = newId('once'), startAfterMs } = {}) => {
      const startAfter = startAfterMs === undefined ? {} : { startAfter: new Date(Date.now() + startAfterMs) }
      return (await boss.send(name, payload, { singletonKey, ...startAfter })) ?? undefined
    },
    schedule: (name, cron, payload = {}) => boss.schedule(name, cron, payload, { singletonKey: 'scheduled' }),
    unschedule: (name) => boss.unschedule(name),
  }
}
