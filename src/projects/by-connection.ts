// Projects as a connection sees them.
import type { Queries } from '../db/types.ts'

export interface ProjectOnConnection {
  id: string
  name: string
  destination: string
  connectionId: string
}

/** By name. */
export async function listProjectsOnConnections(
  queries: Queries,
  connectionIds: readonly string[],
): Promise<ProjectOnConnection[]> {
  const { rows } = await queries.query<ProjectOnConnection>(
    `select id, name, destination, connection_id as "connectionId" from projects
      where connection_id = any($1) order by name, id`,
    [connectionIds],
  )
  return rows
}
