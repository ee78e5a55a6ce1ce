import type { PageSummary } from '../../api/page.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { hasPlaces, hasTextPositions } from '../../pages/list-pages.ts'
import type { Pages } from '../../pages/pages.ts'
import { pageLine, pagesHeader } from '../../pages/pages-csv.ts'
import { encodeCursor, noPlaces, readNumberCursor, readTextCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { sendCsv } from '../send-csv.ts'
import { whenGone } from '../when-gone.ts'
import { withAudit } from '../with-audit.ts'

export function pageRoutes({ pages, database }: { pages: Pages; database: Database }): Route[] {
  return [
    route(routes.pages.list, async ({ actor, params, query }) => {
      const { limit, cursor, offset, ...filter } = query
      if (offset !== undefined && !hasPlaces(filter)) throw noPlaces()
      const after = hasTextPositions(filter) ? readTextCursor(cursor) : readNumberCursor(cursor)
      const { next, ...list } = await pages.list(
        actor.workspaceId,
        params.id,
        filter,
        { after, limit, ...(offset !== undefined && { offset }) },
        actor.userId,
      )
      return { ...list, nextCursor: next === null ? null : encodeCursor(next) }
    }),

    route(routes.pages.counts, ({ actor, params, query }) =>
      pages.counts(actor.workspaceId, params.id, query),
    ),

    withAudit(
      database,
      'project.pages_downloaded',
      route(routes.pages.csv, async ({ actor, params, query, reply }) => {
        // What refuses the request does so before the file begins.
        const parts = pages.all(actor.workspaceId, params.id, query)
        const first = await parts.next()
        await sendCsv(reply, `pages-${params.id}.csv`, pagesHeader, pageLines(first, parts))
      }),
    ),

    route(routes.pages.get, ({ actor, params }) =>
      pages.get(actor.workspaceId, params.id, params.rowKey, actor.userId),
    ),

    withAudit(
      database,
      'project.field_left',
      route(routes.pages.detach, ({ actor, params, body }) =>
        pages.detach(actor.workspaceId, params.id, params.rowKey, body, actor.userId),
      ),
    ),

    route(routes.pages.preview, ({ actor, params, body, reply }) =>
      pages.preview(
        actor.workspaceId,
        params.id,
        {
          fields: body.fields,
          ...(body.options && { options: body.options }),
          ...(body.rowKey !== undefined && { rowKey: body.rowKey }),
        },
        actor.userId,
        whenGone(reply),
      ),
    ),

    route(routes.pages.pick, ({ actor, params, query }) =>
      pages.pick(actor.workspaceId, params.id, query.choice, query.from),
    ),

    route(routes.pages.check, ({ actor, params }) => pages.check(actor.workspaceId, params.id)),

    route(routes.pages.lastCheck, ({ actor, params }) => pages.lastCheck(actor.workspaceId, params.id)),

    route(routes.projects.compareConverters, ({ actor, params }) =>
      pages.compareConverters(actor.workspaceId, params.id, actor.userId),
    ),
  ]
}

async function* pageLines(
  first: IteratorResult<PageSummary[]>,
  rest: AsyncIterable<PageSummary[]>,
): AsyncGenerator<string> {
  if (first.done) return
  yield first.value.map(pageLine).join('')
  for await (const pages of rest) yield pages.map(pageLine).join('')
}
