// pages: the ledger of what is in Wix. Recorded facts only, never a guess. The only file with SQL on this table.
import type { PagePreview, PageSummary } from '../api/page.ts'
import type { Queries } from '../db/types.ts'
import type { PublishedCounts } from '../projects/uses.ts'
import type { WantedVisibility } from '../targets/visibility.ts'

export type LedgerStatus = 'live' | 'draft' | 'gone' | 'removed'

/** What was published of a row. */
export interface LedgerPage {
  rowKey: string
  remoteId: string
  status: LedgerStatus
  /**
   * What it should be on the site. Null: its destination does not tell, or an earlier version sent it; then the
   * payload says it.
   */
  visibility: WantedVisibility
  title: string
  slug: string
  url: string | null
  /** Of what we last sent; the payload itself is the base of the three-way comparison, see `payload-store.ts`. */
  payloadHash: string
  /** Last steps failed, so that the page counts as changed. */
  isUnfinished: boolean
  /** It was sent without its pictures. */
  lacksImages: boolean
  /** Opaque, compared and never parsed. */
  remoteEditedAt: string | null
  /** It was read back after the last write. */
  isVerified: boolean
  publishedAt: string
}

const columns = `row_key as "rowKey", remote_id as "remoteId", status,
  case when visibility = 'dated' then jsonb_build_object('state', visibility, 'at', dated_for)
       when visibility is not null then jsonb_build_object('state', visibility) end as visibility, title, slug, url, payload_hash as "payloadHash",
  is_unfinished as "isUnfinished", lacks_images as "lacksImages", remote_edited_at as "remoteEditedAt",
  remote_fields <> '{}'::jsonb as "isVerified", published_at as "publishedAt"`

/** By row key. What we removed ourselves is not there. */
export async function findLedgerPages(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, LedgerPage>> {
  if (rowKeys.length === 0) return new Map()
  const { rows } = await queries.query<LedgerPage>(
    `select ${columns} from pages
      where project_id = $1 and row_key = any($2::text[]) and status <> 'removed'`,
    [projectId, rowKeys],
  )
  return new Map(rows.map((row) => [row.rowKey, row]))
}

/** In the order of their keys, from after this one on. */
export async function readLedgerPages(
  queries: Queries,
  projectId: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<LedgerPage[]> {
  const { rows } = await queries.query<LedgerPage>(
    `select ${columns} from pages
      where project_id = $1 and row_key > $2 and status <> 'removed' order by row_key limit $3`,
    [projectId, afterKey, limit],
  )
  return rows
}

/** Keys of pages with this status, in order. */
export async function ledgerKeys(
  queries: Queries,
  projectId: string,
  status: LedgerStatus,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from pages where project_id = $1 and status = $2 and row_key > $3 order by row_key limit $4`,
    [projectId, status, afterKey, limit],
  )
  return rows.map((row) => row.row_key)
}

/** Keys from `firstKey` to `lastKey`, both included, of which there is a page. What we removed ourselves is not there. */
export async function ledgerKeysBetween(
  queries: Queries,
  projectId: string,
  firstKey: string,
  lastKey: string,
): Promise<Set<string>> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from pages where project_id = $1 and row_key between $2 and $3 and status <> 'removed'`,
    [projectId, firstKey, lastKey],
  )
  return new Set(rows.map((row) => row.row_key))
}

/** What Wix had right after our last write, field by field, by row key: what an edit is detected by. */
export async function readRemoteFields(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  if (rowKeys.length === 0) return new Map()
  const { rows } = await queries.query<{ row_key: string; remote_fields: Record<string, string> }>(
    'select row_key, remote_fields from pages where project_id = $1 and row_key = any($2::text[])',
    [projectId, rowKeys],
  )
  return new Map(rows.map((row) => [row.row_key, row.remote_fields]))
}

/** Ids on the site of everything the project has published. */
export async function ownedRemoteIds(queries: Queries, projectId: string): Promise<Set<string>> {
  const { rows } = await queries.query<{ remote_id: string }>(
    'select remote_id from pages where project_id = $1',
    [projectId],
  )
  return new Set(rows.map((row) => row.remote_id))
}

/** Other projects that have published the same, by remote id. */
export async function projectsSharing(
  queries: Queries,
  projectId: string,
  remoteIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await queries.query<{ remote_id: string; project_id: string }>(
    `select remote_id, project_id from pages
      where remote_id = any($1::text[]) and project_id <> $2 and status in ('live', 'draft')`,
    [remoteIds, projectId],
  )
  return new Map(rows.map((row) => [row.remote_id, row.project_id]))
}

/** By project. A project that has published nothing is left out. */
export async function countLedgerPages(
  queries: Queries,
  projectIds: readonly string[],
): Promise<Map<string, PublishedCounts>> {
  const { rows } = await queries.query<PublishedCounts & { project_id: string }>(
    `select project_id, count(*) filter (where status = 'live')::int as live,
            count(*) filter (where status = 'draft')::int as drafts,
            count(*) filter (where status = 'gone')::int as gone
       from pages where project_id = any($1::text[]) group by project_id`,
    [projectIds],
  )
  return new Map(rows.map(({ project_id, ...counts }) => [project_id, counts]))
}

/** What a plan saw of a page: a new status, or an edit date that moved while the content stayed as we know it. */
export interface SeenPage {
  rowKey: string
  status: LedgerStatus
  /** With the fields as they were read. Absent: nothing new but the status. */
  read?: { editedAt: string | null; fields: Record<string, string> }
}

export async function recordSeen(
  queries: Queries,
  projectId: string,
  seen: readonly SeenPage[],
): Promise<void> {
  if (seen.length === 0) return
  await queries.query(
    `update pages g set status = o.status
       from unnest($2::text[], $3::text[]) as o(row_key, status)
      where g.project_id = $1 and g.row_key = o.row_key and g.status <> o.status`,
    [projectId, seen.map((one) => one.rowKey), seen.map((one) => one.status)],
  )
  const read = seen.flatMap(({ rowKey, read }) => (read ? [{ rowKey, ...read }] : []))
  if (read.length === 0) return
  await queries.query(
    `update pages g set remote_edited_at = o.edited_at, remote_fields = o.fields
       from unnest($2::text[], $3::text[], $4::jsonb[]) as o(row_key, edited_at, fields)
      where g.project_id = $1 and g.row_key = o.row_key`,
    [
      projectId,
      read.map((one) => one.rowKey),
      read.map((one) => one.editedAt),
      read.map((one) => JSON.stringify(one.fields)),
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
  lacksImages: boolean
  remoteEditedAt: string | null
}

/** The facts later plans compare with. Call in the transaction that records the acceptance itself. */
export async function recordAccepted(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly AcceptedPage[],
): Promise<void> {
  await enterPages(
    tx,
    projectId,
    runId,
    pages,
    `update
        set remote_id = excluded.remote_id, status = excluded.status, visibility = excluded.visibility,
            dated_for = excluded.dated_for, title = excluded.title, slug = excluded.slug,
            url = coalesce(excluded.url, pages.url), payload_hash = excluded.payload_hash,
            is_unfinished = false, lacks_images = excluded.lacks_images, remote_fields = '{}'::jsonb,
            remote_edited_at = excluded.remote_edited_at, published_at = excluded.published_at,
            run_id = excluded.run_id`,
  )
}

/** What is on the site exactly as the row makes it becomes the row's page without a call. */
export async function recordTakenOver(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly AcceptedPage[],
): Promise<void> {
  await enterPages(tx, projectId, runId, pages, 'nothing')
}

/** @param known SQL: what is done about a row that has a page already */
async function enterPages(
  tx: Queries,
  projectId: string,
  runId: string,
  pages: readonly AcceptedPage[],
  known: string,
): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `insert into pages (project_id, row_key, remote_id, status, visibility, dated_for, title, slug, url, payload_hash,
                        lacks_images, remote_fields, remote_edited_at, published_at, run_id)
     select $1, o.row_key, o.remote_id, o.status, o.visibility, o.dated_for, o.title, o.slug, o.url, o.payload_hash,
            o.lacks_images, '{}'::jsonb, o.edited_at, $4::timestamptz, $2
       from jsonb_to_recordset($3::jsonb) as o(row_key text, remote_id text, status text, visibility text,
            dated_for timestamptz, title text, slug text, url text, payload_hash text, lacks_images boolean,
            edited_at text)
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
          lacks_images: one.lacksImages,
          edited_at: one.remoteEditedAt,
        })),
      ),
      tx.now(),
    ],
  )
}

/** Pages whose removal Wix accepted. */
export async function forgetRemoved(
  tx: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<void> {
  if (rowKeys.length === 0) return
  await tx.query('delete from pages where project_id = $1 and row_key = any($2::text[])', [
    projectId,
    rowKeys,
  ])
}

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
      where g.project_id = $1 and g.row_key = o.row_key and g.run_id = $2`,
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

/** "Keep theirs": what is in Wix becomes the base, so that it is not asked again. */
export interface KeptPage {
  rowKey: string
  visibility: WantedVisibility
  payloadHash: string
  slug: string
  remoteEditedAt: string | null
  /** The edited fields as they stand in Wix. */
  theirs: Record<string, string>
}

export async function recordKept(tx: Queries, projectId: string, pages: readonly KeptPage[]): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `update pages g
        set payload_hash = o.payload_hash, slug = o.slug, remote_edited_at = o.edited_at,
            remote_fields = g.remote_fields || o.theirs, visibility = o.visibility, dated_for = o.dated_for
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::timestamptz[])
         as o(row_key, payload_hash, slug, edited_at, theirs, visibility, dated_for)
      where g.project_id = $1 and g.row_key = o.row_key`,
    [
      projectId,
      pages.map((one) => one.rowKey),
      pages.map((one) => one.payloadHash),
      pages.map((one) => one.slug),
      pages.map((one) => one.remoteEditedAt),
      pages.map((one) => JSON.stringify(one.theirs)),
      pages.map((one) => columnsOf(one.visibility).visibility),
      pages.map((one) => columnsOf(one.visibility).dated_for),
    ],
  )
}

/** A page of an earlier version, whose payload held what it should be, as this version tells it. */
export interface RetoldPage {
  rowKey: string
  /** Of the payload as it was sent, and of the same without the mode. */
  from: string
  payloadHash: string
  visibility: WantedVisibility
}

/** Changes nothing that anybody could see; a page that was sent again meanwhile is left alone. */
export async function recordRetold(
  queries: Queries,
  projectId: string,
  pages: readonly RetoldPage[],
): Promise<void> {
  if (pages.length === 0) return
  await queries.query(
    `update pages g set payload_hash = o.payload_hash, visibility = o.visibility, dated_for = o.dated_for
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
         as o(row_key, before, payload_hash, visibility, dated_for)
      where g.project_id = $1 and g.row_key = o.row_key and g.payload_hash = o.before`,
    [
      projectId,
      pages.map((one) => one.rowKey),
      pages.map((one) => one.from),
      pages.map((one) => one.payloadHash),
      pages.map((one) => columnsOf(one.visibility).visibility),
      pages.map((one) => columnsOf(one.visibility).dated_for),
    ],
  )
}

function columnsOf(visibility: WantedVisibility): { visibility: string | null; dated_for: string | null } {
  return {
    visibility: visibility?.state ?? null,
    dated_for: visibility?.state === 'dated' ? visibility.at : null,
  }
}

/** Hashes of the payloads that we last sent, in chunks: the bases of later comparisons are kept forever. */
export async function* hashesInLedger(queries: Queries, projectId: string): AsyncGenerator<string[]> {
  let afterKey = ''
  for (;;) {
    const { rows } = await queries.query<{ row_key: string; payload_hash: string }>(
      'select row_key, payload_hash from pages where project_id = $1 and row_key > $2 order by row_key limit 2000',
      [projectId, afterKey],
    )
    const last = rows.at(-1)
    if (!last) return
    afterKey = last.row_key
    yield rows.map((row) => row.payload_hash)
  }
}

/** Everything of a project, a few thousand at a time; false when there was nothing left. */
export async function forgetLedger(queries: Queries, projectId: string, limit: number): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from pages where (project_id, row_key) in
       (select project_id, row_key from pages where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}

export function presentPublished(page: LedgerPage | undefined): PagePreview['published'] {
  return page
    ? { url: page.url, publishedAt: page.publishedAt, status: page.status as PageSummary['status'] }
    : null
}
