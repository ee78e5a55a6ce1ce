// The table of samples: how far the sample project of a workspace is, and what it is made of.
import type { Queries } from '../db/types.ts'

export interface SampleRow {
  workspaceId: string
  state: 'making' | 'ready' | 'failed' | 'removing' | 'removed'
  importId: string | null
  datasetId: string | null
  templateId: string | null
  projectId: string | null
  problem: string | null
}

type Changes = Partial<Omit<SampleRow, 'workspaceId'>>

const columns = `workspace_id as "workspaceId", state, import_id as "importId", dataset_id as "datasetId",
  template_id as "templateId", project_id as "projectId", problem`

export async function findSample(queries: Queries, workspaceId: string): Promise<SampleRow | null> {
  const { rows } = await queries.query<SampleRow>(`select ${columns} from samples where workspace_id = $1`, [
    workspaceId,
  ])
  return rows[0] ?? null
}

/** Asks for a sample, once: where one is there or being made, or on its way out, nothing changes. */
export async function wantSample(queries: Queries, workspaceId: string): Promise<void> {
  await queries.query(
    `insert into samples (workspace_id, state, updated_at) values ($1, 'making', $2)
     on conflict (workspace_id) do update set state = 'making', problem = null, updated_at = excluded.updated_at
      where samples.state in ('ready', 'failed', 'removed')`,
    [workspaceId, queries.now()],
  )
}

/** @returns false where the sample is not in one of these states */
export async function moveSample(
  queries: Queries,
  workspaceId: string,
  from: readonly SampleRow['state'][],
  changes: Changes,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `update samples set state = coalesce($3, state), problem = $4, updated_at = $5
      where workspace_id = $1 and state = any($2::text[])`,
    [workspaceId, from, changes.state ?? null, changes.problem ?? null, queries.now()],
  )
  return rowCount === 1
}

/** Notes what the sample is made of, or is no longer. */
export async function noteParts(
  queries: Queries,
  workspaceId: string,
  parts: Pick<SampleRow, 'importId' | 'datasetId' | 'templateId' | 'projectId'>,
): Promise<void> {
  await queries.query(
    `update samples set import_id = $2, dataset_id = $3, template_id = $4, project_id = $5, updated_at = $6
      where workspace_id = $1`,
    [workspaceId, parts.importId, parts.datasetId, parts.templateId, parts.projectId, queries.now()],
  )
}

/** The workspaces whose sample is half made, or half removed. */
export async function listUnfinished(queries: Queries): Promise<string[]> {
  const { rows } = await queries.query<{ workspace_id: string }>(
    `select workspace_id from samples where state in ('making', 'removing') order by workspace_id`,
  )
  return rows.map((row) => row.workspace_id)
}
