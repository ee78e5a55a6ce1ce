// Wix's own validator on documents of a plan.
import { shorten } from '../../../api/shorten.ts'
import { isWixError } from '../../../wix/index.ts'
import type { TargetContext } from '../../target.ts'
import { plugins } from './plugins.ts'
import type { BlogPayload } from './post.ts'

export interface Verdict {
  rowKey: string
  valid: boolean
  message: string
}

/**
 * Null when the credentials lack "Manage Ricos Document". A validator that gives no verdict keeps nothing from being
 * planned, since our own checks were made: what it had said before counts, and `unanswered` is nothing at all.
 */
export async function validateDocuments(
  ctx: TargetContext,
  payloads: { rowKey: string; payload: BlogPayload }[],
): Promise<Verdict[] | null | 'unanswered'> {
  const verdicts: Verdict[] = []
  for (const { rowKey, payload } of payloads) {
    try {
      const { valid, violations } = await ctx.client.ricos.validate(
        payload.post.richContent,
        { plugins },
        { signal: ctx.signal },
      )
      const message = valid
        ? ''
        : `Wix's validator objects: ${violations.slice(0, 3).map(wordsOf).join('; ')}`
      verdicts.push({ rowKey, valid, message })
    } catch (error) {
      if (!isWixError(error) || error.kind === 'throttled' || error.kind === 'aborted') throw error
      if (error.kind === 'forbidden') return null
      ctx.logger.warn({ err: error }, 'the validator of Wix gave no verdict')
      return verdicts.length > 0 ? verdicts : 'unanswered'
    }
  }
  return verdicts
}

function wordsOf(violation: unknown): string {
  if (typeof violation === 'string') return violation
  return shorten(JSON.stringify(violation), 200)
}
