// Whether an address may be asked at all, for what is no fetch, or is not fetched yet: the same rules.
import type { GuardedFetchSettings } from './guarded-fetch.ts'
import { addressesOf, checkUrl, resolveName } from './hosts.ts'
import { FetchEnd, type FetchResult } from './result.ts'

type Checked =
  /** Connections may go to these, and to no others: asking again could give another answer. */
  { kind: 'allowed'; addresses: string[] } | Exclude<FetchResult, { kind: 'answer' }>

export type AddressCheck = (url: string) => Promise<Checked>

/** `ports`: those that may be asked at any public host, in place of those of the web. */
export function createAddressCheck(
  settings: Pick<GuardedFetchSettings, 'allowedHosts' | 'blockedHosts' | 'resolve'>,
  ports?: readonly string[],
): AddressCheck {
  const rules = {
    allowedHosts: settings.allowedHosts.map((host) => host.toLowerCase()),
    blockedHosts: settings.blockedHosts.map((host) => host.toLowerCase()),
    resolve: settings.resolve ?? resolveName,
    ...(ports && { ports }),
  }
  return async (url) => {
    try {
      return { kind: 'allowed', addresses: await addressesOf(checkUrl(url, rules), rules) }
    } catch (error) {
      if (error instanceof FetchEnd && error.result.kind !== 'answer') return error.result
      throw error
    }
  }
}
