import { routes } from '../../api/routes.ts'
import type { Shaping } from '../../data/steps/shaping.ts'
import type { Database } from '../../db/types.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

export function stepRoutes({ shaping, database }: { shaping: Shaping; database: Database }): Route[] {
  const { steps } = routes
  return [
    route(steps.get, ({ actor, params }) => shaping.ofDataset(actor.workspaceId, params.id)),
    route(steps.preview, ({ actor, params, body }) =>
      shaping.previewDataset(actor.workspaceId, params.id, body.steps),
    ),
    withAudit(
      database,
      'dataset.steps_changed',
      route(steps.set, ({ actor, params, body }) => shaping.change(actor.workspaceId, params.id, body.steps)),
    ),
    withAudit(
      database,
      'dataset.copied',
      route(steps.copy, ({ actor, params, body }) => shaping.copy(actor.workspaceId, params.id, body)),
    ),
    route(steps.ofImport, async ({ actor, params }) => ({
      steps: await shaping.ofImport(actor.workspaceId, params.id),
    })),
    route(steps.previewImport, ({ actor, params, body }) =>
      shaping.previewImport(actor.workspaceId, params.id, body.steps),
    ),
    route(steps.setImport, ({ actor, params, body }) =>
      shaping.changeImport(actor.workspaceId, params.id, body.steps),
    ),
  ]
}
