import { routes } from '../../api/routes.ts'
import type { Projects } from '../../projects/projects.ts'
import { presentDestination, targets } from '../../targets/index.ts'
import { type Route, route } from '../route.ts'

export function destinationRoutes({ projects }: { projects: Pick<Projects, 'fieldsFor'> }): Route[] {
  return [
    route(routes.destinations.list, async () => ({ items: targets.map(presentDestination) })),
    route(routes.destinations.fields, ({ actor, body }) => projects.fieldsFor(actor.workspaceId, body)),
  ]
}
