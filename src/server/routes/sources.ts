import { listAsAsked } from '../../api/list-order.ts'
import { routes } from '../../api/routes.ts'
import { sourceList } from '../../api/whole-lists.ts'
import { listDatasets } from '../../data/datasets.ts'
import type { Database } from '../../db/types.ts'
import type { Sources } from '../../sources/sources.ts'
import { bearerOf } from '../authenticate.ts'
import { newestFirst, pageById } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { auditOf, withAudit } from '../with-audit.ts'

export function sourceRoutes({ sources, database }: { sources: Sources; database: Database }): Route[] {
  const endpoints = routes.sources
  const audit = auditOf(database)
  return [
    route(endpoints.kinds, async () => ({ items: sources.kinds() })),
    route(endpoints.list, async ({ actor, query }) => {
      const datasets = await listDatasets(database, actor.workspaceId)
      const names = new Map(datasets.map(({ id, name }) => [id, name]))
      const words = sourceList((id) => names.get(id))
      return listAsAsked(await sources.list(actor.workspaceId), query, words)
    }),
    route(endpoints.get, ({ actor, params }) => sources.get(actor.workspaceId, params.id)),
    route(endpoints.test, ({ actor, body }) => sources.test(actor.workspaceId, body)),
    route(endpoints.create, async (call) => {
      const created = await sources.create(call.actor.workspaceId, call.body)
      await audit(call, 'source.connected', created.source.id, { name: created.source.title })
      return created
    }),
    withAudit(
      database,
      'source.changed',
      route(endpoints.update, ({ actor, params, body }) =>
        sources.update(actor.workspaceId, params.id, body),
      ),
    ),
    withAudit(
      database,
      'source.removed',
      route(endpoints.remove, async ({ actor, params }) => {
        await sources.remove(actor.workspaceId, params.id)
        return undefined
      }),
    ),
    withAudit(
      database,
      'source.refreshed',
      route(endpoints.refresh, ({ actor, params }) => sources.refresh(actor.workspaceId, params.id)),
    ),
    route(endpoints.refreshes, async ({ actor, params, query }) => {
      const page = newestFirst(query)
      return pageById(await sources.refreshes(actor.workspaceId, params.id, page), page.limit)
    }),
    withAudit(
      database,
      'source.hook_made',
      route(endpoints.hook, ({ actor, params }) => sources.newHook(actor.workspaceId, params.id)),
    ),
    withAudit(
      database,
      'source.hook_removed',
      route(endpoints.removeHook, async ({ actor, params }) => {
        await sources.removeHook(actor.workspaceId, params.id)
        return undefined
      }),
    ),
    route(endpoints.call, async ({ params, query, request }) => {
      await sources.call(params.id, bearerOf(request) ?? query.key ?? '')
      return { accepted: true as const }
    }),
  ]
}
