// The pages of a project as they were published: the facts later plans compare with, written in the transaction of
// whatever made them true.
import type { Tx } from '../db/types.ts'
import type { RemoteRef } from '../targets/target.ts'
import type { RunRow } from './run-row.ts'

type PageRun = Pick<RunRow, 'id' | 'plan_id' | 'project_id'>

export interface Acceptance {
  rowKey: string
  ref?: RemoteRef
  url?: string | null
  status?: 'live' | 'draft'
}

export async function recordPublished(tx: Tx, run: PageRun, accepted: readonly Acceptance[]): Promise<void> {
  if (accepted.length === 0) return
  const list = JSON.stringify(
    accepted.map((one) => ({
      row_key: one.rowKey,
      remote_id: one.ref?.remoteId ?? null,
      edited_at: one.ref?.editedAt ?? null,
      url: one.url ?? null,
      status: one.status ?? 'live',
    })),
  )
  await tx.query(
    `delete from pages g using run_items i
      where g.project_id = $2 and g.row_key = i.row_key and i.run_id = $1 and i.action = 'remove'
        and i.row_key in (select o.row_key from jsonb_to_recordset($3::jsonb) as o(row_key text))`,
    [run.id, run.project_id, list],
  )
  await tx.query(
    `insert into pages (project_id, row_key, remote_id, status, title, slug, url, payload_hash, payload,
                        remote_fields, remote_edited_at, published_at, run_id)
     select $2, i.row_key, coalesce(o.remote_id, i.remote_id), o.status, p.title, p.slug, coalesce(o.url, i.url),
            p.payload_hash, p.payload, '{}'::jsonb, o.edited_at, clock_timestamp(), $1
       from jsonb_to_recordset($3::jsonb) as o(row_key text, remote_id text, edited_at text, url text, status text)
       join run_items i on i.run_id = $1 and i.row_key = o.row_key and i.action <> 'remove'
       join plan_items p on p.plan_id = $4 and p.row_key = i.row_key
     on conflict (project_id, row_key) do update
        set remote_id = excluded.remote_id, status = excluded.status, title = excluded.title, slug = excluded.slug,
            url = coalesce(excluded.url, pages.url), payload_hash = excluded.payload_hash,
            payload = excluded.payload, remote_fields = '{}'::jsonb, remote_edited_at = excluded.remote_edited_at,
            published_at = excluded.published_at, run_id = excluded.run_id`,
    [run.id, run.project_id, list, run.plan_id],
  )
}

/** A page whose last steps failed counts as changed in the next plan, so that they are tried again. */
export async function recordFinished(
  tx: Tx,
  run: PageRun,
  ends: readonly { rowKey: string; finish: string; editedAt: string | null }[],
): Promise<void> {
  if (ends.length === 0) return
  await tx.query(
    `update pages g
        set remote_edited_at = coalesce(o.edited_at, g.remote_edited_at),
            payload_hash = case when o.finish = 'failed' then g.payload_hash || ' unfinished' else g.payload_hash end
       from jsonb_to_recordset($2::jsonb) as o(row_key text, finish text, edited_at text)
      where g.project_id = $1 and g.row_key = o.row_key`,
    [
      run.project_id,
      JSON.stringify(
        ends.map((end) => ({ row_key: end.rowKey, finish: end.finish, edited_at: end.editedAt })),
      ),
    ],
  )
}

export async function recordVerified(
  tx: Tx,
  run: PageRun,
  verdicts: readonly {
    rowKey: string
    remoteFields: Record<string, string>
    remoteEditedAt: string | null
    url: string | null
  }[],
): Promise<void> {
  if (verdicts.length === 0) return
  await tx.query(
    `update pages g set remote_fields = o.remote_fields, remote_edited_at = o.edited_at, url = coalesce(o.url, g.url)
       from jsonb_to_recordset($3::jsonb) as o(row_key text, remote_fields jsonb, edited_at text, url text)
      where g.project_id = $2 and g.row_key = o.row_key and g.run_id = $1`,
    [
      run.id,
      run.project_id,
      JSON.stringify(
        verdicts.map((one) => ({
          row_key: one.rowKey,
          remote_fields: one.remoteFields,
          edited_at: one.remoteEditedAt,
          url: one.url,
        })),
      ),
    ],
  )
}
