// What work on other nouns needs to know of projects.
import type { Queries } from '../db/types.ts'

/** By id. */
export async function projectNames(queries: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await queries.query<{ id: string; name: string }>(
    'select id, name from projects where id = any($1::text[])',
    [[...new Set(ids)]],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export interface ProjectDataset {
  projectId: string
  datasetId: string
}

/** Every project there is, whatever the workspace. */
export async function listProjectDatasets(queries: Queries): Promise<ProjectDataset[]> {
  const { rows } = await queries.query<ProjectDataset>(
    'select id as "projectId", dataset_id as "datasetId" from projects order by id',
  )
  return rows
}
