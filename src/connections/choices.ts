// What can be chosen on a site, with a failed call explained as the destination explains it.
import type { Choice } from '../api/connection.ts'
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { targetById } from '../targets/index.ts'
import type { WixClient } from '../wix/index.ts'

const limitMs = 30_000

export async function readChoices(
  site: { client: WixClient; siteUrl: string | null },
  logger: Logger,
  query: { destination: string; kind: string; search: string },
): Promise<{ items: Choice[]; complete: boolean }> {
  const target = targetById(query.destination)
  const signal = AbortSignal.timeout(limitMs)
  try {
    return await target.choices({ ...site, signal, logger, now: Date.now }, query.kind, query.search)
  } catch (error) {
    const meaning = target.explain(error)
    if (!meaning) throw error
    if (meaning.kind === 'stop') throw new AppError('wix_error', meaning.problem.message, { cause: error })
    throw new AppError(
      'connection_unreachable',
      `The list could not be read: ${meaning.reason}. Try again in a moment.`,
      { cause: error },
    )
  }
}
