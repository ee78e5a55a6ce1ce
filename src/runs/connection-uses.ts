// What depends on a connection: the projects that use it, and the runs that go or went over it.
import type { ConnectionUse, ConnectionUses } from '../connections/uses.ts'
import { listProjectsOnConnections } from '../projects/by-connection.ts'
import { projectNames } from '../projects/names.ts'
import { liveRunsOf, projectsWithRunsOf } from './runs-of.ts'

export const connectionUses: ConnectionUses = {
  async of(queries, connectionIds) {
    const projects = await listProjectsOnConnections(queries, connectionIds)
    const runs = await liveRunsOf(queries, connectionIds)
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
    const names = await projectNames(queries, await projectsWithRunsOf(queries, connectionId))
    return [...new Set(names.values())].sort()
  },
}
