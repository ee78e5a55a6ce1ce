// Whether a run may start over a connection, and what a run that stopped says about it.
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { missingFor } from './outcome.ts'
import type { UsedConnection } from './uses.ts'

/** A check younger than this need not be repeated before a run. */
const freshMs = 5 * 60_000

export interface ReadinessDeps {
  /** As the checks are dated. */
  now: () => Date
  logger: Logger
  find: (workspaceId: string | null, id: string) => Promise<UsedConnection>
  checkStored: (stored: UsedConnection) => Promise<void>
}

export function createReadiness({ now, logger, find, checkStored }: ReadinessDeps) {
  return {
    /**
     * Before a run: checks the connection unless that was done just now, and refuses with words what cannot work.
     * A Wix that does not answer is no reason to refuse: runs wait for it.
     */
    async assertReady(workspaceId: string, id: string, destination: string): Promise<void> {
      const before = await find(workspaceId, id)
      if (!isHealthy(before) || !isFresh(before, now())) await checkStored(before)
      const after = isHealthy(before) && isFresh(before, now()) ? before : await find(workspaceId, id)
      const missing = missingFor(after.permissions, [destination])
      if (isHealthy(after) && missing.length === 0) return
      throw notReady(
        after,
        missing.map(({ name }) => name),
      )
    },

    /** After a run stopped for its connection: the list and the header say so at once. Never throws. */
    async recheck(id: string): Promise<void> {
      try {
        await checkStored(await find(null, id))
      } catch (error) {
        logger.warn({ err: error, connectionId: id }, 'a connection could not be checked')
      }
    },
  }
}

function isHealthy({ status }: UsedConnection): boolean {
  return status === 'active' || status === 'limited'
}

function isFresh({ lastCheckedAt, status }: UsedConnection, now: Date): boolean {
  return status === 'active' && lastCheckedAt !== null && Date.parse(lastCheckedAt) > now.getTime() - freshMs
}

function notReady({ name, status, statusReason, failure }: UsedConnection, missing: string[]): AppError {
  const details = { failure }
  if (status === 'not_verified') {
    return new AppError(
      'connection_unreachable',
      `The connection "${name}" was stored without a check, and Wix could not be reached now either. Nothing was published. ${statusReason ?? ''} Check the connection when Wix answers, then publish.`,
      { details },
    )
  }
  if (missing.length > 0) {
    return new AppError(
      'connection_permission',
      `The connection "${name}" lacks what this project needs: ${missing.join(', ')}. Nothing was published. Add it in Wix, check the connection, then publish.`,
      { details },
    )
  }
  return new AppError(
    'connection_refused',
    `The connection "${name}" needs attention. Nothing was published. ${statusReason ?? ''} Fix it under Connections, then publish.`,
    { details },
  )
}
