// What a destination works with while it talks to a site. Part of the contract of target.ts.
import type { Logger } from '../logger.ts'
import type { WixClient } from '../wix/index.ts'

/** What a target may use while it talks to the site. Every call it makes goes through `client`. */
export interface TargetContext {
  client: WixClient
  signal: AbortSignal
  logger: Logger
  /** Milliseconds since 1970, injected so that tests need not wait. */
  now: () => number
  /** Address of the site without a slash at its end; null when it is not known. */
  siteUrl: string | null
}
