// A workspace with a dataset, a connection and a template, written straight into the tables.
import { newId } from '../../src/db/id.ts'
import type { Database } from '../../src/db/types.ts'
import { insertRowSet } from './row-set.ts'

export interface ProjectParts {
  workspaceId: string
  datasetId: string
  connectionId: string
  templateId: string
}

export interface PartsOptions {
  /** The first column is the key. */
  rows?: Record<string, string>[]
  fields?: Record<string, string>
  destination?: string
  siteUrl?: string
}

export const postFields = {
  title: '{{ row.name }}',
  slug: '{{ row.id }}',
  body: '<h2>{{ row.name }}</h2><p>About {{ row.name }}.</p>',
}

export async function insertProjectParts(
  database: Database,
  options: PartsOptions = {},
): Promise<ProjectParts> {
  const workspaceId = newId('ws')
  await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [workspaceId])
  const rows = options.rows ?? [{ id: 'one', name: 'One' }]
  return {
    workspaceId,
    datasetId: await insertDataset(database, workspaceId, rows),
    connectionId: await insertConnection(
      database,
      workspaceId,
      options.siteUrl ? { siteUrl: options.siteUrl } : {},
    ),
    templateId: await insertTemplate(database, workspaceId, options),
  }
}

export async function insertConnection(
  database: Database,
  workspaceId: string,
  { siteId = 'site-1', siteUrl = 'https://acme.test' }: { siteId?: string; siteUrl?: string } = {},
): Promise<string> {
  const id = newId('con')
  await database.query(
    `insert into connections (id, workspace_id, name, kind, method, site_id, site_url, credentials_sealed, status)
     values ($1, $2, 'Acme Tiles', 'wix', 'api_key', $3, $4, 'sealed', 'active')`,
    [id, workspaceId, siteId, siteUrl],
  )
  return id
}

export async function insertTemplate(
  database: Database,
  workspaceId: string,
  { fields = postFields, destination = 'wix/blog' }: PartsOptions = {},
): Promise<string> {
  const id = newId('tpl')
  const json = JSON.stringify(fields)
  await database.query(
    `insert into templates (id, workspace_id, name, destination, fields, saved_by) values ($1, $2, 'Post', $3, $4::jsonb, 'Dana')`,
    [id, workspaceId, destination, json],
  )
  await database.query(
    `insert into template_versions (template_id, version, fields, saved_by) values ($1, 1, $2::jsonb, 'Dana')`,
    [id, json],
  )
  return id
}

export async function insertDataset(
  database: Database,
  workspaceId: string,
  rows: Record<string, string>[],
): Promise<string> {
  const id = newId('dat')
  const rowSetId = await insertRowSet(database, rows)
  await database.query(
    `insert into datasets (id, workspace_id, name, row_set_id) values ($1, $2, 'Places', $3)`,
    [id, workspaceId, rowSetId],
  )
  return id
}
