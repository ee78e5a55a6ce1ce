// Before a run starts or goes on: whether its connection can carry it.
import type { Connections } from '../connections/connections.ts'
import type { Database } from '../db/types.ts'
import { destinationOfStopped } from './run-store.ts'

export interface StartCheckDeps {
  database: Database
  connections: Pick<Connections, 'assertReady'>
}

export type StartCheck = ReturnType<typeof createStartCheck>

export function createStartCheck({ database, connections }: StartCheckDeps) {
  // What is not there, or not to be started, is refused by whoever starts it.
  return {
    async plan(workspaceId: string, planId: string): Promise<void> {
      const { rows } = await database.query<{ connectionId: string; destination: string }>(
        `select connection_id as "connectionId", destination from plans
          where workspace_id = $1 and id = $2 and state = 'ready'`,
        [workspaceId, planId],
      )
      if (rows[0]) await connections.assertReady(workspaceId, rows[0].connectionId, rows[0].destination)
    },
    async run(workspaceId: string, runId: string): Promise<void> {
      const stopped = await destinationOfStopped(database, workspaceId, runId)
      if (stopped) await connections.assertReady(workspaceId, stopped.connectionId, stopped.destination)
    },
  }
}
