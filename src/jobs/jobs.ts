// Background work: named jobs with a payload, kept in the database, retried, and taken up by another worker when one
// dies. pg-boss is behind it; nothing outside this folder knows. A job is a nudge to do something that the tables
// already ask for: whoever must not happen twice guards that itself (a run by its lease).
import { type Job as BossJob, PgBoss } from 'pg-boss'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { parserWithDates } from '../db/values.ts'
import type { Logger } from '../logger.ts'
import { releaseLostJobs, shortenHeartbeat } from './takeover.ts'

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

// A dead worker's job is noticed when its heartbeat is this old (the engine's own minimum), checked every second.
const heartbeatSecs = 10
const superviseSecs = 1
const pollingSecs = 0.5
const longestJobSecs = 24 * 3600 - 1
const keepFinishedSecs = 24 * 3600
const longestRetryDelaySecs = 300

export function createJobs(database: Database, logger: Logger, { schema = 'pgboss' } = {}): Jobs {
  const definitions = new Map<string, Definition>()
  const stopping = new AbortController()
  const boss = new PgBoss({
    db: {
      executeSql: (sql, params) => database.executeForeign(sql, params, parserWithDates),
    },
    backend: database.kind,
    schema,
    superviseIntervalSeconds: superviseSecs,
    monitorIntervalSeconds: superviseSecs,
    maintenanceIntervalSeconds: 60,
  })
  boss.on('error', (error) => logger.error({ err: error }, 'the job engine had a problem'))
  boss.on('warning', ({ message }) => logger.warn({}, `job engine: ${message}`))

  async function prepareQueue({ name, options }: Definition): Promise<void> {
    const settings = {
      retryLimit: options.retryLimit ?? 5,
      retryDelay: options.retryDelaySecs ?? 1,
      retryBackoff: true,
      retryDelayMax: longestRetryDelaySecs,
      heartbeatSeconds: heartbeatSecs,
      expireInSeconds: longestJobSecs,
      deleteAfterSeconds: keepFinishedSecs,
    }
    await boss.createQueue(name, { ...settings, policy: 'stately' })
    await boss.updateQueue(name, settings)
    await shortenHeartbeat(database, schema, name)
  }

  async function work({ name, handler, options }: Definition): Promise<void> {
    if (!handler) return
    const settings = {
      localConcurrency: options.concurrency ?? 1,
      pollingIntervalSeconds: pollingSecs,
      batchSize: 1,
    }
    await boss.work(name, settings, async (batch: BossJob<object>[]) => {
      for (const job of batch) await handle(job, handler)
    })
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
      for (const definition of definitions.values()) await prepareQueue(definition)
      if (database.previousHolderIsDead) await releaseLostJobs(database, schema)
      for (const definition of definitions.values()) await work(definition)
      logger.info({ jobs: definitions.size }, 'jobs started')
    },
    stop: async ({ graceMs = 10_000 } = {}) => {
      stopping.abort(new Error('This process is shutting down'))
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
