// What a schedule's consent is about at present: the template, the settings, the connection, the rows.
import { type DatasetVersion, datasetVersion } from '../data/datasets.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { newestVersion } from '../templates/store.ts'
import type { Basis } from './consent.ts'

export interface Present {
  basis: Basis
  data: DatasetVersion
}

export async function readPresent(queries: Queries, project: ProjectRecord): Promise<Present> {
  const data = await datasetVersion(queries, project.datasetId)
  const templateVersion = await newestVersion(queries, project.templateId)
  if (!data || templateVersion === null)
    throw new AppError('not_found', 'The dataset or the template of this project is gone. Choose others.')
  const { templateId, options, connectionId } = project
  return { data, basis: { templateId, templateVersion, options, connectionId } }
}
