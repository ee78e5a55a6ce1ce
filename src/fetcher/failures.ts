// Why an exchange failed, in words that tell nothing about the network around us.
import { FetchEnd, fail } from './result.ts'

const certificate: Record<string, string> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'is not signed by a trusted authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without its intermediate certificates',
  UNABLE_TO_GET_ISSUER_CERT: 'comes without its intermediate certificates',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes without its intermediate certificates',
  CERT_REVOKED: 'was revoked',
}

/** Gives up a signal with this as its reason when time is over. */
export const outOfTime = 'out of time'

export function failureOf(error: Error, url: URL, signal: AbortSignal): FetchEnd {
  if (error instanceof FetchEnd) return error
  const host = url.hostname
  if (signal.aborted)
    return signal.reason === outOfTime
      ? fail('timeout', `${host} did not answer in time.`)
      : fail('aborted', 'The fetch was given up.')
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const words = certificate[code]
  if (words) return fail('tls', `The certificate of ${host} ${words}.`)
  if (/^(CERT_|ERR_TLS_|ERR_SSL_)|^EPROTO$/.test(code))
    return fail('tls', `No safe connection to ${host} could be made.`)
  if (/^(Z_|ERR__)/.test(code)) return fail('encoding', 'The answer is packed in a way that cannot be read.')
  return fail('network', `The connection to ${host} could not be made, or broke.`)
}
