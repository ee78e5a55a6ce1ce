// Whether a run may start over a connection, and what a run that stopped says about it.
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { isVerdict, permissionFailure } from './failure.ts'
import { missingFor, reasonOf } from './outcome.ts'
import type { UsedConnection } from './uses.ts'
import { holderOf } from './wix-pages.ts'

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

    /**
     * After a run of this project stopped: the list and the header say at once what is wrong with its connection, and
     * so do the words returned. Null: the connection is as good as the project needs it, or nobody knows. Never throws.
     */
    async recheck(id: string, projectId: string): Promise<string | null> {
      try {
        await checkStored(await find(null, id))
        return refusalOf(await find(null, id), projectId)
      } catch (error) {
        logger.warn({ err: error, connectionId: id }, 'a connection could not be checked')
        return null
      }
    },
  }
}

/** What keeps the connection from what the project needs, in the words of its check, for a run that stopped. */
function refusalOf(found: UsedConnection, projectId: string): string | null {
  const { status, failure, permissions, projects, siteName, siteId } = found
  if (status === 'needs_attention' && failure && isVerdict(failure))
    return `${reasonOf(failure)} Put it right under Connections, then resume.`
  const used = projects.filter((one) => one.id === projectId).map(({ destination }) => destination)
  const missing = missingFor(permissions, used)
  if (missing.length === 0) return null
  const lack = permissionFailure(holderOf(found), missing, siteName ?? siteId)
  return `${reasonOf(lack)} Add it in Wix, check the connection, then resume.`
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
