// A simulated Wix site with a blog, and what a destination needs to talk to it.
import { silentLogger } from '../../src/logger.ts'
import { type Control, type NewSite, type Simulator, startSimulator } from '../../src/simulator/index.ts'
import type { TargetContext } from '../../src/targets/target.ts'
import { createWixClient, type WixClient } from '../../src/wix/index.ts'

export interface BlogSite {
  simulator: Simulator
  control: Control
  siteId: string
  siteUrl: string
  authorId: string
  client: WixClient
  ctx: TargetContext
  /** Method and path of every API call since the last time this was asked, oldest first. */
  calls(): string[]
  close(): Promise<void>
}

export async function startBlogSite(
  given: { site?: NewSite; permissions?: string[]; headersMs?: number } = {},
): Promise<BlogSite> {
  const simulator = await startSimulator({ ratePerMinute: 0 })
  const { control } = simulator
  const { site, members } = control.createSite(given.site)
  const key = control.createKey({
    sites: [site.id],
    ...(given.permissions && { permissions: given.permissions }),
  })
  const timeouts =
    given.headersMs === undefined ? {} : { headersMs: given.headersMs, slowHeadersMs: given.headersMs }
  const client = createWixClient({
    baseUrl: simulator.url,
    auth: { kind: 'apiKey', apiKey: key.key, siteId: site.id },
    timeouts,
  })
  const ctx = {
    client,
    signal: new AbortController().signal,
    logger: silentLogger,
    now: Date.now,
    siteUrl: site.url,
  }
  return {
    simulator,
    control,
    siteId: site.id,
    siteUrl: site.url,
    authorId: members[0]!.id,
    client,
    ctx,
    calls() {
      const calls = control.requests().map((entry) => `${String(entry['method'])} ${String(entry['path'])}`)
      control.clearRequests()
      return calls
    },
    close: () => simulator.close(),
  }
}
