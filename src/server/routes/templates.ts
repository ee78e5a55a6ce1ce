import type { FieldSpec } from '../../api/destination.ts'
import { routes } from '../../api/routes.ts'
import { getDataset } from '../../data/datasets.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
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

export interface TemplatesRoutesDeps {
  database: Database
  /** The fields of a destination, or null when there is none with this id. */
  findFields(destination: string): FieldSpec[] | null
}

export function templatesRoutes({ database, findFields }: TemplatesRoutesDeps): Route[] {
  function fieldsOf(destination: string): FieldSpec[] {
    const fields = findFields(destination)
    if (fields) return fields
    throw new AppError(
      'bad_request',
      `There is no destination "${destination}". Choose one of the list of destinations.`,
    )
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
        fieldsOf(body.destination)
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
        await removeTemplate(database, actor.workspaceId, params.id)
        return undefined
      }),
    ),
    route(routes.templates.check, async ({ actor, body }) => {
      const kinds = Object.fromEntries(fieldsOf(body.destination).map((field) => [field.name, field.kind]))
      const dataset =
        body.datasetId === null ? null : await getDataset(database, actor.workspaceId, body.datasetId)
      const columns = dataset ? dataset.columns.map((column) => column.name) : null
      return { problems: checkTemplate({ fields: body.fields, kinds, columns }) }
    }),
    route(routes.templates.filters, async () => ({ items: listFilters() })),
  ]
}
