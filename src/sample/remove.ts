// Takes the sample project away with its table and its template. The practice site stays, and so does what another
// project has come to use.
import { findDataset, removeDataset } from '../data/datasets.ts'
import { findKeptFile } from '../data/imports/kept-file.ts'
import type { Database } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import { projectsOfDataset, projectsOfTemplate } from '../projects/project-store.ts'
import type { Projects } from '../projects/projects.ts'
import { findTemplate, removeTemplate } from '../templates/store.ts'
import { orNull } from './or-null.ts'
import type { SampleRow } from './store.ts'

export interface RemoveDeps {
  database: Database
  projects: Pick<Projects, 'remove'>
  /** Deletes the file that an import of a deleted dataset brought. */
  forgetFile(importId: string): Promise<void>
}

/** Can be called again after it was interrupted. Fails with `conflict` while a run of the project is on its way. */
export async function removeSample(deps: RemoveDeps, row: SampleRow): Promise<void> {
  const { database, projects } = deps
  const { workspaceId, projectId, templateId, datasetId } = row
  if (projectId) await orNull(projects.remove(workspaceId, projectId))
  if (templateId && (await findTemplate(database, workspaceId, templateId)))
    await unlessUsed(removeTemplate(database, workspaceId, templateId, projectsOfTemplate))
  if (datasetId && (await findDataset(database, workspaceId, datasetId)))
    await unlessUsed(removeTable(deps, workspaceId, datasetId))
}

async function removeTable(
  { database, forgetFile }: RemoveDeps,
  workspaceId: string,
  datasetId: string,
): Promise<void> {
  const kept = await findKeptFile(database, datasetId)
  await removeDataset(database, workspaceId, datasetId, projectsOfDataset)
  if (kept) await forgetFile(kept.importId)
}

async function unlessUsed(removal: Promise<void>): Promise<void> {
  try {
    await removal
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
  }
}
