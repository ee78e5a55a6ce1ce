import { type AuditFilter, getAudit, listAudit } from '../../accounts/audit.ts'
import type { Diagnostics, Licences } from '../../api/diagnostics.ts'
import { routes } from '../../api/routes.ts'
import type { Status } from '../../api/status.ts'
import type { Storage } from '../../api/storage.ts'
import type { Database } from '../../db/types.ts'
import { encodeCursor, readNumberCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { auditOf } from '../with-audit.ts'

export interface StatusDeps {
  status: Status
  database: Database
  readStorage: () => Promise<Storage>
  readDiagnostics: (workspaceId: string) => Promise<Diagnostics>
  readLicences: () => Licences
}

export function statusRoutes(deps: StatusDeps): Route[] {
  const { status, database } = deps
  const audit = auditOf(database)
  return [
    route(routes.status.get, async () => status),

    route(routes.status.audit, async ({ actor, query: { limit, cursor, ...query } }) => {
      const before = readNumberCursor(cursor, Number.MAX_SAFE_INTEGER)
      const filter: AuditFilter = { ...query, limit: limit + 1, before }
      const events = await listAudit(database, actor.workspaceId, filter)
      const items = events.slice(0, limit)
      const hasMore = events.length > limit
      return { items, nextCursor: hasMore ? encodeCursor(Number(items.at(-1)!.id)) : null, total: null }
    }),

    route(routes.status.auditEvent, ({ actor, params }) => getAudit(database, actor.workspaceId, params.id)),

    route(routes.status.storage, () => deps.readStorage()),

    route(routes.status.diagnostics, async ({ actor, request }) => {
      const report = await deps.readDiagnostics(actor.workspaceId)
      await audit({ actor, request }, 'diagnostics.read', '')
      return report
    }),

    route(routes.status.licences, async () => deps.readLicences()),
  ]
}
