// The table of projects.

import type { Project } from '../api/project.ts'
import type { RedirectRule } from '../api/redirect.ts'
import { findSiteId } from '../connections/store.ts'
import { findDataset } from '../data/datasets.ts'
import type { Queries } from '../db/types.ts'
import { findTemplate } from '../templates/store.ts'
import type { ProjectRecord } from './project-record.ts'

export interface ProjectRow {
  id: string
  workspace_id: string
  name: string
  dataset_id: string
  connection_id: string
  template_id: string
  destination: string
  options: Record<string, unknown>
  edits: Project['edits']
  redirects: RedirectRule
  facts: unknown
  facts_read_at: string | null
  created_at: string
  updated_at: string
}

/** Whatever the workspace; for work that was allowed before. */
export async function findProject(queries: Queries, id: string): Promise<ProjectRecord | null> {
  const { rows } = await queries.query<ProjectRow>('select * from projects where id = $1', [id])
  return rows[0] ? toRecord(rows[0]) : null
}

/** Nothing of it can be on a site before. */
export async function projectCreatedAt(queries: Queries, id: string): Promise<Date> {
  const { rows } = await queries.query<{ created_at: string }>(
    'select created_at from projects where id = $1',
    [id],
  )
  return new Date(rows[0]?.created_at ?? 0)
}

/** Newest first. */
export async function listProjectRows(queries: Queries, workspaceId: string): Promise<ProjectRow[]> {
  const { rows } = await queries.query<ProjectRow>(
    'select * from projects where workspace_id = $1 order by created_at desc, id desc',
    [workspaceId],
  )
  return rows
}

export async function findProjectRow(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<ProjectRow | null> {
  const { rows } = await queries.query<ProjectRow>(
    'select * from projects where workspace_id = $1 and id = $2',
    [workspaceId, id],
  )
  return rows[0] ?? null
}

/** Keeps others from changing or deleting it, and runs from starting for it, until the transaction ends. */
export async function lockProject(
  tx: Queries,
  workspaceId: string,
  id: string,
): Promise<ProjectRecord | null> {
  const { rows } = await tx.query<ProjectRow>(
    'select * from projects where id = $1 and workspace_id = $2 for update',
    [id, workspaceId],
  )
  return rows[0] ? toRecord(rows[0]) : null
}

function toRecord(row: ProjectRow): ProjectRecord {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    datasetId: row.dataset_id,
    connectionId: row.connection_id,
    templateId: row.template_id,
    destination: row.destination,
    options: row.options,
    edits: row.edits,
    redirects: row.redirects,
    facts: row.facts,
    factsReadAt: row.facts_read_at,
  }
}

export async function insertProject(queries: Queries, project: ProjectRecord): Promise<void> {
  await queries.query(
    `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination, options, facts,
                           facts_read_at, created_at, updated_at, edits, redirects)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13)`,
    [
      project.id,
      project.workspaceId,
      project.name,
      project.datasetId,
      project.connectionId,
      project.templateId,
      project.destination,
      JSON.stringify(project.options),
      ...factsColumns(project),
      queries.now(),
      project.edits,
      JSON.stringify(project.redirects),
    ],
  )
}

export async function saveProject(queries: Queries, project: ProjectRecord): Promise<void> {
  await queries.query(
    `update projects set name = $2, connection_id = $3, template_id = $4, options = $5, facts = $6, facts_read_at = $7,
            updated_at = $8, edits = $9, redirects = $10
      where id = $1`,
    [
      project.id,
      project.name,
      project.connectionId,
      project.templateId,
      JSON.stringify(project.options),
      ...factsColumns(project),
      queries.now(),
      project.edits,
      JSON.stringify(project.redirects),
    ],
  )
}

/** Facts of a site are no change of the project: nobody's editor is out of date for them. */
export async function saveFacts(
  queries: Queries,
  project: Pick<ProjectRecord, 'id' | 'facts' | 'factsReadAt'>,
): Promise<void> {
  await queries.query('update projects set facts = $2, facts_read_at = $3 where id = $1', [
    project.id,
    ...factsColumns(project),
  ])
}

function factsColumns({ facts, factsReadAt }: Pick<ProjectRecord, 'facts' | 'factsReadAt'>) {
  return [facts === null ? null : JSON.stringify(facts), factsReadAt]
}

export interface Parts {
  dataset: boolean
  /** Null: there is no such template in the workspace. */
  templateDestination: string | null
  /** Null: there is no such connection in the workspace. */
  siteId: string | null
}

export async function findParts(
  queries: Queries,
  project: Pick<ProjectRecord, 'workspaceId' | 'datasetId' | 'connectionId' | 'templateId'>,
): Promise<Parts> {
  const { workspaceId, datasetId, templateId, connectionId } = project
  const dataset = await findDataset(queries, workspaceId, datasetId)
  const template = await findTemplate(queries, workspaceId, templateId)
  return {
    dataset: dataset !== null,
    templateDestination: template?.destination ?? null,
    siteId: await findSiteId(queries, workspaceId, connectionId),
  }
}

/** Names of the projects that use this dataset, the oldest first, at most three. */
export async function projectsOfDataset(queries: Queries, datasetId: string): Promise<string[]> {
  return namesWith(queries, 'dataset_id', datasetId)
}

/** The ids of all of them. */
export async function projectIdsOfDataset(queries: Queries, datasetId: string): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>('select id from projects where dataset_id = $1', [
    datasetId,
  ])
  return rows.map((row) => row.id)
}

/** The same for a template. */
export async function projectsOfTemplate(queries: Queries, templateId: string): Promise<string[]> {
  return namesWith(queries, 'template_id', templateId)
}

async function namesWith(
  queries: Queries,
  column: 'dataset_id' | 'template_id',
  id: string,
): Promise<string[]> {
  const { rows } = await queries.query<{ name: string }>(
    `select name from projects where ${column} = $1 order by created_at limit 3`,
    [id],
  )
  return rows.map((row) => row.name)
}

export async function deleteProject(tx: Queries, id: string): Promise<void> {
  await tx.query('delete from projects where id = $1', [id])
}
