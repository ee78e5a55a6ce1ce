// What a destination has to know of the site before anything can be rendered, read when a person asks for it.
import type { Connections } from '../connections/connections.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { targetById } from '../targets/index.ts'

/** A person waits for it. */
const limitMs = 20_000

export interface FactsQuestion {
  /** Null: the caller has checked that the connection may be used. */
  workspaceId: string | null
  connectionId: string
  destination: string
  /** As the destination's own schema gives them. */
  options: Record<string, unknown>
}

/** Null for destinations that need nothing of the site. Fails with words of what to do. */
export type ReadFacts = (question: FactsQuestion) => Promise<unknown>

export function createReadFacts({
  connections,
  logger,
}: {
  connections: Pick<Connections, 'open'>
  logger: Logger
}): ReadFacts {
  return async ({ workspaceId, connectionId, destination, options }) => {
    const target = targetById(destination)
    if (!target.facts) return null
    const signal = AbortSignal.timeout(limitMs)
    const { client, connection } = await connections.open(
      connectionId,
      workspaceId === null ? {} : { workspaceId },
    )
    const ctx = { client, signal, logger, now: Date.now, siteUrl: connection.siteUrl }
    try {
      return await target.facts.read(ctx, options)
    } catch (error) {
      if (isAppError(error)) throw error
      const meaning = target.explain(error)
      if (meaning?.kind === 'stop') throw new AppError('wix_error', meaning.problem.message, { cause: error })
      if (meaning === null && !signal.aborted) throw error
      const reason = meaning?.reason ?? `it took longer than ${limitMs / 1000} seconds`
      throw new AppError(
        'connection_unreachable',
        `What the site has for ${target.name} could not be read: ${reason}. Try again in a moment.`,
        { cause: error },
      )
    }
  }
}
