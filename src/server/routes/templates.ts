import type { z } from 'zod'
import type { FieldSpec } from '../../api/destination.ts'
import { listAsAsked } from '../../api/list-order.ts'
import type { Problem } from '../../api/problem.ts'
import { routes } from '../../api/routes.ts'
import type { templateCheckInputSchema } from '../../api/template.ts'
import { templateList } from '../../api/whole-lists.ts'
import { getDataset } from '../../data/datasets.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { projectsOfTemplate } from '../../projects/project-store.ts'
import type { Projects } from '../../projects/projects.ts'
import type { TemplateCheck } from '../../templates/check.ts'
import { discardDraft, forgetDraft, getDraft, keepDraft, listDrafts } from '../../templates/drafts.ts'
import { listFilters } from '../../templates/filters/list.ts'
import {
  createTemplate,
  getTemplate,
  listTemplates,
  removeTemplate,
  updateTemplate,
} from '../../templates/store.ts'
import { getVersion, listVersions, restoreVersion } from '../../templates/versions.ts'
import { cursorAfter, readNumberCursor } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { whenGone } from '../when-gone.ts'
import { withAudit } from '../with-audit.ts'

type CheckInput = z.output<typeof templateCheckInputSchema>

export interface TemplatesRoutesDeps {
  database: Database
  /** What is known of a destination, or null when there is none with this id. */
  findFields(destination: string): { fields: FieldSpec[]; dependsOnSite: boolean } | null
  projects: Pick<Projects, 'fields'>
  /** What is wrong with a template whatever the row, away from this process. */
  checkTemplate(template: TemplateCheck, asker: { askedBy: string; signal: AbortSignal }): Promise<Problem[]>
}

export function templatesRoutes({
  database,
  findFields,
  projects,
  checkTemplate,
}: TemplatesRoutesDeps): Route[] {
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
    route(routes.templates.list, async ({ actor, query }) =>
      listAsAsked(await listTemplates(database, actor.workspaceId), query, templateList),
    ),
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
      route(routes.templates.update, async ({ actor, params, body: { draftRevision, ...changes } }) => {
        const saved = await updateTemplate(database, actor.workspaceId, actor.name, params.id, changes)
        // Killed in between, the draft stays and says the same as the version.
        if (draftRevision !== undefined)
          await forgetDraft(database, { templateId: params.id, userId: actor.userId }, draftRevision)
        return saved
      }),
    ),
    withAudit(
      database,
      'template.deleted',
      route(routes.templates.remove, async ({ actor, params }) => {
        await removeTemplate(database, actor.workspaceId, params.id, projectsOfTemplate)
        return undefined
      }),
    ),
    route(routes.templates.versions, async ({ actor, params, query: { limit, cursor } }) => {
      const place = { before: readNumberCursor(cursor), limit }
      const items = await listVersions(database, actor.workspaceId, params.id, place)
      return { items, nextCursor: cursorAfter(items, limit, ({ version }) => version), total: null }
    }),
    route(routes.templates.version, ({ actor, params: { id, version } }) =>
      getVersion(database, actor.workspaceId, id, version),
    ),
    withAudit(
      database,
      'template.restored',
      route(routes.templates.restore, ({ actor, params: { id, version }, body }) =>
        restoreVersion(database, actor.workspaceId, actor.name, id, { version, ...body }),
      ),
    ),
    route(routes.templates.drafts, async ({ actor }) => ({
      items: await listDrafts(database, actor.workspaceId, actor.userId),
    })),
    route(routes.templates.draft, ({ actor, params }) => getDraft(database, ownerOf(actor, params.id))),
    route(routes.templates.keepDraft, ({ actor, params, body }) =>
      keepDraft(database, ownerOf(actor, params.id), actor.name, body),
    ),
    route(routes.templates.discardDraft, async ({ actor, params, query }) => {
      await discardDraft(database, ownerOf(actor, params.id), query.revision)
      return undefined
    }),
    route(routes.templates.check, async ({ actor, body, reply }) => {
      const kinds = await kindsOf(actor.workspaceId, body)
      const dataset =
        body.datasetId === null ? null : await getDataset(database, actor.workspaceId, body.datasetId)
      const columns = dataset ? dataset.columns.map((column) => column.name) : null
      const template = { fields: body.fields, kinds, columns }
      const asker = { askedBy: actor.userId, signal: whenGone(reply) }
      return { problems: await checkTemplate(template, asker) }
    }),
    route(routes.templates.filters, async () => ({ items: listFilters() })),
  ]
}

function ownerOf({ workspaceId, userId }: { workspaceId: string; userId: string }, templateId: string) {
  return { workspaceId, userId, templateId }
}
