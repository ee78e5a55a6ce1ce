// The table of projects, and what a project shows of its four parts, in one query each.

import type { z } from 'zod'
import type { Project, projectSchema } from '../api/project.ts'
import type { Database, Queries } from '../db/types.ts'
import { targetById } from '../targets/index.ts'
import type { ProjectRecord } from './project-record.ts'

interface ProjectRow {
  id: string
  workspace_id: string
  name: string
  dataset_id: string
  connection_id: string
  template_id: string
  destination: string
  options: Record<string, unknown>
  facts: unknown
  facts_read_at: string | null
}

interface ShownRow extends ProjectRow {
  created_at: string
  updated_at: string
  dataset_name: string
  row_count: number
  connection_name: string
  connection_kind: 'wix' | 'practice'
  connection_status: string
  connection_permissions: { name: string; state: string }[]
  template_name: string
  template_version: number
  live: number
  drafts: number
  gone: number
}

/** A project's newest run, and the newest that is not finished. */
export interface RunsOfProject {
  last: string
  unfinished: string | null
}

/** What projects ask of runs, whose tables are not theirs. */
export interface ProjectRuns {
  /** By project; none has no entry. */
  lastRunsOf(queries: Queries, projectIds: readonly string[]): Promise<Map<string, RunsOfProject>>
  unfinishedRunOf(queries: Queries, projectId: string): Promise<string | null>
  deleteRunsOf(database: Database, projectId: string): Promise<void>
}

const shown = `
  select p.*, d.name as dataset_name, s.row_count, c.name as connection_name, c.kind as connection_kind,
         c.status as connection_status, c.permissions as connection_permissions, t.name as template_name, t.version as template_version,
         n.live, n.drafts, n.gone
    from projects p
    join datasets d on d.id = p.dataset_id
    join row_sets s on s.id = d.row_set_id
    join connections c on c.id = p.connection_id
    join templates t on t.id = p.template_id
    cross join lateral (
      select count(*) filter (where g.status = 'live')::int as live,
             count(*) filter (where g.status = 'draft')::int as drafts,
             count(*) filter (where g.status = 'gone')::int as gone
        from pages g where g.project_id = p.id
    ) n`

export async function listShown(
  queries: Queries,
  runs: Pick<ProjectRuns, 'lastRunsOf'>,
  workspaceId: string,
): Promise<Project[]> {
  const { rows } = await queries.query<ShownRow>(
    `${shown} where p.workspace_id = $1 order by p.created_at desc, p.id desc`,
    [workspaceId],
  )
  const last = await runs.lastRunsOf(
    queries,
    rows.map((row) => row.id),
  )
  return rows.map((row) => toProject(row, last.get(row.id)))
}

export async function findShown(
  queries: Queries,
  runs: Pick<ProjectRuns, 'lastRunsOf'>,
  workspaceId: string,
  id: string,
): Promise<Project | null> {
  const { rows } = await queries.query<ShownRow>(`${shown} where p.workspace_id = $1 and p.id = $2`, [
    workspaceId,
    id,
  ])
  if (!rows[0]) return null
  return toProject(rows[0], (await runs.lastRunsOf(queries, [id])).get(id))
}

function toProject(row: ShownRow, runs: RunsOfProject | undefined): z.output<typeof projectSchema> {
  return {
    id: row.id,
    name: row.name,
    destination: row.destination,
    dataset: { id: row.dataset_id, name: row.dataset_name, rowCount: row.row_count },
    connection: {
      id: row.connection_id,
      name: row.connection_name,
      kind: row.connection_kind,
      status: row.connection_status,
    },
    template: { id: row.template_id, name: row.template_name, version: row.template_version },
    options: row.options,
    published: { live: row.live, drafts: row.drafts, gone: row.gone },
    missingPermissions: missingPermissions(row),
    activeRunId: runs?.unfinished ?? null,
    lastRunId: runs?.last ?? null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** What the last check of the connection found missing of what the destination uses. */
function missingPermissions(row: ShownRow): Project['missingPermissions'] {
  const missing = new Set(
    row.connection_permissions.filter((one) => one.state === 'missing').map((one) => one.name),
  )
  return targetById(row.destination)
    .permissions.filter(({ name }) => missing.has(name))
    .map(({ name, without, required }) => ({ name, without, required }))
}

/** Whatever the workspace; for work that was allowed before. */
export async function findProject(queries: Queries, id: string): Promise<ProjectRecord | null> {
  const { rows } = await queries.query<ProjectRow>('select * from projects where id = $1', [id])
  return rows[0] ? toRecord(rows[0]) : null
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
    facts: row.facts,
    factsReadAt: row.facts_read_at,
  }
}

export async function insertProject(queries: Queries, project: ProjectRecord): Promise<void> {
  await queries.query(
    `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination, options, facts,
                           facts_read_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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
    ],
  )
}

export async function saveProject(queries: Queries, project: ProjectRecord): Promise<void> {
  await queries.query(
    `update projects set name = $2, connection_id = $3, template_id = $4, options = $5, facts = $6, facts_read_at = $7,
            updated_at = now()
      where id = $1`,
    [
      project.id,
      project.name,
      project.connectionId,
      project.templateId,
      JSON.stringify(project.options),
      ...factsColumns(project),
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
  const { rows } = await queries.query<Parts>(
    `select exists (select 1 from datasets where id = $2 and workspace_id = $1) as dataset,
            (select destination from templates where id = $3 and workspace_id = $1) as "templateDestination",
            (select site_id from connections where id = $4 and workspace_id = $1) as "siteId"`,
    [project.workspaceId, project.datasetId, project.templateId, project.connectionId],
  )
  return rows[0]!
}

/** Pages that are in Wix, as far as we know. */
export async function countPublished(queries: Queries, projectId: string): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    `select count(*)::int as n from pages where project_id = $1 and status in ('live', 'draft')`,
    [projectId],
  )
  return rows[0]?.n ?? 0
}
