// pages: the ledger of what is in Wix, read. Recorded facts only, never a guess. What enters it is in `record-ledger.ts`,
// `record-read-back.ts`, `record-seen.ts` and `record-edits.ts`.
import type { PageDown, PagePreview, PageSummary } from '../api/page.ts'
import { mayBeOld } from '../data/keys/known-keys.ts'
import type { Queries } from '../db/types.ts'
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
  /** It stays as it is until somebody asks for it again. */
  down: PageDown | null
  title: string
  slug: string
  url: string | null
  /** Of what we last sent, with what people changed since; the payload itself is the base of the three-way comparison, see `payload-store.ts`. */
  payloadHash: string
  /** Of what the template made of the row then; null: the same. Another where the page holds edits of people. */
  madeHash: string | null
  /** Fields that stand in Wix otherwise than in the payload, as somebody left them; null: none. */
  kept: Readonly<Record<string, string>> | null
  /** Fields that stay as they are in Wix from now on, or become ours again with the next change; null: none. */
  detached: Readonly<Record<string, 'theirs' | 'ours'>> | null
  /** Last steps failed, so that the page counts as changed. */
  isUnfinished: boolean
  /** It was sent without its pictures. */
  lacksImages: boolean
  /** Opaque, compared and never parsed. */
  remoteEditedAt: string | null
  /** It was read back after the last write. */
  isVerified: boolean
  publishedAt: string
  /** That wrote it last; null: none of ours did. */
  runId: string | null
}

/** SQL on `pages`: what a page should be. */
export const visibilityColumn = `case visibility
  when 'dated' then jsonb_build_object('state', visibility, 'at', dated_for)
  when 'down' then jsonb_build_object('state', visibility, 'how', coalesce(down ->> 'how', 'draft'))
  else case when visibility is not null then jsonb_build_object('state', visibility) end end`

const columns = `row_key as "rowKey", remote_id as "remoteId", status, ${visibilityColumn} as visibility, down, title,
  slug, url, payload_hash as "payloadHash", made_hash as "madeHash", kept, detached,
  is_unfinished as "isUnfinished", lacks_images as "lacksImages", remote_edited_at as "remoteEditedAt",
  remote_fields <> '{}'::jsonb as "isVerified", published_at as "publishedAt", run_id as "runId"`

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

/** Those of these keys whose pages were taken down, or undone. */
export async function downKeysAmong(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from pages
      where project_id = $1 and down is not null and row_key = any($2::text[]) order by row_key`,
    [projectId, rowKeys],
  )
  return rows.map((row) => row.row_key)
}

/** Keys of pages, whatever became of them, that may be spelt otherwise now. There are few. */
export async function oldLedgerKeys(queries: Queries, projectIds: readonly string[]): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from pages where project_id = any($1::text[]) and (${mayBeOld('row_key')})`,
    [projectIds],
  )
  return rows.map((row) => row.row_key)
}

/** Those of these keys of which one of the projects has a page. */
export async function ledgerKeysAmong(
  queries: Queries,
  projectIds: readonly string[],
  rowKeys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await queries.query<{ row_key: string }>(
    'select row_key from pages where project_id = any($1::text[]) and row_key = any($2::text[])',
    [projectIds, rowKeys],
  )
  return new Set(rows.map((row) => row.row_key))
}

/** Which of these rows have a page from when `slugify` spelt addresses otherwise, removed ones included. */
export async function keysSpeltAsBefore(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await queries.query<{ row_key: string }>(
    'select row_key from pages where project_id = $1 and spells_as_before and row_key = any($2::text[])',
    [projectId, rowKeys],
  )
  return new Set(rows.map((row) => row.row_key))
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

/** Pages that the site is to make live by itself: when, and of which row. */
export async function datedPages(
  queries: Queries,
  projectId: string,
): Promise<{ rowKey: string; at: string }[]> {
  const { rows } = await queries.query<{ rowKey: string; at: string }>(
    `select row_key as "rowKey", dated_for as at from pages
      where project_id = $1 and visibility = 'dated' and status = 'draft' order by dated_for, row_key`,
    [projectId],
  )
  return rows
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

/** Rows of the project that have published these, by their id on the site, whatever became of them. */
export async function ownersOf(
  queries: Queries,
  projectId: string,
  remoteIds: readonly string[],
): Promise<Map<string, string>> {
  if (remoteIds.length === 0) return new Map()
  const { rows } = await queries.query<{ remote_id: string; row_key: string }>(
    'select remote_id, row_key from pages where project_id = $1 and remote_id = any($2::text[])',
    [projectId, remoteIds],
  )
  return new Map(rows.map((row) => [row.remote_id, row.row_key]))
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

/** Pages of any project that are live under these addresses, by address. */
export async function livePagesAt(
  queries: Queries,
  urls: readonly string[],
): Promise<Map<string, { projectId: string; rowKey: string }[]>> {
  if (urls.length === 0) return new Map()
  const { rows } = await queries.query<{ projectId: string; rowKey: string; url: string }>(
    `select project_id as "projectId", row_key as "rowKey", url from pages
      where url = any($1::text[]) and status = 'live'`,
    [urls],
  )
  return Map.groupBy(rows, ({ url }) => url)
}

/** When anything of the project was entered last; null: never. */
export async function lastPublishedAt(queries: Queries, projectId: string): Promise<Date | null> {
  const { rows } = await queries.query<{ at: string | null }>(
    'select max(published_at) as at from pages where project_id = $1',
    [projectId],
  )
  return rows[0]?.at ? new Date(rows[0].at) : null
}

/**
 * Pages of these projects that came onto their site, or changed there, from one instant to another, the later one
 * included. One that the site published on a date counts on that date, however long before it was sent.
 */
export async function countPublishedBetween(
  queries: Queries,
  projectIds: readonly string[],
  { from, until }: { from: Date; until: Date },
): Promise<number> {
  const at = `(case when visibility = 'dated' then dated_for else published_at end)`
  const { rows } = await queries.query<{ pages: number }>(
    `select count(*)::int as pages from pages
      where project_id = any($1::text[]) and ${at} >= $2 and ${at} <= $3 and status <> 'removed'`,
    [projectIds, from, until],
  )
  return rows[0]?.pages ?? 0
}

/** Hashes of the payloads that we last sent, in chunks: the bases of later comparisons are kept forever. */
export async function* hashesInLedger(queries: Queries, projectId: string): AsyncGenerator<string[]> {
  let afterKey = ''
  for (;;) {
    const { rows } = await queries.query<{ row_key: string; payload_hash: string; made_hash: string | null }>(
      'select row_key, payload_hash, made_hash from pages where project_id = $1 and row_key > $2 order by row_key limit 2000',
      [projectId, afterKey],
    )
    const last = rows.at(-1)
    if (!last) return
    afterKey = last.row_key
    yield rows.flatMap((row) => [row.payload_hash, ...(row.made_hash === null ? [] : [row.made_hash])])
  }
}

export function presentPublished(page: LedgerPage | undefined): PagePreview['published'] {
  return page
    ? { url: page.url, publishedAt: page.publishedAt, status: page.status as PageSummary['status'] }
    : null
}
