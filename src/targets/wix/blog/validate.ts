// Wix's own validator on documents of a plan.
import { isWixError } from '../../../wix/index.ts'
import type { TargetContext } from '../../target.ts'
import { plugins } from './plugins.ts'
import type { BlogPayload } from './post.ts'

export interface Verdict {
  rowKey: string
  valid: boolean
  message: string
}

/** Null when the credentials lack "Manage Ricos Document". */
export async function validateDocuments(
  ctx: TargetContext,
  payloads: { rowKey: string; payload: BlogPayload }[],
): Promise<Verdict[] | null> {
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
      if (isWixError(error) && error.kind === 'forbidden') return null
      throw error
    }
  }
  return verdicts
}

function wordsOf(violation: unknown): string {
  if (typeof violation === 'string') return violation
  return JSON.stringify(violation).slice(0, 200)
}
