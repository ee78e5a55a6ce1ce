// pages: what the ledger said of pages before a run, entered again when that run is undone.

import type { PageDown } from '../api/page.ts'
import type { Queries } from '../db/types.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import { recordsOf } from './page-record.ts'
import { followAccepted } from './page-states.ts'
import type { LedgerStatus } from './read-ledger.ts'

/** As `page-record.ts` keeps it. */
export interface PageRecord {
  remoteId: string
  status: LedgerStatus
  visibility: WantedVisibility
  down: PageDown | null
  title: string
  slug: string
  url: string | null
  payloadHash: string
  /** These three are absent in records of earlier versions. */
  madeHash?: string | null
  kept?: Readonly<Record<string, string>> | null
  detached?: Readonly<Record<string, 'theirs' | 'ours'>> | null
  isUnfinished: boolean
  lacksImages: boolean
  publishedAt: string
}

export interface PutBackPage {
  rowKey: string
  record: PageRecord
  remoteEditedAt: string | null
}

/** Call in the transaction that records what Wix accepted. What Wix has now is read back by the run. */
export async function recordPutBack(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly PutBackPage[],
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `insert into pages as g (project_id, row_key, remote_id, status, visibility, dated_for, down, title, slug, url,
                             payload_hash, made_hash, kept, detached, is_unfinished, lacks_images, remote_fields,
                             remote_edited_at, published_at, run_id)
     select $1, o.row_key, o.remote_id, o.status, o.visibility, o.dated_for, o.down, o.title, o.slug, o.url,
            o.payload_hash, o.made_hash, o.kept, o.detached, o.is_unfinished, o.lacks_images, '{}'::jsonb, o.edited_at, o.published_at, $2
       from jsonb_to_recordset($3::jsonb) as o(row_key text, remote_id text, status text, visibility text,
            dated_for timestamptz, down jsonb, title text, slug text, url text, payload_hash text,
            made_hash text, kept jsonb, detached jsonb, is_unfinished boolean, lacks_images boolean, edited_at text, published_at timestamptz)
     on conflict (project_id, row_key) do update
        set remote_id = excluded.remote_id, status = excluded.status, visibility = excluded.visibility,
            dated_for = excluded.dated_for, down = excluded.down, title = excluded.title, slug = excluded.slug,
            url = excluded.url, payload_hash = excluded.payload_hash, made_hash = excluded.made_hash,
            kept = excluded.kept, detached = excluded.detached, is_unfinished = excluded.is_unfinished,
            lacks_images = excluded.lacks_images, remote_fields = excluded.remote_fields,
            remote_edited_at = excluded.remote_edited_at, published_at = excluded.published_at,
            run_id = excluded.run_id`,
    [projectId, runId, JSON.stringify(pages.map(toRow))],
  )
  await followAccepted(
    tx,
    projectId,
    pages.map((one) => one.rowKey),
  )
}

function toRow({ rowKey, record, remoteEditedAt }: PutBackPage) {
  const { visibility } = record
  return {
    row_key: rowKey,
    remote_id: record.remoteId,
    status: record.status,
    visibility: visibility?.state ?? null,
    dated_for: visibility?.state === 'dated' ? visibility.at : null,
    down: record.down,
    title: record.title,
    slug: record.slug,
    url: record.url,
    payload_hash: record.payloadHash,
    made_hash: record.madeHash ?? null,
    kept: record.kept ?? null,
    detached: record.detached ?? null,
    is_unfinished: record.isUnfinished,
    lacks_images: record.lacksImages,
    edited_at: remoteEditedAt,
    published_at: record.publishedAt,
  }
}

/** By row key, what is there now; for pages whose record before was not kept. */
export async function readPageRecords(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, PageRecord>> {
  const found = await recordsOf(queries, projectId, rowKeys)
  return new Map(
    [...found].flatMap(([rowKey, value]) => {
      const record = toPageRecord(value)
      return record === null || record === 'none' ? [] : [[rowKey, record]]
    }),
  )
}

/** A record as it was kept; `none`: there was no page. Null: nothing was kept. */
export function toPageRecord(kept: unknown): PageRecord | 'none' | null {
  if (kept === null || kept === undefined) return null
  return 'none' in (kept as object) ? 'none' : (kept as PageRecord)
}
