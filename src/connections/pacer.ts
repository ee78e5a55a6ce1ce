// One pace per connection, in SQL, shared by all workers, plans and runs; the one owner of waiting for Wix.

import type { SitePace } from '../api/connection.ts'
import { usualRatePerMinute } from '../api/pace.ts'
import type { Queries } from '../db/types.ts'

const slowestRatePerMinute = 30
/** Of a row: as the owner set it, or as is usual. */
const allowed = `coalesce(most_per_minute, ${usualRatePerMinute})`
/** Without a `Retry-After` Wix says: wait a minute. */
const defaultBlockMs = 60_000

/**
 * `run`: all that the minute has left at once, so that nobody waits beside an unused limit. `plan`: up to half of the
 * minute's rate at once, then a sixth in any ten seconds, so that a plan of thousands of pages is read in seconds and a
 * run beside it goes on.
 */
export type Pace = 'run' | 'plan'

/** No one wants to send any longer: the owner asked to pause, or the process is stopping. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError'
}

export interface Pacer {
  /**
   * Resolves when one more request may leave. Rejects when `signal` aborts, and with `GaveUpError` when `givesUp`
   * says so, which is asked every second: a block of an hour must not hold up a pause.
   */
  take(signal: AbortSignal, givesUp?: () => boolean): Promise<void>
  /** Wix asked to wait: nobody sends on this connection until then, and the pace drops. */
  block(ms: number | undefined, reason: string): Promise<void>
  /** Nobody sends for so long, and the pace stays as it is: Wix did not ask us to be slower. */
  rest(ms: number, reason: string): Promise<void>
  /** A good stretch: the pace goes up again, slowly. */
  raiseRate(): Promise<void>
  waiting(): Promise<Block | null>
}

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** How long a wait lasts at most until it looks again: a block may be lifted, a pause may come. */
const usualLookMs = 1000

/**
 * Never more than the rate in any sixty seconds, whoever asks, on the database's clock.
 * @param lookMs in place of a second
 */
export function createPacer(
  database: Queries,
  connectionId: string,
  pace: Pace = 'run',
  sleep: Sleep = sleepFor,
  lookMs: number = usualLookMs,
): Pacer {
  const within = (seconds: number) =>
    `(select count(*) from unnest(recent) t where t > extract(epoch from clock_timestamp()) - ${seconds})`
  const isFree = {
    run: `${within(60)} < rate_per_minute`,
    plan: `${within(60)} < rate_per_minute
       and (${within(10)} < ceil(rate_per_minute / 6) or ${within(60)} < rate_per_minute / 2)`,
  }[pace]
  /** The least pause between two looks, in seconds. */
  const pauseSecs = { run: '0.02', plan: '10 / ceil(rate_per_minute / 6)' }[pace]

  async function tryTake(): Promise<number> {
    const { rowCount } = await database.query(
      `update connection_pacing
          set recent = array(select t from unnest(recent) t
                              where t > extract(epoch from clock_timestamp()) - 60 order by t)
                       || extract(epoch from clock_timestamp())::float8
        where connection_id = $1 and (blocked_until is null or blocked_until <= clock_timestamp()) and ${isFree}`,
      [connectionId],
    )
    if (rowCount === 1) return 0
    const { rows } = await database.query<{ wait_ms: number }>(
      `select (1000 * greatest(
                extract(epoch from coalesce(blocked_until, clock_timestamp()) - clock_timestamp()),
                coalesce(recent[cardinality(recent) + 1 - floor(rate_per_minute)::int] + 60
                         - extract(epoch from clock_timestamp()), 0),
                ${pauseSecs}))::float8 as wait_ms
         from connection_pacing where connection_id = $1`,
      [connectionId],
    )
    const wait = rows[0]?.wait_ms
    if (wait !== undefined) return Math.max(5, wait)
    await database.query(
      `insert into connection_pacing (connection_id, rate_per_minute) values ($1, $2)
       on conflict (connection_id) do nothing`,
      [connectionId, usualRatePerMinute],
    )
    return 5
  }

  async function stopUntil(ms: number, reason: string, slowing: number): Promise<void> {
    await database.query(
      `update connection_pacing
          set blocked_until = greatest(blocked_until, clock_timestamp() + make_interval(secs => $2)),
              blocked_reason = $3,
              rate_per_minute = greatest(least(${slowestRatePerMinute}, rate_per_minute), rate_per_minute * $4)
        where connection_id = $1`,
      [connectionId, ms / 1000, reason, slowing],
    )
  }

  return {
    async take(signal, givesUp = () => false) {
      for (;;) {
        signal.throwIfAborted()
        if (givesUp()) throw new GaveUpError()
        const wait = await tryTake()
        if (wait === 0) return
        await sleep(Math.min(wait, lookMs), signal)
      }
    },

    block: (ms, reason) => stopUntil(Math.max(1000, ms ?? defaultBlockMs), reason, 0.8),
    rest: (ms, reason) => stopUntil(ms, reason, 1),

    async raiseRate() {
      await database.query(
        `update connection_pacing set rate_per_minute = least(${allowed}, rate_per_minute + 5)
          where connection_id = $1 and rate_per_minute < ${allowed}`,
        [connectionId],
      )
    },

    waiting: async () => (await blocksOf(database, [connectionId])).get(connectionId) ?? null,
  }
}

export interface Block {
  until: string
  reason: string
}

/** Of these connections, those on which nobody sends just now: Wix asked so, or takes nothing. */
export async function blocksOf(
  queries: Queries,
  connectionIds: readonly string[],
): Promise<Map<string, Block>> {
  const { rows } = await queries.query<Block & { id: string }>(
    `select connection_id as id, blocked_until as until, coalesce(blocked_reason, '') as reason
       from connection_pacing where connection_id = any($1::text[]) and blocked_until > clock_timestamp()`,
    [connectionIds],
  )
  return new Map(rows.map(({ id, ...block }) => [id, block]))
}

export interface PaceNow {
  ratePerMinute: number
  /** As the owner set it; null: as is usual. */
  mostPerMinute: number | null
  /** Ages of the requests of the last minute in seconds, oldest first. */
  recent: number[]
  /** Nobody sends for so long. */
  blockedSeconds: number
}

export async function pacesOf(
  queries: Queries,
  connectionIds: readonly string[],
): Promise<Map<string, PaceNow>> {
  const { rows } = await queries.query<PaceNow & { id: string }>(
    `select connection_id as id, rate_per_minute::float8 as "ratePerMinute", most_per_minute as "mostPerMinute",
            greatest(0, coalesce(extract(epoch from blocked_until - clock_timestamp()), 0))::float8 as "blockedSeconds",
            array(select extract(epoch from clock_timestamp())::float8 - t from unnest(recent) t
                   where t > extract(epoch from clock_timestamp()) - 60 order by t) as recent
       from connection_pacing where connection_id = any($1::text[])`,
    [connectionIds],
  )
  return new Map(rows.map(({ id, ...pace }) => [id, pace]))
}

/** For people. A site that nothing was sent to yet has the usual pace. */
export async function showPace(queries: Queries, connectionId: string): Promise<SitePace> {
  const pace = (await pacesOf(queries, [connectionId])).get(connectionId)
  const block = (await blocksOf(queries, [connectionId])).get(connectionId)
  return {
    ratePerMinute: pace?.ratePerMinute ?? usualRatePerMinute,
    usualPerMinute: pace?.mostPerMinute ?? usualRatePerMinute,
    mostPerMinute: pace?.mostPerMinute ?? null,
    lastMinute: pace?.recent.length ?? 0,
    blockedUntil: block?.until ?? null,
    blockedReason: block?.reason ?? '',
  }
}

export async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
