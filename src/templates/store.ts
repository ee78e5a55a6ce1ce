// Templates and every version that was ever saved: a run keeps the one it was planned with.
import type { Template } from '../api/template.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'

interface Stored {
  id: string
  name: string
  destination: string
  version: number
  fields: Record<string, string>
  updated_at: string
}

export interface TemplateChanges {
  name?: string | undefined
  fields?: Record<string, string> | undefined
  /** The version the changes were made to. */
  expectedVersion: number
  /** The earlier version that these fields are. */
  restoredFrom?: number | undefined
}

const columns = 'id, name, destination, version, fields, updated_at'

/** Newest first. */
export async function listTemplates(queries: Queries, workspaceId: string): Promise<Template[]> {
  const { rows } = await queries.query<Stored>(
    `select ${columns} from templates where workspace_id = $1 order by created_at desc, id desc`,
    [workspaceId],
  )
  return rows.map(toTemplate)
}

export async function findTemplate(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<Template | null> {
  const { rows } = await queries.query<Stored>(
    `select ${columns} from templates where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0] ? toTemplate(rows[0]) : null
}

/** Fails with `not_found`. */
export async function getTemplate(queries: Queries, workspaceId: string, id: string): Promise<Template> {
  const template = await findTemplate(queries, workspaceId, id)
  if (!template) throw notFound()
  return template
}

/** What lists of other nouns show of templates, by id. */
export async function templateLabels(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, { name: string; version: number }>> {
  const { rows } = await queries.query<{ id: string; name: string; version: number }>(
    'select id, name, version from templates where id = any($1::text[])',
    [ids],
  )
  return new Map(rows.map(({ id, ...label }) => [id, label]))
}

/** Number of the newest version, whatever the workspace, or null. */
export async function newestVersion(queries: Queries, id: string): Promise<number | null> {
  const { rows } = await queries.query<{ version: number }>('select version from templates where id = $1', [
    id,
  ])
  return rows[0]?.version ?? null
}

/** The fields of the newest version, whatever the workspace, or null. */
export async function findTemplateFields(
  queries: Queries,
  id: string,
): Promise<Record<string, string> | null> {
  const { rows } = await queries.query<{ fields: Record<string, string> }>(
    'select fields from templates where id = $1',
    [id],
  )
  return rows[0]?.fields ?? null
}

/** The fields of an earlier version, or null. */
export async function findTemplateVersion(
  queries: Queries,
  id: string,
  version: number,
): Promise<Record<string, string> | null> {
  const { rows } = await queries.query<{ fields: Record<string, string> }>(
    'select fields from template_versions where template_id = $1 and version = $2',
    [id, version],
  )
  return rows[0]?.fields ?? null
}

export async function createTemplate(
  database: Database,
  workspaceId: string,
  author: string,
  input: { id?: string; name: string; destination: string; fields: Record<string, string> },
): Promise<Template> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Stored>(
      `insert into templates (id, workspace_id, name, destination, fields, saved_by, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7) returning ${columns}`,
      [
        input.id ?? newId('tpl'),
        workspaceId,
        input.name,
        input.destination,
        JSON.stringify(input.fields),
        author,
        tx.now(),
      ],
    )
    await keepVersion(tx, rows[0]!, author)
    return toTemplate(rows[0]!)
  })
}

/** Fails with `stale`, naming who saved and when, if the template is no longer at the expected version. */
export async function updateTemplate(
  database: Database,
  workspaceId: string,
  author: string,
  id: string,
  changes: TemplateChanges,
): Promise<Template> {
  return database.transaction(async (tx) => {
    const { rows: found } = await tx.query<Stored & { saved_by: string }>(
      `select ${columns}, saved_by from templates where workspace_id = $1 and id = $2 for update`,
      [workspaceId, id],
    )
    const before = found[0]
    if (!before) throw notFound()
    if (before.version !== changes.expectedVersion) throw stale(before)
    const { rows } = await tx.query<Stored>(
      `update templates set name = $2, fields = $3, saved_by = $4, version = version + 1, updated_at = $5
       where id = $1 returning ${columns}`,
      [id, changes.name ?? before.name, JSON.stringify(changes.fields ?? before.fields), author, tx.now()],
    )
    await keepVersion(tx, rows[0]!, author, changes.restoredFrom)
    return toTemplate(rows[0]!)
  })
}

/**
 * Refused with `conflict` while a project uses it.
 * @param namesOfUsers of the projects that use a template
 */
export async function removeTemplate(
  database: Database,
  workspaceId: string,
  id: string,
  namesOfUsers: (tx: Queries, templateId: string) => Promise<string[]>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.query(
      'select 1 from templates where workspace_id = $1 and id = $2 for update',
      [workspaceId, id],
    )
    if (rows.length === 0) throw notFound()
    const projects = await namesOfUsers(tx, id)
    if (projects.length > 0) {
      throw new AppError(
        'conflict',
        `The template is used by ${projects.map((name) => `"${name}"`).join(', ')}. Delete the project first, or give it another template.`,
      )
    }
    await tx.query('delete from templates where id = $1', [id])
  })
}

async function keepVersion(tx: Tx, template: Stored, author: string, restoredFrom?: number): Promise<void> {
  await tx.query(
    `insert into template_versions (template_id, version, fields, saved_by, saved_at, restored_from)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      template.id,
      template.version,
      JSON.stringify(template.fields),
      author,
      template.updated_at,
      restoredFrom ?? null,
    ],
  )
}

function toTemplate(row: Stored): Template {
  return {
    id: row.id,
    name: row.name,
    destination: row.destination,
    version: row.version,
    fields: row.fields,
    updatedAt: row.updated_at,
  }
}

function stale({ version, saved_by: savedBy, updated_at: savedAt }: Stored & { saved_by: string }): AppError {
  const when = `${savedAt.slice(0, 16).replace('T', ' ')} UTC`
  return new AppError(
    'stale',
    `${savedBy} saved this template in the meantime (version ${version}, ${when}). Your text was not saved. Load the new version and add your changes to it.`,
    { details: { version, savedBy, savedAt } },
  )
}

function notFound(): AppError {
  return new AppError(
    'not_found',
    'This template does not exist. It may have been deleted; look at the list of templates.',
  )
}
