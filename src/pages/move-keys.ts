// pages: a page whose row is called otherwise now goes on as the page of the row with the new key.
import type { Queries, Tx } from '../db/types.ts'
import { formerKeysOf, type KeyChange, recordKeyChanges } from './key-changes.ts'
import { followAccepted, followForgotten } from './page-states.ts'

/**
 * Pages that have moved already stay where they are, so that it can be done again after an end in the middle. A new key
 * may be the former one of another, as long as no circle comes of it; a thousand at most.
 * @param since what was moved after this, an ISO instant, was meant by the same decision
 * @returns those that were moved now; null where one has no page, or its row has another: then nothing may be kept of it
 */
export async function moveKeys(
  tx: Tx,
  projectId: string,
  changes: readonly KeyChange[],
  since: string,
): Promise<KeyChange[] | null> {
  const before = await formerKeysOf(
    tx,
    projectId,
    changes.map((one) => one.rowKey),
    since,
  )
  const open = changes.filter(({ formerKey, rowKey }) => before.get(rowKey) !== formerKey)
  const formerKeys = open.map((one) => one.formerKey)
  const rowKeys = open.map((one) => one.rowKey)
  const there = await keysThere(tx, projectId, [...formerKeys, ...rowKeys])
  const leaving = new Set(formerKeys)
  const cannot = ({ formerKey, rowKey }: KeyChange) =>
    !there.has(formerKey) || (there.has(rowKey) && !leaving.has(rowKey))
  if (open.some(cannot)) return null
  // What an earlier version removed left a line that says so.
  await tx.query(
    `delete from pages where project_id = $1 and row_key = any($2::text[]) and status = 'removed'`,
    [projectId, rowKeys],
  )
  // In two steps, by names that no row has: the key of one may be that of another still.
  await tx.query(
    `update pages g set row_key = o.row_key || chr(10) || 'moves',
            other_rows = nullif(array_remove(g.other_rows, o.row_key), '{}')
       from unnest($2::text[], $3::text[]) as o(former_key, row_key)
      where g.project_id = $1 and g.row_key = o.former_key`,
    [projectId, formerKeys, rowKeys],
  )
  await tx.query(
    `update pages g set row_key = o.row_key from unnest($2::text[]) as o(row_key)
      where g.project_id = $1 and g.row_key = o.row_key || chr(10) || 'moves'`,
    [projectId, rowKeys],
  )
  await followForgotten(tx, projectId, formerKeys)
  await followAccepted(tx, projectId, rowKeys)
  await recordKeyChanges(tx, projectId, open)
  return open
}

async function keysThere(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from pages where project_id = $1 and row_key = any($2::text[]) and status <> 'removed'`,
    [projectId, rowKeys],
  )
  return new Set(rows.map((row) => row.row_key))
}

/**
 * They are not the same, whatever their address or title.
 * @returns false where one has no page
 */
export async function recordOtherRows(
  tx: Tx,
  projectId: string,
  changes: readonly KeyChange[],
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update pages g set other_rows = array_append(array_remove(g.other_rows, o.row_key), o.row_key)
       from unnest($2::text[], $3::text[]) as o(former_key, row_key)
      where g.project_id = $1 and g.row_key = o.former_key and g.status <> 'removed'`,
    [projectId, changes.map((one) => one.formerKey), changes.map((one) => one.rowKey)],
  )
  return rowCount === changes.length
}

/** What a page is recognised by when its row has another key. */
export interface NamedPage {
  rowKey: string
  title: string
  slug: string
  /** Keys of rows that are not this page, as their owner said. */
  otherRows: string[]
}

/** By key, from after this one on; those that somebody took down or deleted among them. */
export async function readNamedPages(
  queries: Queries,
  projectId: string,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<NamedPage[]> {
  const { rows } = await queries.query<NamedPage>(
    `select row_key as "rowKey", title, slug, coalesce(other_rows, '{}') as "otherRows" from pages
      where project_id = $1 and row_key > $2 and status <> 'removed' order by row_key limit $3`,
    [projectId, afterKey, limit],
  )
  return rows
}
