import { listAsAsked } from '../../api/list-order.ts'
import { routes } from '../../api/routes.ts'
import { projectList } from '../../api/whole-lists.ts'
import type { Database } from '../../db/types.ts'
import type { Projects } from '../../projects/projects.ts'
import { type Route, route } from '../route.ts'
import { auditOf } from '../with-audit.ts'

export interface ProjectRoutesDeps {
  database: Database
  projects: Projects
}

export function projectRoutes({ database, projects }: ProjectRoutesDeps): Route[] {
  const audit = auditOf(database)

  return [
    route(routes.projects.list, async ({ actor, query }) =>
      listAsAsked(await projects.list(actor.workspaceId), query, projectList),
    ),

    route(routes.projects.get, ({ actor, params }) => projects.get(actor.workspaceId, params.id)),

    route(routes.projects.create, async ({ actor, body, request }) => {
      const project = await projects.create(actor.workspaceId, body)
      await audit({ actor, request }, 'project.created', project.id, { name: project.name })
      return project
    }),

    route(routes.projects.update, async ({ actor, params, body, request }) => {
      const project = await projects.update(actor.workspaceId, params.id, body)
      await audit({ actor, request }, 'project.changed', project.id, { changed: Object.keys(body) })
      return project
    }),

    route(routes.projects.fields, ({ actor, params }) => projects.fields(actor.workspaceId, params.id)),

    route(routes.projects.refresh, ({ actor, params }) => projects.refresh(actor.workspaceId, params.id)),

    route(routes.projects.remove, async ({ actor, params, request }) => {
      await projects.remove(actor.workspaceId, params.id)
      await audit({ actor, request }, 'project.deleted', params.id)
    }),
  ]
}
