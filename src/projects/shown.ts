// A project as the doors show it: with its four parts, what is published of it, and its runs.
import type { Project } from '../api/project.ts'
import { connectionLabels } from '../connections/labels.ts'
import { summariseDatasets } from '../data/datasets.ts'
import type { Queries } from '../db/types.ts'
import { targetById } from '../targets/index.ts'
import { templateLabels } from '../templates/store.ts'
import type { ProjectRow } from './project-store.ts'
import type { ProjectUses } from './uses.ts'

const nothing = { live: 0, drafts: 0, gone: 0 }

/** In the order of the rows, one query for each noun. */
export async function presentProjects(
  queries: Queries,
  uses: Pick<ProjectUses, 'lastRunsOf' | 'publishedCountsOf'>,
  rows: readonly ProjectRow[],
): Promise<Project[]> {
  const column = (name: 'id' | 'dataset_id' | 'connection_id' | 'template_id') => rows.map((row) => row[name])
  const datasets = await summariseDatasets(queries, column('dataset_id'))
  const connections = await connectionLabels(queries, column('connection_id'))
  const templates = await templateLabels(queries, column('template_id'))
  const published = await uses.publishedCountsOf(queries, column('id'))
  const runs = await uses.lastRunsOf(queries, column('id'))
  // A project keeps its four parts from being deleted.
  return rows.map((row) => {
    const { name, kind, status, permissions } = connections.get(row.connection_id)!
    return {
      id: row.id,
      name: row.name,
      destination: row.destination,
      dataset: { id: row.dataset_id, ...datasets.get(row.dataset_id)! },
      connection: { id: row.connection_id, name, kind, status },
      template: { id: row.template_id, ...templates.get(row.template_id)! },
      options: row.options,
      edits: row.edits,
      redirects: row.redirects,
      published: published.get(row.id) ?? nothing,
      missingPermissions: missingPermissions(row, permissions),
      activeRunId: runs.get(row.id)?.unfinished ?? null,
      lastRunId: runs.get(row.id)?.last ?? null,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  })
}

/** What the last check of the connection found missing of what the destination uses. */
function missingPermissions(
  { destination }: ProjectRow,
  permissions: readonly { name: string; state: string }[],
): Project['missingPermissions'] {
  const missing = new Set(permissions.filter((one) => one.state === 'missing').map((one) => one.name))
  return targetById(destination)
    .permissions.filter(({ permission }) => missing.has(permission.name))
    .map(({ permission: { name, without }, isRequired }) => ({ name, without, required: isRequired }))
}
