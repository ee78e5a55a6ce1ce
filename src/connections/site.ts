// A Wix site as plans and runs see it: a client that waits for the connection's pace before every request.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import type { TargetContext } from '../targets/target.ts'
import type { Connections, OpenedConnection } from './connections.ts'
import { createPacer, type Pace, type Pacer } from './pacer.ts'

export interface SiteDeps {
  database: Database
  connections: Pick<Connections, 'open'>
  logger: Logger
}

export type Prepaid = <T>(work: () => Promise<T>) => Promise<T>

export interface Site {
  connection: OpenedConnection['connection']
  wix: TargetContext
  pacer: Pacer
  /**
   * Waits for the pace ahead of a request, so that its intent is not committed long before it leaves. What is returned
   * runs the work whose first request is paid for, and no other lane's request can take its place.
   */
  prepay: () => Promise<Prepaid>
  calls: { reads: number; writes: number }
}

/**
 * @param signal cuts requests under way and waits for the pace
 * @param givesUp ends waits for the pace, with `GaveUpError`; requests under way are left alone
 */
export async function openSite(
  deps: SiteDeps,
  connectionId: string,
  signal: AbortSignal,
  pace: Pace,
  givesUp: () => boolean = () => false,
): Promise<Site> {
  const pacer = createPacer(deps.database, connectionId, pace)
  const calls = { reads: 0, writes: 0 }
  const tickets = new AsyncLocalStorage<{ isUsed: boolean }>()
  const opened = await deps.connections.open(connectionId, {
    beforeRequest: async () => {
      const ticket = tickets.getStore()
      if (ticket?.isUsed !== false) return pacer.take(signal, givesUp)
      ticket.isUsed = true
    },
    onRequest: (event) => {
      if (event.isWrite) calls.writes += 1
      else calls.reads += 1
    },
  })
  return {
    connection: opened.connection,
    wix: {
      client: opened.client,
      signal,
      logger: deps.logger,
      now: Date.now,
      siteUrl: opened.connection.siteUrl,
    },
    pacer,
    calls,
    prepay: async () => {
      await pacer.take(signal, givesUp)
      const ticket = { isUsed: false }
      return (work) => tickets.run(ticket, work)
    },
  }
}
