// Name and address of a site, as Wix reports them.
import { isWixError, type WixClient, type WixError } from '../wix/index.ts'
import type { Verdict } from './probes.ts'

export interface SiteFacts {
  name: string | null
  url: string | null
}

export interface SiteReading {
  site: SiteFacts
  verdict: Verdict
  error: WixError | null
}

export async function readSite(client: WixClient, signal: AbortSignal): Promise<SiteReading> {
  try {
    const { siteDisplayName, businessName } = await client.siteProperties.get({}, { signal })
    const urls = await client.siteUrls.published({ signal }).catch(ignoreRefusal)
    const url = (urls.find((one) => one.primary) ?? urls[0])?.url ?? null
    return { site: { name: siteDisplayName || businessName || null, url }, verdict: 'granted', error: null }
  } catch (error) {
    if (!isWixError(error)) throw error
    const isRefusal = error.kind === 'forbidden' || error.kind === 'auth'
    return { site: { name: null, url: null }, verdict: isRefusal ? 'missing' : 'unknown', error }
  }
}

/** The address has a permission of its own; without it the name is good enough. */
function ignoreRefusal(error: unknown): [] {
  if (isWixError(error)) return []
  throw error
}
