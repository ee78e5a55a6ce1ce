// Rows that store tests need around the one they are about.
import { newId } from '../../src/db/id.ts'
import type { Database } from '../../src/db/types.ts'
import type { RunRow } from '../../src/runs/run-row.ts'

/** A project with everything it hangs on; nothing of it is published. */
export async function insertProject(
  database: Database,
): Promise<{ workspaceId: string; projectId: string; connectionId: string }> {
  const [workspaceId, connectionId, rowSetId, datasetId, templateId, projectId] = [
    newId('ws'),
    newId('con'),
    newId('set'),
    newId('dat'),
    newId('tpl'),
    newId('prj'),
  ]
  await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [workspaceId])
  await database.query(
    `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status)
     values ($1, $2, 'Acme Tiles', 'wix', 'api_key', $3, 'sealed', 'active')`,
    [connectionId, workspaceId, crypto.randomUUID()],
  )
  await database.query('insert into row_sets (id) values ($1)', [rowSetId])
  await database.query(
    `insert into datasets (id, workspace_id, name, row_set_id) values ($1, $2, 'Places', $3)`,
    [datasetId, workspaceId, rowSetId],
  )
  await database.query(
    `insert into templates (id, workspace_id, name, destination, fields, saved_by) values ($1, $2, 'Post', 'wix/blog', '{}', 'Dana')`,
    [templateId, workspaceId],
  )
  await database.query(
    `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination)
     values ($1, $2, 'Places', $3, $4, $5, 'wix/blog')`,
    [projectId, workspaceId, datasetId, connectionId, templateId],
  )
  return { workspaceId, projectId, connectionId }
}

/** A run of creates, all ready. */
export async function insertRun(database: Database, rowKeys: string[]): Promise<RunRow> {
  const { workspaceId, projectId, connectionId } = await insertProject(database)
  const planId = newId('plan')
  const runId = newId('run')
  await database.query(
    `insert into plans (id, workspace_id, project_id, connection_id, state, author, destination, options, row_set_id, dataset_version, template_version)
     values ($1, $2, $3, $4, 'applied', 'Dana', 'wix/blog', '{}', 'set', 1, 1)`,
    [planId, workspaceId, projectId, connectionId],
  )
  await database.query(
    `insert into runs (id, workspace_id, plan_id, project_id, connection_id, state, author, total) values ($1, $2, $3, $4, $5, 'queued', 'Dana', $6)`,
    [runId, workspaceId, planId, projectId, connectionId, rowKeys.length],
  )
  for (const [position, rowKey] of rowKeys.entries()) {
    const payload = JSON.stringify({ title: `Page ${rowKey}` })
    await database.query('insert into payloads (project_id, hash, body) values ($1, $2, $3)', [
      projectId,
      `hash ${rowKey}`,
      payload,
    ])
    await database.query(
      `insert into run_items (run_id, row_key, position, action, state, title, slug, payload_hash)
       values ($1, $2, $3, 'create', 'ready', $4, $2, $5)`,
      [runId, rowKey, position, `Page ${rowKey}`, `hash ${rowKey}`],
    )
  }
  const { rows } = await database.query<RunRow>('select * from runs where id = $1', [runId])
  return rows[0]!
}
