// Certificates of database servers that are not believed, in words.
import { SourceError } from '../source-error.ts'

const words: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'is signed by an authority of its own',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'is signed by an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'is signed by an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is signed by an authority that is not known here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
}

/** What the driver of MySQL leaves of an error is its message. */
const bySaying: readonly [RegExp, string][] = [
  [/self[- ]signed/i, 'is self-signed, or signed by an authority of its own'],
  [/altnames/i, 'is for another host'],
  [/expired/i, 'has expired'],
  [/issuer certificate|first certificate/i, 'is signed by an authority that is not known here'],
]

/** Null where the error is about something else. */
export function certificateRefusal(error: Error, host: string): SourceError | null {
  const code = String((error as NodeJS.ErrnoException).code ?? '')
  const isTls = /^(CERT_|ERR_TLS_|ERR_SSL_)|^(EPROTO|HANDSHAKE_SSL_ERROR)$/.test(code)
  const said = bySaying.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'cannot be checked'
  const why = words[code] ?? (isTls ? said : null)
  if (why === null) return null
  return new SourceError(
    'source_tls',
    `The certificate of the database at ${host} ${why}. Give this source the certificate of the authority that signed it, or choose "encrypt" to believe whoever answers.`,
  )
}
