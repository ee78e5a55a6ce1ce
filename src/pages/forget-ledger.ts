// pages: what leaves the ledger of what is in Wix.
import type { Queries } from '../db/types.ts'
import { followForgotten } from './page-states.ts'

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
  await followForgotten(tx, projectId, rowKeys)
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
