import { routes } from '../../api/routes.ts'
import type { Connections } from '../../connections/connections.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'
import {
  listImageRemovals,
  listUnusedImages,
  restoreRemovedImages,
  trashUnusedImages,
} from '../../pages/unused-images.ts'
import { liveRunsOf } from '../../runs/runs-of.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

/** Longer than a few thousand files take under Wix's limit. */
const mostMs = 120_000

export function imageRoutes(deps: { connections: Connections; database: Database; logger: Logger }): Route[] {
  const { connections, database } = deps
  return [
    route(routes.images.unused, async ({ actor, params }) => {
      const { id } = await connections.get(actor.workspaceId, params.id)
      return { items: await listUnusedImages(database, id), removals: await listImageRemovals(database, id) }
    }),
    withAudit(
      database,
      'connection.images_trashed',
      route(routes.images.trash, async ({ actor, params, body }) => {
        const { id } = await connections.get(actor.workspaceId, params.id)
        // A run may be about to use what nothing uses yet.
        if ((await liveRunsOf(database, [id])).length > 0)
          throw new AppError(
            'conflict',
            'A run of this site is in progress. Wait until it is done, then try again.',
          )
        return trashUnusedImages(deps, actor, id, body.fileIds ?? null, AbortSignal.timeout(mostMs))
      }),
    ),
    withAudit(
      database,
      'connection.images_restored',
      route(routes.images.restore, ({ actor, params }) =>
        restoreRemovedImages(deps, actor, params.id, AbortSignal.timeout(mostMs)),
      ),
    ),
  ]
}
