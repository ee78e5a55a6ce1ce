// What rendering needs to know about a project, read once.
import { findSiteUrl } from '../connections/store.ts'
import { type DatasetVersion, datasetVersion, findRowSet } from '../data/datasets.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { type ProjectRecord, targetOptions } from '../projects/project-record.ts'
import { type AnyTarget, targetById } from '../targets/index.ts'
import type { TemplateSource } from '../templates/render-row.ts'
import { findTemplateFields, findTemplateVersion } from '../templates/store.ts'
import type { PageMaker } from './page.ts'
import type { PageSource } from './render-job.ts'

export interface ProjectParts extends PageMaker {
  target: AnyTarget
  rowSetId: string
  rowCount: number
  template: TemplateSource
}

/** The same for the render processes. */
export function sourceOf({ template, target, options, projectId, siteUrl }: ProjectParts): PageSource {
  return { template, destination: target.id, options, projectId, siteUrl }
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

/** Throws `stale` when the rows or the version of the template that were chosen are no longer there. */
export async function readParts(
  queries: Queries,
  project: ProjectRecord,
  choice: PartsChoice = {},
): Promise<ProjectParts> {
  const [rowSet, fields, siteUrl] = await Promise.all([
    readRowSet(queries, project, choice),
    readFields(queries, project, choice),
    findSiteUrl(queries, project.connectionId),
  ])
  const target = targetById(project.destination)
  const options = targetOptions({ ...project, ...(choice.options && { options: choice.options }) })
  return {
    target,
    options,
    projectId: project.id,
    siteUrl,
    rowSetId: rowSet.rowSetId,
    rowCount: rowSet.rowCount,
    template: {
      fields: choice.fields ?? fields,
      kinds: kindsOf(target, options),
      // Left out where there are none, so that pages count as made with the same as before.
      ...(Object.keys(rowSet.readings).length > 0 && { readings: rowSet.readings }),
    },
  }
}

/** The same for a project that is not stored, and a row that is in no dataset. */
export async function draftParts(
  queries: Queries,
  project: ProjectRecord,
  fields: Record<string, string>,
): Promise<ProjectParts> {
  const target = targetById(project.destination)
  const options = targetOptions(project)
  return {
    target,
    options,
    projectId: project.id,
    siteUrl: await findSiteUrl(queries, project.connectionId),
    rowSetId: '',
    rowCount: 1,
    template: { fields, kinds: kindsOf(target, options) },
  }
}

function kindsOf(target: AnyTarget, options: object): TemplateSource['kinds'] {
  return Object.fromEntries(target.fields(options).map((field) => [field.name, field.kind]))
}

async function readRowSet(
  queries: Queries,
  { datasetId }: ProjectRecord,
  { rowSetId }: PartsChoice,
): Promise<Pick<DatasetVersion, 'rowSetId' | 'rowCount' | 'readings'>> {
  if (rowSetId === undefined) {
    const present = await datasetVersion(queries, datasetId)
    if (!present) throw noProject()
    return present
  }
  const chosen = await findRowSet(queries, rowSetId)
  if (chosen) return chosen
  throw new AppError(
    'stale',
    'The rows this was made from have been replaced since. Start again from the current rows.',
  )
}

async function readFields(
  queries: Queries,
  { templateId }: ProjectRecord,
  { templateVersion }: PartsChoice,
): Promise<Record<string, string>> {
  const fields = await (templateVersion === undefined
    ? findTemplateFields(queries, templateId)
    : findTemplateVersion(queries, templateId, templateVersion))
  if (fields) return fields
  if (templateVersion === undefined) throw noProject()
  throw new AppError('stale', 'This version of the template no longer exists. Start again from the newest.')
}

/** A dataset and a template are kept as long as a project has them. */
function noProject(): AppError {
  return new AppError('not_found', 'This project does not exist; it may have been deleted.')
}
