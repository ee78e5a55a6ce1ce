import type { z } from 'zod'
import type { FieldSpec } from '../../api/destination.ts'
import { routes } from '../../api/routes.ts'
import type { templateCheckInputSchema } from '../../api/template.ts'
import { getDataset } from '../../data/datasets.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { projectsOfTemplate } from '../../projects/project-store.ts'
import type { Projects } from '../../projects/projects.ts'
import { checkTemplate } from '../../templates/check.ts'
import { listFilters } from '../../templates/filters/list.ts'
import {
  createTemplate,
  getTemplate,
  listTemplates,
  removeTemplate,
  updateTemplate,
} from '../../templates/store.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

type CheckInput = z.output<typeof templateCheckInputSchema>

export interface TemplatesRoutesDeps {
  database: Database
  /** What is known of a destination, or null when there is none with this id. */
  findFields(destination: string): { fields: FieldSpec[]; dependsOnSite: boolean } | null
  projects: Pick<Projects, 'fields'>
}

export function templatesRoutes({ database, findFields, projects }: TemplatesRoutesDeps): Route[] {
  function destinationOf(destination: string) {
    const found = findFields(destination)
    if (found) return found
    throw new AppError(
      'bad_request',
      `There is no destination "${destination}". Choose one of the list of destinations.`,
    )
  }

  /** Where the fields depend on the site and no project says which, no name of a field is wrong. */
  async function kindsOf(workspaceId: string, body: CheckInput): Promise<Record<string, FieldSpec['kind']>> {
    const { fields, dependsOnSite } = destinationOf(body.destination)
    const own = body.projectId === null ? null : await projects.fields(workspaceId, body.projectId)
    const unknown = dependsOnSite && own === null ? Object.keys(body.fields) : []
    return {
      ...Object.fromEntries(unknown.map((name) => [name, 'html' as const])),
      ...Object.fromEntries(
        (own?.fields ?? fields).filter((field) => !field.unwritable).map((field) => [field.name, field.kind]),
      ),
    }
  }

  return [
    route(routes.templates.list, async ({ actor }) => ({
      items: await listTemplates(database, actor.workspaceId),
    })),
    route(routes.templates.get, ({ actor, params }) => getTemplate(database, actor.workspaceId, params.id)),
    withAudit(
      database,
      'template.created',
      route(routes.templates.create, ({ actor, body }) => {
        destinationOf(body.destination)
        return createTemplate(database, actor.workspaceId, actor.name, body)
      }),
    ),
    withAudit(
      database,
      'template.changed',
      route(routes.templates.update, ({ actor, params, body }) =>
        updateTemplate(database, actor.workspaceId, actor.name, params.id, body),
      ),
    ),
    withAudit(
      database,
      'template.deleted',
      route(routes.templates.remove, async ({ actor, params }) => {
        await removeTemplate(database, actor.workspaceId, params.id, projectsOfTemplate)
        return undefined
      }),
    ),
    route(routes.templates.check, async ({ actor, body }) => {
      const kinds = await kindsOf(actor.workspaceId, body)
      const dataset =
        body.datasetId === null ? null : await getDataset(database, actor.workspaceId, body.datasetId)
      const columns = dataset ? dataset.columns.map((column) => column.name) : null
      return { problems: checkTemplate({ fields: body.fields, kinds, columns }) }
    }),
    route(routes.templates.filters, async () => ({ items: listFilters() })),
  ]
}
