import { recordAudit } from '../../accounts/audit.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import type { Projects } from '../../projects/projects.ts'
import { type Actor, type Route, route } from '../route.ts'

export interface ProjectRoutesDeps {
  database: Database
  projects: Projects
}

export function projectRoutes({ database, projects }: ProjectRoutesDeps): Route[] {
  const audit = (actor: Actor, action: string, subject: string, detail?: Record<string, unknown>) =>
    recordAudit(database, {
      workspaceId: actor.workspaceId,
      actor: actor.name,
      action,
      subject,
      ...(detail && { detail }),
    })

  return [
    route(routes.projects.list, async ({ actor }) => ({ items: await projects.list(actor.workspaceId) })),

    route(routes.projects.get, ({ actor, params }) => projects.get(actor.workspaceId, params.id)),

    route(routes.projects.create, async ({ actor, body }) => {
      const project = await projects.create(actor.workspaceId, body)
      await audit(actor, 'project.created', project.id, { name: project.name })
      return project
    }),

    route(routes.projects.update, async ({ actor, params, body }) => {
      const project = await projects.update(actor.workspaceId, params.id, body)
      await audit(actor, 'project.changed', project.id, { changed: Object.keys(body) })
      return project
    }),

    route(routes.projects.fields, ({ actor, params }) => projects.fields(actor.workspaceId, params.id)),

    route(routes.projects.refresh, ({ actor, params }) => projects.refresh(actor.workspaceId, params.id)),

    route(routes.projects.remove, async ({ actor, params }) => {
      await projects.remove(actor.workspaceId, params.id)
      await audit(actor, 'project.deleted', params.id)
    }),
  ]
}
