// A Wix site as plans and runs see it: a client that waits for the connection's pace before every request.

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

export interface Site {
  connection: OpenedConnection['connection']
  wix: TargetContext
  pacer: Pacer
  prepay: () => Promise<void>
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
  let prepaid = 0
  const opened = await deps.connections.open(connectionId, {
    beforeRequest: async () => {
      if (prepaid > 0) prepaid -= 1
      else await pacer.take(signal, givesUp)
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
      prepaid += 1
    },
  }
}
