// What hangs on a connection: the projects that use it, and the runs that go or went over it.
import type { ConnectionUse, ConnectionUses } from '../connections/uses.ts'
import type { Queries } from '../db/types.ts'
import { listProjectsOnConnections } from '../projects/by-connection.ts'
import { projectNames } from '../projects/names.ts'

interface LiveRun {
  id: string
  state: string
  projectId: string
  connectionId: string
}

async function listLiveRuns(queries: Queries, connectionIds: readonly string[]): Promise<LiveRun[]> {
  const { rows } = await queries.query<LiveRun>(
    `select id, state, project_id as "projectId", connection_id as "connectionId" from runs
      where connection_id = any($1) and state not in ('done', 'cancelled') order by created_at`,
    [connectionIds],
  )
  return rows
}

export const connectionUses: ConnectionUses = {
  async of(queries, connectionIds) {
    const projects = await listProjectsOnConnections(queries, connectionIds)
    const runs = await listLiveRuns(queries, connectionIds)
    const names = await projectNames(
      queries,
      runs.map(({ projectId }) => projectId),
    )
    const uses = new Map<string, ConnectionUse>(
      connectionIds.map((id) => [id, { projects: [], liveRuns: [] }]),
    )
    for (const { connectionId, ...project } of projects) uses.get(connectionId)?.projects.push(project)
    for (const { id, state, projectId, connectionId } of runs)
      uses.get(connectionId)?.liveRuns.push({ id, projectName: names.get(projectId) ?? '', state })
    return uses
  },

  async projectsWithRuns(queries, connectionId) {
    const { rows } = await queries.query<{ id: string }>(
      'select distinct project_id as id from runs where connection_id = $1',
      [connectionId],
    )
    const names = await projectNames(
      queries,
      rows.map(({ id }) => id),
    )
    return [...new Set(names.values())].sort()
  },
}
