import { routes } from '../../api/routes.ts'
import { isInKeyOrder } from '../../pages/list-pages.ts'
import type { Pages } from '../../pages/pages.ts'
import { encodeCursor, readNumberCursor, readTextCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'

export function pageRoutes({ pages }: { pages: Pages }): Route[] {
  return [
    route(routes.pages.list, async ({ actor, params, query }) => {
      const { limit, cursor, ...filter } = query
      const after = isInKeyOrder(filter) ? readTextCursor(cursor) : readNumberCursor(cursor)
      const { items, next, total } = await pages.list(actor.workspaceId, params.id, filter, { after, limit })
      return { items, nextCursor: next === null ? null : encodeCursor(next), total }
    }),

    route(routes.pages.get, ({ actor, params }) => pages.get(actor.workspaceId, params.id, params.rowKey)),

    route(routes.pages.preview, ({ actor, params, body }) =>
      pages.preview(actor.workspaceId, params.id, {
        fields: body.fields,
        ...(body.options && { options: body.options }),
        ...(body.rowKey !== undefined && { rowKey: body.rowKey }),
      }),
    ),

    route(routes.pages.check, ({ actor, params }) => pages.check(actor.workspaceId, params.id)),

    route(routes.pages.lastCheck, ({ actor, params }) => pages.lastCheck(actor.workspaceId, params.id)),

    route(routes.projects.compareConverters, ({ actor, params }) =>
      pages.compareConverters(actor.workspaceId, params.id),
    ),
  ]
}
