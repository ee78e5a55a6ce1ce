// pages: what enters the ledger of what is in Wix, or changes there, by a run.
import type { PageDown } from '../api/page.ts'
import type { DownHow } from '../api/take-down.ts'
import type { Queries } from '../db/types.ts'
import { statusField, visibilityText, type WantedVisibility } from '../targets/visibility.ts'
import { columnsOf, keysOf, madeApart } from './ledger-columns.ts'
import { followAccepted, followLedger } from './page-states.ts'
import type { LedgerStatus } from './read-ledger.ts'

/**
 * Pages that made way for others and wait under another address: nobody edited them, and they count as changed until
 * they are sent.
 */
export async function recordStepped(
  tx: Queries,
  projectId: string,
  pages: readonly { rowKey: string; slug: string; remoteEditedAt: string | null }[],
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `update pages g
        set slug = o.slug, remote_edited_at = o.edited_at, is_unfinished = true,
            remote_fields = case when g.remote_fields = '{}'::jsonb then g.remote_fields
                                 else g.remote_fields || jsonb_build_object('slug', o.slug) end
       from unnest($2::text[], $3::text[], $4::text[]) as o(row_key, slug, edited_at)
      where g.project_id = $1 and g.row_key = o.row_key`,
    [
      projectId,
      pages.map((one) => one.rowKey),
      pages.map((one) => one.slug),
      pages.map((one) => one.remoteEditedAt),
    ],
  )
}

/** A page that Wix accepted, as the plan made it. */
export interface AcceptedPage {
  rowKey: string
  remoteId: string
  status: 'live' | 'draft'
  visibility: WantedVisibility
  title: string
  slug: string
  /** Null: as it was known. */
  url: string | null
  payloadHash: string
  /** See `LedgerPage`. */
  madeHash?: string | null
  kept?: Readonly<Record<string, string>> | null
  lacksImages: boolean
  /** What it was sent with was no longer right when it arrived, so that the next plan has it due. */
  isUnfinished?: boolean
  remoteEditedAt: string | null
}

/** The facts later plans compare with. Call in the transaction that records the acceptance itself. */
export async function recordAccepted(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly AcceptedPage[],
): Promise<void> {
  await enterPages(tx, projectId, runId, pages, replacing)
  await followAccepted(tx, projectId, keysOf(pages))
}

/** Another date, or none any more, of pages that are otherwise as they were: what we know of the rest stays. */
export async function recordDated(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly Pick<AcceptedPage, 'rowKey' | 'visibility'>[],
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `update pages g
        set visibility = o.visibility, dated_for = o.dated_for, run_id = $2, status = 'draft',
            remote_fields = case when g.remote_fields = '{}'::jsonb then g.remote_fields
                                 else g.remote_fields || jsonb_build_object('${statusField}', o.found) end
       from unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[]) as o(row_key, visibility, dated_for, found)
      where g.project_id = $1 and g.row_key = o.row_key`,
    [
      projectId,
      runId,
      pages.map((one) => one.rowKey),
      pages.map((one) => columnsOf(one.visibility).visibility),
      pages.map((one) => columnsOf(one.visibility).dated_for),
      pages.map((one) => visibilityText(one.visibility)),
    ],
  )
  await followAccepted(tx, projectId, keysOf(pages))
}

/** A page that was taken off the site. */
export interface DownPage {
  rowKey: string
  how: DownHow
  /** Null: what stood in it is not what we know of it. */
  remoteEditedAt: string | null
}

/** They stay down until somebody asks for them; what we know of their content stays. */
export async function recordDown(
  tx: Queries,
  projectId: string,
  { runId, by }: Pick<PageDown, 'runId' | 'by'>,
  pages: readonly DownPage[],
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `update pages g
        set visibility = 'down', dated_for = null, status = case when o.how = 'draft' then 'draft' else 'gone' end,
            down = jsonb_build_object('how', o.how, 'by', $3::text, 'runId', $2::text, 'at', $4::text),
            remote_edited_at = o.edited_at, run_id = $2,
            remote_fields = case when g.remote_fields = '{}'::jsonb then g.remote_fields
                                 else g.remote_fields || jsonb_build_object('${statusField}', o.found) end
       from unnest($5::text[], $6::text[], $7::text[], $8::text[]) as o(row_key, how, edited_at, found)
      where g.project_id = $1 and g.row_key = o.row_key`,
    [
      projectId,
      runId,
      by,
      tx.now().toISOString(),
      pages.map((one) => one.rowKey),
      pages.map((one) => one.how),
      pages.map((one) => one.remoteEditedAt),
      pages.map(({ how }) => visibilityText({ state: 'down', how })),
    ],
  )
  await followAccepted(tx, projectId, keysOf(pages))
}

const replacing = `update
    set remote_id = excluded.remote_id, status = excluded.status, visibility = excluded.visibility,
        dated_for = excluded.dated_for, title = excluded.title, slug = excluded.slug,
        url = coalesce(excluded.url, pages.url), payload_hash = excluded.payload_hash,
        is_unfinished = excluded.is_unfinished, lacks_images = excluded.lacks_images, remote_fields = '{}'::jsonb,
        remote_edited_at = excluded.remote_edited_at, published_at = excluded.published_at,
        run_id = excluded.run_id, down = excluded.down, made_hash = excluded.made_hash, kept = excluded.kept,
        detached = (select jsonb_object_agg(key, value) from jsonb_each(pages.detached) where value = '"theirs"')`

/** What is on the site exactly as the row makes it becomes the row's page without a call. */
export async function recordTakenOver(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly AcceptedPage[],
): Promise<void> {
  // A page that was known as gone, and is there under another id after all, is the row's again.
  await enterPages(tx, projectId, runId, pages, `${replacing} where pages.status = 'gone'`)
  await followAccepted(tx, projectId, keysOf(pages))
}

/** A page of a row that lies in the trash of the site: nothing is known of it but that. */
export async function recordTrashed(
  queries: Queries,
  projectId: string,
  pages: readonly { rowKey: string; remoteId: string; payloadHash: string }[],
): Promise<void> {
  const entered = pages.map((page) => ({
    ...page,
    status: 'gone' as const,
    visibility: null,
    title: '',
    slug: '',
    url: null,
    lacksImages: false,
    remoteEditedAt: null,
  }))
  await enterPages(queries, projectId, null, entered, 'nothing')
  await followLedger(queries, projectId, keysOf(pages))
}

/** @param known SQL: what is done about a row that has a page already */
async function enterPages(
  tx: Queries,
  projectId: string,
  runId: string | null,
  pages: readonly (Omit<AcceptedPage, 'status'> & { status: LedgerStatus })[],
  known: string,
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `insert into pages (project_id, row_key, remote_id, status, visibility, dated_for, title, slug, url, payload_hash,
                        lacks_images, is_unfinished, remote_fields, remote_edited_at, published_at, run_id, made_hash, kept)
     select $1, o.row_key, o.remote_id, o.status, o.visibility, o.dated_for, o.title, o.slug, o.url, o.payload_hash,
            o.lacks_images, o.is_unfinished, '{}'::jsonb, o.edited_at, $4::timestamptz, $2, o.made_hash, o.kept
       from jsonb_to_recordset($3::jsonb) as o(row_key text, remote_id text, status text, visibility text,
            dated_for timestamptz, title text, slug text, url text, payload_hash text, lacks_images boolean,
            is_unfinished boolean, edited_at text, made_hash text, kept jsonb)
     on conflict (project_id, row_key) do ${known}`,
    [
      projectId,
      runId,
      JSON.stringify(
        pages.map((one) => ({
          row_key: one.rowKey,
          remote_id: one.remoteId,
          status: one.status,
          ...columnsOf(one.visibility),
          title: one.title,
          slug: one.slug,
          url: one.url,
          payload_hash: one.payloadHash,
          made_hash: madeApart(one),
          kept: one.kept ?? null,
          lacks_images: one.lacksImages,
          is_unfinished: one.isUnfinished ?? false,
          edited_at: one.remoteEditedAt,
        })),
      ),
      tx.now(),
    ],
  )
}
