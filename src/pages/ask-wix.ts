// Asking a project's site something within a time limit, for answers that a person waits for.
import type { Connections } from '../connections/connections.ts'
import { isAppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import type { TargetContext } from '../targets/target.ts'

/** The answer, or a sentence on why there is none. */
export type AskWix = <T>(
  project: ProjectRecord,
  work: (wix: TargetContext) => Promise<T>,
  limitMs?: number,
) => Promise<{ value: T } | { failed: string }>

const usualLimitMs = 8_000

export function createAskWix({
  connections,
  logger,
}: {
  connections: Pick<Connections, 'open'>
  logger: Logger
}): AskWix {
  return async (project, work, limitMs = usualLimitMs) => {
    const signal = AbortSignal.timeout(limitMs)
    try {
      const { client, connection } = await connections.open(project.connectionId)
      return { value: await work({ client, signal, logger, now: Date.now, siteUrl: connection.siteUrl }) }
    } catch (error) {
      logger.debug({ err: error, connectionId: project.connectionId }, 'the site was asked in vain')
      return { failed: reasonOf(error, project, signal, limitMs) }
    }
  }
}

function reasonOf(error: unknown, project: ProjectRecord, signal: AbortSignal, limitMs: number): string {
  if (signal.aborted) return `Wix did not answer within ${limitMs / 1000} seconds.`
  if (isAppError(error)) return error.message
  const advice = targetById(project.destination).explain(error)
  if (advice?.kind === 'stop') return advice.problem.message
  if (advice?.kind === 'wait') return `${advice.reason}. Try again in a moment.`
  throw error
}
