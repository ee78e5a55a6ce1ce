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

/** Names by id. */
export async function readProjectNames(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await queries.query<{ id: string; name: string }>(
    'select id, name from projects where id = any($1)',
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
