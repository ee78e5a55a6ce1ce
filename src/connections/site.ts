// A Wix site as plans and runs see it: a client that waits for the connection's pace before every request.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import { mustFollow, noteLeaving } from '../targets/in-one-go.ts'
import type { TargetContext } from '../targets/target.ts'
import { RequestWithdrawn } from '../wix/index.ts'
import type { Connections, OpenedConnection } from './connections.ts'
import { createPacer, GaveUpError, type Pace, type Pacer } from './pacer.ts'

export interface SiteDeps {
  database: Database
  connections: Pick<Connections, 'open'>
  logger: Logger
  /** How often whoever waits for the pace looks again; see `createPacer`. */
  paceLookMs?: number
}

export type Prepaid = <T>(work: () => Promise<T>) => Promise<T>

export interface Site {
  connection: OpenedConnection['connection']
  wix: TargetContext
  pacer: Pacer
  /**
   * Waits for the pace ahead of a request, so that its intent is not committed long before it leaves. What is returned
   * runs the work whose first request is paid for, and no other lane's request can take its place.
   * @param giveUpAt on the clock of `performance.now()`: whoever still waits then gets `GaveUpError`
   */
  prepay: (giveUpAt?: number) => Promise<Prepaid>
  /** Since they were set to nothing last; `ms` is how long all of them took together. */
  calls: { reads: number; writes: number; ms: number }
}

/**
 * @param signal cuts requests under way and waits for the pace
 * @param givesUp ends waits for the pace, with `GaveUpError`; requests under way are left alone. Work that was prepaid
 * is under way: its further requests fail as `aborted`, or wait for their turn all the same (see `inOneGo`)
 */
export async function openSite(
  deps: SiteDeps,
  connectionId: string,
  signal: AbortSignal,
  pace: Pace,
  givesUp: () => boolean = () => false,
): Promise<Site> {
  const pacer = createPacer(deps.database, connectionId, pace, undefined, deps.paceLookMs)
  const calls = { reads: 0, writes: 0, ms: 0 }
  const tickets = new AsyncLocalStorage<{ isUsed: boolean }>()
  /** Work that is under way knows what it has done, and that a request never left: no doubt may come of it. */
  async function awaitTurn(callSignal: AbortSignal | undefined, isUnderWay: boolean): Promise<void> {
    const until = callSignal ? AbortSignal.any([signal, callSignal]) : signal
    try {
      await pacer.take(until, () => !mustFollow() && givesUp())
    } catch (error) {
      throw isUnderWay && error instanceof GaveUpError ? new RequestWithdrawn() : error
    }
  }
  const opened = await deps.connections.open(connectionId, {
    beforeRequest: async (callSignal) => {
      const ticket = tickets.getStore()
      if (ticket?.isUsed === false) ticket.isUsed = true
      else await awaitTurn(callSignal, ticket !== undefined)
      noteLeaving()
    },
    onRequest: (event) => {
      if (event.isWrite) calls.writes += 1
      else calls.reads += 1
      calls.ms += event.ms
    },
  })
  return {
    connection: opened.connection,
    wix: {
      client: opened.client,
      signal,
      logger: deps.logger,
      now: () => deps.database.now().getTime(),
      siteUrl: opened.connection.siteUrl,
    },
    pacer,
    calls,
    prepay: async (giveUpAt = Number.POSITIVE_INFINITY) => {
      await pacer.take(signal, () => givesUp() || performance.now() > giveUpAt)
      const ticket = { isUsed: false }
      return (work) => tickets.run(ticket, work)
    },
  }
}
