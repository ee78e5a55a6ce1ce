// pages: what people changed on the site, as a plan found it, and fields that are left to them.
import type { Queries } from '../db/types.ts'

/** A page as it stands on the site, beside what the template made of it. */
export interface EditedPage {
  rowKey: string
  /** As the plan found the ledger; a page that was sent again meanwhile is left alone. */
  from: string
  payloadHash: string
  madeHash: string
  kept: Readonly<Record<string, string>>
  /** What was read, and of when; absent: nothing was. No date: what is not learned here must be found again. */
  read?: { fields: Readonly<Record<string, string>>; url: string | null; editedAt?: string | null }
}

export async function recordEdited(
  queries: Queries,
  projectId: string,
  pages: readonly EditedPage[],
): Promise<void> {
  if (pages.length === 0) return
  await queries.query(
    `update pages g
        set payload_hash = o.payload_hash, made_hash = nullif(o.made_hash, o.payload_hash), kept = o.kept,
            url = coalesce(o.url, g.url), remote_fields = coalesce(o.fields, g.remote_fields),
            remote_edited_at = case when o.is_dated then o.edited_at else g.remote_edited_at end
       from jsonb_to_recordset($2::jsonb) as o(row_key text, before text, payload_hash text, made_hash text, kept jsonb,
              fields jsonb, url text, is_dated boolean, edited_at text)
      where g.project_id = $1 and g.row_key = o.row_key and g.row_key = any($3::text[])
        and g.payload_hash = o.before`,
    [
      projectId,
      JSON.stringify(
        pages.map(({ rowKey, from, payloadHash, madeHash, kept, read }) => ({
          row_key: rowKey,
          before: from,
          payload_hash: payloadHash,
          made_hash: madeHash,
          kept: Object.keys(kept).length === 0 ? null : kept,
          fields: read?.fields ?? null,
          url: read?.url ?? null,
          is_dated: read?.editedAt !== undefined,
          edited_at: read?.editedAt ?? null,
        })),
      ),
      pages.map((one) => one.rowKey),
    ],
  )
}

/**
 * Leaves a field of a page to the site from now on (`theirs`), or has the next change make it ours again (`ours`).
 */
export async function recordDetached(
  queries: Queries,
  projectId: string,
  rowKey: string,
  field: string,
  mark: 'theirs' | 'ours',
): Promise<void> {
  await queries.query(
    `update pages set detached = coalesce(detached, '{}'::jsonb) || jsonb_build_object($3::text, $4::text)
      where project_id = $1 and row_key = $2 and status <> 'removed'`,
    [projectId, rowKey, field, mark],
  )
}
