// How a site stands today against its daily limit: what went out, whoever sent it, and what is still to come.
import type { SiteDay } from '../api/daily-limit.ts'
import { findTimeZone } from '../connections/store.ts'
import type { Queries } from '../db/types.ts'
import { countPublishedBetween } from '../pages/read-ledger.ts'
import { listProjectsOnConnections } from '../projects/by-connection.ts'
import { ceilingOf } from './ceilings.ts'
import { instantOf, localDateOf, plusDays } from './local-time.ts'
import { countComing } from './slot-lists.ts'
import { goingOfConnection } from './store.ts'

export async function readSiteDay(queries: Queries, connectionId: string): Promise<SiteDay> {
  const schedules = await goingOfConnection(queries, connectionId)
  const timeZone = (await findTimeZone(queries, connectionId)) ?? schedules.at(-1)?.rule.timeZone ?? 'UTC'
  const now = queries.now()
  const date = localDateOf(now, timeZone)
  const projects = await listProjectsOnConnections(queries, [connectionId])
  return {
    perDay: await ceilingOf(queries, connectionId),
    date,
    timeZone,
    sent: await countPublishedBetween(
      queries,
      projects.map((project) => project.id),
      { from: instantOf(date, 0, timeZone), until: now },
    ),
    coming: await countComing(
      queries,
      schedules.filter(({ state }) => state === 'active').map(({ id }) => id),
      instantOf(plusDays(date, 1), 0, timeZone),
    ),
  }
}
