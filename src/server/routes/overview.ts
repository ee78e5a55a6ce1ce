import { routes } from '../../api/routes.ts'
import type { Overviews } from '../../overview/overview.ts'
import { type Route, route } from '../route.ts'

export function overviewRoutes({ overviews }: { overviews: Overviews }): Route[] {
  return [
    route(routes.overview.all, ({ actor }) => overviews.all(actor.workspaceId)),
    route(routes.overview.project, ({ actor, params }) => overviews.project(actor.workspaceId, params.id)),
  ]
}
