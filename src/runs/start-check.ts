// Before a run starts or goes on: whether its connection can carry it.
import type { Connections } from '../connections/connections.ts'
import type { Database } from '../db/types.ts'
import { findPlanById } from '../plans/store.ts'
import { findRunRow, planOfStopped } from './run-store.ts'

export interface StartCheckDeps {
  database: Database
  connections: Pick<Connections, 'assertReady'>
}

export type StartCheck = ReturnType<typeof createStartCheck>

export function createStartCheck({ database, connections }: StartCheckDeps) {
  // What is not there, or not to be started, is refused by whoever starts it.
  return {
    async plan(workspaceId: string, planId: string): Promise<void> {
      const plan = await findPlanById(database, planId)
      if (plan?.workspace_id !== workspaceId || plan.state !== 'ready') return
      await connections.assertReady(workspaceId, plan.connection_id, plan.destination)
    },
    /** Of a run that is over, whose plan is to be published again. */
    async again(workspaceId: string, runId: string): Promise<void> {
      const run = await findRunRow(database, runId)
      const plan = run?.workspace_id === workspaceId ? await findPlanById(database, run.plan_id) : undefined
      if (plan) await connections.assertReady(workspaceId, plan.connection_id, plan.destination)
    },
    async run(workspaceId: string, runId: string): Promise<void> {
      const planId = await planOfStopped(database, workspaceId, runId)
      const plan = planId === null ? undefined : await findPlanById(database, planId)
      if (plan) await connections.assertReady(workspaceId, plan.connection_id, plan.destination)
    },
  }
}
