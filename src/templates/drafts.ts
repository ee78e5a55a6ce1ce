// What people have written of templates and not saved yet. A draft belongs to a person: nobody else reads or changes it.
import type {
  OwnDraft,
  SavedVersion,
  TemplateDraft,
  TemplateDraftInput,
  TemplateDraftState,
} from '../api/template-draft.ts'
import { newId } from '../db/id.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'

/** Whose draft, of which template. */
export interface DraftOwner {
  workspaceId: string
  userId: string
  templateId: string
}

const columns = `template_id as "templateId", name, fields, base_version as "baseVersion", base_name as "baseName",
  revision, kept_at as "keptAt"`

/** The person's draft or none, with what was saved last and who else is writing. Fails with `not_found`. */
export async function getDraft(queries: Queries, owner: DraftOwner): Promise<TemplateDraftState> {
  const newest = await newestOf(queries, owner)
  const { rows: others } = await queries.query<{ author: string; keptAt: string }>(
    `select author, kept_at as "keptAt" from template_drafts where template_id = $1 and user_id <> $2
      order by kept_at desc limit 5`,
    [owner.templateId, owner.userId],
  )
  return { draft: await findDraft(queries, owner), newest, others }
}

/** The person's drafts of all templates, the latest first. */
export async function listDrafts(queries: Queries, workspaceId: string, userId: string): Promise<OwnDraft[]> {
  const { rows } = await queries.query<OwnDraft>(
    `select d.template_id as "templateId", t.name as "templateName", t.version as "newestVersion",
            d.base_version as "baseVersion", d.revision, d.kept_at as "keptAt"
       from template_drafts d join templates t on t.id = d.template_id
      where t.workspace_id = $1 and d.user_id = $2 order by d.kept_at desc, d.template_id`,
    [workspaceId, userId],
  )
  return rows
}

/**
 * Keeps a draft in place of the one that the writer knows of; answers as `getDraft` does, so that the writer hears of
 * a version that somebody else saved. Fails with `stale` where another draft is kept by now, unless it says the same:
 * then an answer was lost.
 */
export async function keepDraft(
  queries: Queries,
  owner: DraftOwner,
  author: string,
  draft: TemplateDraftInput,
): Promise<TemplateDraftState> {
  await newestOf(queries, owner)
  const { rowCount } = await queries.query(
    `insert into template_drafts as kept
       (template_id, user_id, author, name, fields, base_version, base_name, revision, kept_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $10, $7, $8)
     on conflict (template_id, user_id) do update
       set author = excluded.author, name = excluded.name, fields = excluded.fields,
           base_version = excluded.base_version, base_name = excluded.base_name, revision = excluded.revision, kept_at = excluded.kept_at
     where kept.revision = $9
        or (kept.name, kept.fields, kept.base_version) = (excluded.name, excluded.fields, excluded.base_version)`,
    [
      owner.templateId,
      owner.userId,
      author,
      draft.name,
      JSON.stringify(draft.fields),
      draft.baseVersion,
      newId('drf'),
      queries.now(),
      draft.expectedRevision,
      draft.baseName,
    ],
  )
  if (rowCount === 0) throw staleDraft()
  return getDraft(queries, owner)
}

/**
 * Nothing happens where there is none. Fails with `stale` where another draft is kept than the one that is meant.
 * @param revision of the draft that is meant; undefined: whichever there is
 */
export async function discardDraft(
  queries: Queries,
  owner: DraftOwner,
  revision: string | undefined,
): Promise<void> {
  await newestOf(queries, owner)
  await forgetDraft(queries, owner, revision)
  if (revision !== undefined && (await findDraft(queries, owner)) !== null) throw staleDraft()
}

/** Deletes a draft whose texts were saved as a version, or are not wanted; any other stays. */
export async function forgetDraft(
  queries: Queries,
  { templateId, userId }: Omit<DraftOwner, 'workspaceId'>,
  revision: string | undefined,
): Promise<void> {
  await queries.query(
    `delete from template_drafts
      where template_id = $1 and user_id = $2 and ($3::text is null or revision = $3)`,
    [templateId, userId, revision ?? null],
  )
}

async function findDraft(
  queries: Queries,
  { templateId, userId }: DraftOwner,
): Promise<TemplateDraft | null> {
  const { rows } = await queries.query<TemplateDraft>(
    `select ${columns} from template_drafts where template_id = $1 and user_id = $2`,
    [templateId, userId],
  )
  return rows[0] ?? null
}

async function newestOf(queries: Queries, { workspaceId, templateId }: DraftOwner): Promise<SavedVersion> {
  const { rows } = await queries.query<SavedVersion>(
    `select version, saved_by as "savedBy", updated_at as "savedAt" from templates
      where workspace_id = $1 and id = $2`,
    [workspaceId, templateId],
  )
  if (rows[0]) return rows[0]
  throw new AppError(
    'not_found',
    'This template does not exist. It may have been deleted; look at the list of templates.',
  )
}

function staleDraft(): AppError {
  return new AppError(
    'stale',
    'You are writing this template in another window too, and a draft of it was kept there. This text was not kept. Choose which of the two to go on with.',
  )
}
