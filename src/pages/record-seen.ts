// pages: what a plan found of them, and learned, without sending anything.
import type { Queries } from '../db/types.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import { columnsOf, keysOf, madeApart } from './ledger-columns.ts'
import { followAccepted, followLedger } from './page-states.ts'
import type { LedgerStatus } from './read-ledger.ts'

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
      where g.project_id = $1 and g.row_key = o.row_key and g.row_key = any($2::text[]) and g.status <> o.status`,
    [projectId, seen.map((one) => one.rowKey), seen.map((one) => one.status)],
  )
  await followLedger(queries, projectId, keysOf(seen))
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

/** "Keep theirs": what is in Wix becomes the base, so that it is not asked again. */
export interface KeptPage {
  rowKey: string
  visibility: WantedVisibility
  payloadHash: string
  /** See `LedgerPage`. */
  madeHash?: string | null
  kept?: Readonly<Record<string, string>> | null
  slug: string
  remoteEditedAt: string | null
  /** The edited fields as they stand in Wix. */
  theirs: Record<string, string>
}

export async function recordKept(tx: Queries, projectId: string, pages: readonly KeptPage[]): Promise<void> {
  if (pages.length === 0) return
  await tx.query(
    `update pages g
        set payload_hash = o.payload_hash, made_hash = o.made_hash, kept = o.kept, slug = o.slug,
            remote_edited_at = o.edited_at,
            remote_fields = g.remote_fields || o.theirs, dated_for = o.dated_for,
            -- What was not brought back after all stays down.
            visibility = case when g.visibility = 'down' then g.visibility else o.visibility end
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::timestamptz[],
                   $9::text[], $10::jsonb[])
         as o(row_key, payload_hash, slug, edited_at, theirs, visibility, dated_for, made_hash, kept)
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
      pages.map(madeApart),
      pages.map((one) => (one.kept ? JSON.stringify(one.kept) : null)),
    ],
  )
  await followLedger(tx, projectId, keysOf(pages))
  // Somebody may have given it another date.
  await followAccepted(tx, projectId, keysOf(pages.filter((one) => one.visibility?.state === 'dated')))
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
      where g.project_id = $1 and g.row_key = o.row_key and g.row_key = any($2::text[])
        and g.payload_hash = o.before`,
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
