import { listAudit } from '../../accounts/audit.ts'
import { routes } from '../../api/routes.ts'
import type { Status } from '../../api/status.ts'
import type { Database } from '../../db/types.ts'
import { encodeCursor, readNumberCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'

export function statusRoutes({ status, database }: { status: Status; database: Database }): Route[] {
  return [
    route(routes.status.get, async () => status),

    route(routes.status.audit, async ({ actor, query }) => {
      const before = readNumberCursor(query.cursor)
      const events = await listAudit(database, actor.workspaceId, query.limit + 1, before)
      const items = events.slice(0, query.limit)
      const hasMore = events.length > query.limit
      return { items, nextCursor: hasMore ? encodeCursor(Number(items.at(-1)!.id)) : null, total: null }
    }),
  ]
}
