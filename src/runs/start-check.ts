// Before a run starts or goes on: whether its connection can carry it.
import type { Connections } from '../connections/connections.ts'
import type { Database } from '../db/types.ts'

export interface StartCheckDeps {
  database: Database
  connections: Pick<Connections, 'assertReady'>
}

export type StartCheck = ReturnType<typeof createStartCheck>

export function createStartCheck({ database, connections }: StartCheckDeps) {
  async function check(workspaceId: string, sql: string, id: string): Promise<void> {
    const { rows } = await database.query<{ connection_id: string | null; destination: string }>(sql, [
      workspaceId,
      id,
    ])
    const found = rows[0]
    // What is not there, or not to be started, is refused by whoever starts it.
    if (found?.connection_id)
      await connections.assertReady(workspaceId, found.connection_id, found.destination)
  }

  return {
    plan: (workspaceId: string, planId: string) =>
      check(
        workspaceId,
        `select connection_id, destination from plans where workspace_id = $1 and id = $2 and state = 'ready'`,
        planId,
      ),
    run: (workspaceId: string, runId: string) =>
      check(
        workspaceId,
        `select r.connection_id, p.destination from runs r join plans p on p.id = r.plan_id
          where r.workspace_id = $1 and r.id = $2 and r.state in ('paused', 'needs_attention')`,
        runId,
      ),
  }
}
