import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { readFirstSteps, saveFirstSteps } from '../../sample/first-steps.ts'
import type { Samples } from '../../sample/sample.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

export function sampleRoutes({ samples, database }: { samples: Samples; database: Database }): Route[] {
  return [
    route(routes.sample.get, ({ actor }) => samples.get(actor.workspaceId)),
    withAudit(
      database,
      'sample.made',
      route(routes.sample.make, ({ actor }) => samples.make(actor.workspaceId)),
    ),
    withAudit(
      database,
      'sample.removed',
      route(routes.sample.remove, async ({ actor }) => {
        await samples.remove(actor.workspaceId)
        return undefined
      }),
    ),
    route(routes.firstSteps.get, ({ actor }) => readFirstSteps(database, actor.userId)),
    route(routes.firstSteps.update, ({ actor, body }) => saveFirstSteps(database, actor.userId, body)),
  ]
}
