// The table `workspaces`, for nouns that keep one thing of a kind in each.
import type { Queries } from '../db/types.ts'

/** Until the transaction ends, whoever else locks the workspace waits. */
export async function lockWorkspace(tx: Queries, workspaceId: string): Promise<void> {
  await tx.query('select 1 from workspaces where id = $1 for update', [workspaceId])
}

/** The first workspace, or an empty text while there is none. */
export async function anyWorkspace(queries: Queries): Promise<string> {
  const { rows } = await queries.query<{ id: string }>(
    'select id from workspaces order by created_at, id limit 1',
  )
  return rows[0]?.id ?? ''
}
