import { routes } from '../../api/routes.ts'
import type { TemplateCoverage } from '../../pages/coverage.ts'
import { type Route, route } from '../route.ts'

export function coverageRoutes({ coverage }: { coverage: TemplateCoverage }): Route[] {
  return [
    route(routes.coverage.get, ({ actor, params }) => coverage.get(actor.workspaceId, params.id)),
    route(routes.coverage.start, ({ actor, params }) => coverage.start(actor.workspaceId, params.id)),
  ]
}
