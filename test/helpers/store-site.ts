// A simulated Wix site with a store, and what a destination needs to talk to it.
import type { NewSite } from '../../src/simulator/index.ts'
import { type BlogSite, startBlogSite } from './blog-site.ts'
import { writeCalls } from './write-calls.ts'

export type StoreSite = BlogSite & {
  /** Calls that write, as `METHOD path`, since calls were last asked for. */
  writes(): string[]
}

/** Searches and queries show everything at once unless the switches say otherwise. */
export async function startStoreSite(given: {
  catalog: 'V1' | 'V3'
  site?: NewSite
  permissions?: string[]
  headersMs?: number
}): Promise<StoreSite> {
  const { catalog, site, ...rest } = given
  const switches = { searchLagMs: 0, categoryWriteMs: 5, ...site?.switches }
  const started = await startBlogSite({
    ...rest,
    site: { installedApps: ['stores'], ...site, catalogVersion: catalog, switches },
  })
  return {
    ...started,
    writes() {
      const writes = writeCalls(started.control.requests() as unknown as Record<string, unknown>[])
      started.control.clearRequests()
      return writes
    },
  }
}
