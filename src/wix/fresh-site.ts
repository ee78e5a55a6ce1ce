// Tells a site that Wix Data does not know yet from one that it does not know any more: the code is the same.
import { isWixError, WixError } from './errors.ts'
import type { WixRequest } from './request.ts'

/** A new site is unknown for seconds, as Wix's own recipes say; so long after the first such answer it is gone. */
const freshMs = 120_000

/** `WDE0117` is a passing trouble at first, and `forbidden` once it has lasted longer than a new site takes. */
export function createFreshSiteWatch(request: WixRequest, now: () => number): WixRequest {
  let unknownSince: number | undefined
  return async (call, options) => {
    try {
      const answer = await request(call, options)
      unknownSince = undefined
      return answer
    } catch (error) {
      if (!isWixError(error) || error.code !== 'WDE0117') throw error
      unknownSince ??= now()
      throw now() - unknownSince < freshMs ? error : asGone(error)
    }
  }
}

/** Without the code, which says no more than that one should wait. */
function asGone(error: WixError): WixError {
  const { method, path, isWrite, delivered, status, description, bodyForm, requestId } = error
  const facts = { method, path, isWrite, delivered, status, bodyForm, requestId }
  return new WixError({ ...facts, kind: 'forbidden', description: `WDE0117: ${description}` })
}
