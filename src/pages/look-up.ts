// Which categories and tags a site has, for previews: quick or not at all, and asked about once a minute.
import type { Connections } from '../connections/connections.ts'
import type { Logger } from '../logger.ts'
import { targetById } from '../targets/index.ts'
import { type AssetNeed, assetKey } from '../targets/target.ts'
import type { LookUp } from './preview.ts'

const rememberMs = 60_000
/** A preview does not wait longer for Wix. */
const limitMs = 3_000
const mostRemembered = 10_000

export function createLookUp(
  { connections, logger }: { connections: Pick<Connections, 'open'>; logger: Logger },
  now: () => number = Date.now,
): LookUp {
  /** By connection and asset key; null: not there. */
  const known = new Map<string, { id: string | null; until: number }>()

  return async (project, needs) => {
    const keyOf = (need: AssetNeed) => `${project.connectionId} ${assetKey(need)}`
    const open = needs.filter((need) => (known.get(keyOf(need))?.until ?? 0) <= now())
    if (open.length > 0) {
      try {
        const { client } = await connections.open(project.connectionId)
        const signal = AbortSignal.timeout(limitMs)
        const found = await targetById(project.destination).lookUpAssets(
          { client, signal, logger, now },
          open,
        )
        if (known.size > mostRemembered) known.clear()
        for (const need of open)
          known.set(keyOf(need), { id: found.get(assetKey(need)) ?? null, until: now() + rememberMs })
      } catch (error) {
        logger.debug({ err: error, connectionId: project.connectionId }, 'a preview could not ask the site')
      }
    }
    const ids = new Map<string, string>()
    for (const need of needs) {
      const id = known.get(keyOf(need))?.id
      if (id) ids.set(assetKey(need), id)
    }
    return ids
  }
}
