import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { findPlanRow } from '../../plans/plans.ts'
import type { Projects } from '../../projects/projects.ts'
import { listPlanned } from '../../redirects/plan-store.ts'
import { listRedirects } from '../../redirects/run-store.ts'
import { type Route, route } from '../route.ts'

export interface RedirectRouteDeps {
  database: Database
  projects: Pick<Projects, 'record'>
}

export function redirectRoutes({ database, projects }: RedirectRouteDeps): Route[] {
  return [
    route(routes.redirects.list, async ({ params, query, actor }) => {
      const { id } = await projects.record(actor.workspaceId, params.id)
      return listRedirects(database, id, query)
    }),
    route(routes.redirects.planned, async ({ params, query, actor }) => {
      const { number } = await findPlanRow(database, actor.workspaceId, params.id)
      return listPlanned(database, number, query)
    }),
  ]
}
