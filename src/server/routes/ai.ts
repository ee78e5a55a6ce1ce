import type { Ai } from '../../ai/ai.ts'
import { routes } from '../../api/routes.ts'
import type { Shaping } from '../../data/steps/shaping.ts'
import type { Database } from '../../db/types.ts'
import { newestFirst, pageById } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { whenGone } from '../when-gone.ts'
import { withAudit } from '../with-audit.ts'

export interface AiRoutesDeps {
  ai: Ai
  shaping: Shaping
  database: Database
}

export function aiRoutes({ ai, shaping, database }: AiRoutesDeps): Route[] {
  return [...modelRoutes(ai, database), ...columnRoutes(ai, shaping, database), ...runRoutes(ai, database)]
}

function modelRoutes({ endpoints }: Ai, database: Database): Route[] {
  const { aiModels } = routes
  return [
    route(aiModels.list, async ({ actor }) => whole(await endpoints.list(actor.workspaceId))),
    route(aiModels.get, ({ actor, params }) => endpoints.get(actor.workspaceId, params.id)),
    withAudit(
      database,
      'model.created',
      route(aiModels.create, ({ actor, body }) => endpoints.create(actor.workspaceId, body)),
    ),
    withAudit(
      database,
      'model.changed',
      route(aiModels.update, ({ actor, params, body }) =>
        endpoints.update(actor.workspaceId, params.id, body),
      ),
    ),
    withAudit(
      database,
      'model.removed',
      route(aiModels.remove, ({ actor, params }) => endpoints.remove(actor.workspaceId, params.id)),
    ),
    route(aiModels.test, ({ actor, params, reply }) =>
      endpoints.test(actor.workspaceId, params.id, whenGone(reply)),
    ),
  ]
}

function columnRoutes({ columns, runs }: Ai, shaping: Shaping, database: Database): Route[] {
  const { aiColumns } = routes
  return [
    route(aiColumns.list, async ({ actor, params }) =>
      whole(await columns.list(actor.workspaceId, params.id)),
    ),
    route(aiColumns.get, ({ actor, params }) => columns.get(actor.workspaceId, params.id)),
    withAudit(
      database,
      'column.created',
      route(aiColumns.create, ({ actor, params, body }) =>
        columns.create(actor.workspaceId, params.id, body),
      ),
    ),
    withAudit(
      database,
      'column.changed',
      route(aiColumns.update, async ({ actor, params, body }) => {
        const column = await columns.update(actor.workspaceId, params.id, body)
        // Rows may have waited for this cap.
        if (body.standing) await runs.standing.lookSoon()
        return column
      }),
    ),
    withAudit(
      database,
      'column.removed',
      route(aiColumns.remove, ({ actor, params }) => columns.remove(actor.workspaceId, params.id)),
    ),
    route(aiColumns.try, ({ actor, params, body, reply }) =>
      columns.preview(actor.workspaceId, params.id, body, whenGone(reply)),
    ),
    withAudit(
      database,
      'dataset.answers_entered',
      route(aiColumns.enter, async ({ actor, params }) => {
        const { steps } = await shaping.ofDataset(actor.workspaceId, params.id)
        return shaping.change(actor.workspaceId, params.id, steps)
      }),
    ),
    route(aiColumns.estimate, ({ actor, params, reply }) =>
      columns.estimate(actor.workspaceId, params.id, whenGone(reply)),
    ),
    route(aiColumns.answers, async ({ actor, params, query, reply }) => {
      const { which, limit, cursor } = query
      const page = { which, limit, after: Number(cursor ?? 0) }
      const { items, nextLine } = await columns.answers(actor.workspaceId, params.id, page, whenGone(reply))
      return { items, nextCursor: nextLine === null ? null : String(nextLine), total: null }
    }),
  ]
}

function runRoutes({ runs }: Ai, database: Database): Route[] {
  const { aiColumns, aiRuns } = routes
  return [
    route(aiColumns.runs, async ({ actor, params, query }) => {
      const { limit, before } = newestFirst(query)
      const items = await runs.list(actor.workspaceId, params.id, { before, limit })
      return pageById(items, limit)
    }),
    withAudit(
      database,
      'column.run',
      route(aiColumns.run, ({ actor, params, body }) =>
        runs.start(actor.workspaceId, params.id, body, actor.name),
      ),
    ),
    route(aiRuns.get, ({ actor, params }) => runs.get(actor.workspaceId, params.id)),
    withAudit(
      database,
      'column.cancelled',
      route(aiRuns.cancel, ({ actor, params }) => runs.cancel(actor.workspaceId, params.id)),
    ),
  ]
}

/** A list that is never long enough for pages. */
function whole<T>(items: T[]) {
  return { items, nextCursor: null, total: items.length }
}
