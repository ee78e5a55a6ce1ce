import type { WixError } from './errors.ts'
import type { Call } from './send.ts'

/** Puts a credential on calls. */
export interface Authorizer {
  headers(call: Call, signal: AbortSignal | undefined): Promise<Record<string, string>>
  /** After a refusal: whether the same call deserves one more try with another credential. */
  renew(refusal: WixError, sent: Record<string, string>): boolean
  /** The current access token; only apps have one. */
  token?: (signal: AbortSignal | undefined) => Promise<string>
}
