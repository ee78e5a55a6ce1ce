// pages: what the ledger says of pages right now, as one value that can be kept and entered again.
import type { Queries } from '../db/types.ts'
import { visibilityColumn } from './read-ledger.ts'

/** What is kept of a row that has no page yet. */
const noRecord = { none: true }

/**
 * By row key, the ledger's record of each of these rows; `{"none": true}` where there is none. Without what Wix had at
 * that time, which whoever brings the page back to it reads anew.
 */
export async function recordsOf(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, unknown>> {
  if (rowKeys.length === 0) return new Map()
  const { rows } = await queries.query<{ row_key: string; record: unknown }>(
    `select row_key, jsonb_build_object('remoteId', remote_id, 'status', status, 'visibility', ${visibilityColumn},
              'down', down, 'title', title, 'slug', slug, 'url', url, 'payloadHash', payload_hash, 'madeHash', made_hash, 'kept', kept, 'detached', detached,
              'isUnfinished', is_unfinished, 'lacksImages', lacks_images, 'publishedAt', published_at) as record
       from pages where project_id = $1 and row_key = any($2::text[])`,
    [projectId, rowKeys],
  )
  const known = new Map(rows.map((row) => [row.row_key, row.record]))
  return new Map(rowKeys.map((rowKey) => [rowKey, known.get(rowKey) ?? noRecord]))
}
