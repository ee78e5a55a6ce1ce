// What rendering needs to know about a project, read once.
import { countRows, datasetVersion } from '../data/datasets.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { type ProjectRecord, targetOptions } from '../projects/project-record.ts'
import { type AnyTarget, targetById } from '../targets/index.ts'
import type { TemplateSource } from '../templates/render-row.ts'
import type { PageMaker } from './page.ts'

export interface ProjectParts extends PageMaker {
  target: AnyTarget
  rowSetId: string
  rowCount: number
  template: TemplateSource
}

export interface PartsChoice {
  /** Rows of an earlier version of the dataset; the present ones unless told. */
  rowSetId?: string
  /** A saved version of the template; the newest unless told. */
  templateVersion?: number
  /** Texts that were not saved yet, in place of the template's. */
  fields?: Record<string, string>
  /** Options that were not saved yet. */
  options?: Record<string, unknown>
}

interface Row {
  fields: Record<string, string> | null
  site_url: string | null
}

export async function readParts(
  queries: Queries,
  project: ProjectRecord,
  choice: PartsChoice = {},
): Promise<ProjectParts> {
  const { rows } = await queries.query<Row>(
    `select c.site_url,
            case when $2::int is null then t.fields else
              (select v.fields from template_versions v where v.template_id = t.id and v.version = $2) end as fields
       from projects p
       join templates t on t.id = p.template_id
       join connections c on c.id = p.connection_id
      where p.id = $1`,
    [project.id, choice.templateVersion ?? null],
  )
  const row = rows[0]
  const rowSetId = choice.rowSetId ?? (await datasetVersion(queries, project.datasetId))?.rowSetId
  if (!row || rowSetId === undefined)
    throw new AppError('not_found', 'This project does not exist; it may have been deleted.')
  const rowCount = await countRows(queries, rowSetId)
  if (rowCount === null)
    throw new AppError(
      'stale',
      'The rows this was made from have been replaced since. Start again from the present rows.',
    )
  if (row.fields === null)
    throw new AppError(
      'stale',
      'This version of the template does not exist any more. Start again from the newest.',
    )
  const target = targetById(project.destination)
  const options = targetOptions({ ...project, ...(choice.options && { options: choice.options }) })
  return {
    target,
    options,
    projectId: project.id,
    siteUrl: row.site_url,
    rowSetId,
    rowCount,
    template: {
      fields: choice.fields ?? row.fields,
      kinds: Object.fromEntries(target.fields(options).map((field) => [field.name, field.kind])),
    },
  }
}
