// Which categories and tags a site has, for previews: quick or not at all, and asked about once a minute.
import type { Connections } from '../connections/connections.ts'
import type { Logger } from '../logger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { type AssetIds, type AssetNeed, assetKey } from '../targets/target.ts'
import type { LookUp } from './preview.ts'

const rememberMs = 60_000
/** A site that does not answer is left alone for so long, or every preview would wait for it. */
const afterFailureMs = 15_000
/** A preview does not wait longer for Wix. */
const limitMs = 3_000
const mostRemembered = 10_000

export function createLookUp(
  { connections, logger }: { connections: Pick<Connections, 'open'>; logger: Logger },
  now: () => number = Date.now,
): LookUp {
  /** By connection and asset key; null: not there. */
  const known = new Map<string, { id: string | null; until: number }>()

  async function ask(project: ProjectRecord, needs: AssetNeed[]): Promise<AssetIds | null> {
    try {
      const { client, connection } = await connections.open(project.connectionId)
      const signal = AbortSignal.timeout(limitMs)
      const ctx = { client, signal, logger, now, siteUrl: connection.siteUrl }
      return await targetById(project.destination).lookUpAssets(ctx, needs)
    } catch (error) {
      logger.debug({ err: error, connectionId: project.connectionId }, 'a preview could not ask the site')
      return null
    }
  }

  return async (project, needs) => {
    const keyOf = (need: AssetNeed) => `${project.connectionId} ${assetKey(need)}`
    const open = needs.filter((need) => (known.get(keyOf(need))?.until ?? 0) <= now())
    if (open.length > 0) {
      const found = await ask(project, open)
      if (known.size > mostRemembered) known.clear()
      const until = now() + (found ? rememberMs : afterFailureMs)
      for (const need of open) known.set(keyOf(need), { id: found?.get(assetKey(need)) ?? null, until })
    }
    const ids = new Map<string, string>()
    for (const need of needs) {
      const id = known.get(keyOf(need))?.id
      if (id) ids.set(assetKey(need), id)
    }
    return ids
  }
}
