// pages: what a run found when it read back what it had sent, and how last steps ended.
import type { Queries } from '../db/types.ts'

export interface VerifiedPage {
  rowKey: string
  /** What later plans compare Wix with. */
  remoteFields: Record<string, string>
  remoteEditedAt: string | null
  url: string | null
}

/** What was read back after a run wrote; pages that another run has written since are left alone. */
export async function recordVerified(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly VerifiedPage[],
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `update pages g set remote_fields = o.fields, remote_edited_at = o.edited_at, url = coalesce(o.url, g.url)
       from unnest($3::text[], $4::jsonb[], $5::text[], $6::text[]) as o(row_key, fields, edited_at, url)
      where g.project_id = $1 and g.row_key = o.row_key and g.row_key = any($3::text[]) and g.run_id = $2`,
    [
      projectId,
      runId,
      pages.map((one) => one.rowKey),
      pages.map((one) => JSON.stringify(one.remoteFields)),
      pages.map((one) => one.remoteEditedAt),
      pages.map((one) => one.url),
    ],
  )
}

/** What dates were read back alone; pages that another run has written since are left alone. */
export async function recordDatesRead(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly Pick<VerifiedPage, 'rowKey' | 'remoteFields'>[],
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `update pages g set remote_fields = g.remote_fields || o.fields
       from unnest($3::text[], $4::jsonb[]) as o(row_key, fields)
      where g.project_id = $1 and g.row_key = o.row_key and g.row_key = any($3::text[]) and g.run_id = $2
        and g.remote_fields <> '{}'::jsonb`,
    [projectId, runId, pages.map((one) => one.rowKey), pages.map((one) => JSON.stringify(one.remoteFields))],
  )
}

/** How the last steps of pages ended. A page whose steps failed counts as changed, so that they are tried again. */
export async function recordFinished(
  tx: Queries,
  projectId: string,
  ends: readonly { rowKey: string; hasFailed: boolean; editedAt: string | null }[],
): Promise<void> {
  if (ends.length === 0) return
  await tx.query(
    `update pages g
        set remote_edited_at = coalesce(o.edited_at, g.remote_edited_at),
            is_unfinished = g.is_unfinished or o.has_failed
       from unnest($2::text[], $3::boolean[], $4::text[]) as o(row_key, has_failed, edited_at)
      where g.project_id = $1 and g.row_key = o.row_key`,
    [
      projectId,
      ends.map((one) => one.rowKey),
      ends.map((one) => one.hasFailed),
      ends.map((one) => one.editedAt),
    ],
  )
}
