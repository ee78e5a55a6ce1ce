// What the answer to one probe proves. Pure. Refusals are recognised by the status alone, since Wix often sends no words.
import { isWixError, type WixError } from '../wix/index.ts'
import type { Cause } from './cannot-tell.ts'
import type { Probe } from './probes.ts'

export interface Finding {
  probe: Probe
  verdict: 'granted' | 'missing' | 'unknown'
  /** Why nobody can tell. */
  cause: Cause | null
  error: WixError | null
  /** What a successful read brought. */
  body: unknown
  /** True: Wix knows the credentials and the site, whatever it thinks of the permission. */
  provesSite: boolean
}

export function granted(probe: Probe, body: unknown): Finding {
  return { probe, verdict: 'granted', cause: null, error: null, body, provesSite: true }
}

/** Rethrows what is no failure of a call to Wix. */
export function judge(probe: Probe, error: unknown): Finding {
  if (!isWixError(error)) throw error
  const { status, code = '' } = error
  const found = (verdict: Finding['verdict'], cause: Cause | null = null, provesSite = false): Finding => ({
    probe,
    verdict,
    cause,
    error,
    body: null,
    provesSite: provesSite || verdict === 'granted',
  })
  if (status === undefined) return found('unknown', 'no_answer')
  // A page without the header that Wix puts on every answer is a proxy's, whatever its status.
  if (error.bodyForm === 'other' && error.requestId === undefined && status < 500)
    return found('unknown', 'not_wix')
  // Also hides behind a 401; either way Wix knows the site.
  if (error.kind === 'app_not_installed') return found('unknown', 'app_missing', true)
  if (error.kind === 'wrong_catalog') return found('unknown', 'other_catalog', true)
  // The site is not known to Wix Data: no word about the permission, and no passing trouble either.
  if (code === 'WDE0117') return found('unknown', 'no_code')
  // A store that is still being set up.
  if (error.kind === 'transient' && status === 428) return found('unknown', 'outage', true)
  if (status === 428) return found('unknown', 'app_missing', true)
  // A race inside Wix, and a token that ended on its way.
  if (status === 401 && /No identity found|Token expired/i.test(error.description))
    return found('unknown', 'outage')
  if (probe.isBehindGate?.(error)) return found('granted')
  // The code decides where there is one: nothing says which status Wix Data sends beside it.
  if (status === 401 || status === 403 || error.kind === 'forbidden') return found('missing')
  if (status === 429 || error.kind === 'throttled' || error.kind === 'quota')
    return found('unknown', 'throttled')
  if (status >= 500 || error.kind === 'transient') return found('unknown', 'outage')
  if (probe.provesByNotFound && (status === 404 || status === 409) && isFromWix(error))
    return found('granted')
  if (status === 400) return found('unknown', 'no_code')
  return found('unknown', 'not_wix')
}

/** The envelope, or nothing but the header that Wix puts on every answer: an unknown address has a page. */
function isFromWix(error: WixError): boolean {
  return error.bodyForm === 'json' || (error.bodyForm === 'empty' && error.requestId !== undefined)
}
