// Every version of a template that was ever saved: the list, one of them, and saving an earlier one again.
import type { Template, TemplateVersion, TemplateVersionText } from '../api/template.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { getTemplate, updateTemplate } from './store.ts'

interface Stored {
  version: number
  savedBy: string
  savedAt: string
  restoredFrom: number | null
  changed: string[]
}

/** Newest first, from before a version on. Fails with `not_found`. */
export async function listVersions(
  queries: Queries,
  workspaceId: string,
  templateId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<TemplateVersion[]> {
  await getTemplate(queries, workspaceId, templateId)
  const { rows } = await queries.query<Stored>(
    `${versions('')}
      where v.template_id = $1 and ($2::integer is null or v.version < $2)
      order by v.version desc limit $3`,
    [templateId, before, limit],
  )
  return rows
}

/** One version with its texts. Fails with `not_found`. */
export async function getVersion(
  queries: Queries,
  workspaceId: string,
  templateId: string,
  version: number,
): Promise<TemplateVersionText> {
  await getTemplate(queries, workspaceId, templateId)
  const { rows } = await queries.query<Stored & { fields: Record<string, string> }>(
    `${versions(', v.fields')} where v.template_id = $1 and v.version = $2`,
    [templateId, version],
  )
  if (rows[0]) return rows[0]
  throw new AppError(
    'not_found',
    `This template has no version ${version}. Look at the list of its versions.`,
  )
}

/** Saves an earlier version again, as a new one. Fails with `stale` as a save does. */
export async function restoreVersion(
  database: Database,
  workspaceId: string,
  author: string,
  templateId: string,
  { version, expectedVersion }: { version: number; expectedVersion: number },
): Promise<Template> {
  const { fields } = await getVersion(database, workspaceId, templateId, version)
  return updateTemplate(database, workspaceId, author, templateId, {
    fields,
    expectedVersion,
    restoredFrom: version,
  })
}

/** `changed`: the fields whose text is another than in the version before. */
function versions(more: string): string {
  return `
    select v.version, v.saved_by as "savedBy", v.saved_at as "savedAt", v.restored_from as "restoredFrom"${more},
           array(select coalesce(now.key, was.key)
                   from jsonb_each_text(v.fields) now
                   full join jsonb_each_text(coalesce(b.fields, '{}')) was on was.key = now.key
                  where coalesce(now.value, '') <> coalesce(was.value, '') order by 1) as changed
      from template_versions v
      left join template_versions b on b.template_id = v.template_id and b.version = v.version - 1`
}
