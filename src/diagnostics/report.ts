// A report for whoever looks for a fault: states, numbers and times, and nothing that a stranger must not read. It is
// put together from what is safe, instead of cleaning what is not.
import type { Connection } from '../api/connection.ts'
import type { Diagnostics } from '../api/diagnostics.ts'
import type { Notice } from '../api/notice.ts'
import type { Run } from '../api/run.ts'
import type { Status } from '../api/status.ts'
import { appliedMigrations } from '../db/migrate.ts'
import { databaseSize, tableSizes } from '../db/table-sizes.ts'
import type { Database } from '../db/types.ts'

export interface DiagnosticsDeps {
  database: Database
  status: Status
  /** Names of settings that differ from what they are without being set. */
  changedSettings: readonly string[]
  listConnections: (workspaceId: string) => Promise<readonly Connection[]>
  /** The newest first. */
  listRuns: (workspaceId: string, limit: number) => Promise<readonly Run[]>
  /** The newest first. */
  listNotices: (workspaceId: string, limit: number) => Promise<readonly Notice[]>
}

export async function readDiagnostics(deps: DiagnosticsDeps, workspaceId: string): Promise<Diagnostics> {
  const { database, status } = deps
  const connections = await deps.listConnections(workspaceId)
  const runs = await deps.listRuns(workspaceId, 20)
  const notices = await deps.listNotices(workspaceId, 50)
  return {
    madeAt: database.now().toISOString(),
    program: {
      version: status.version,
      services: status.services,
      startedAt: status.startedAt,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      memoryBytes: process.memoryUsage.rss(),
    },
    settings: [...deps.changedSettings],
    database: {
      kind: database.kind,
      durable: database.durable,
      bytes: await databaseSize(database),
      migration: (await appliedMigrations(database)).at(-1) ?? 0,
      tables: await tableSizes(database),
    },
    connections: connections.map(connectionLine),
    runs: runs.map(runLine),
    notices: notices.map(({ kind, raisedAt }) => ({ kind, at: raisedAt })),
  }
}

function connectionLine(connection: Connection): Diagnostics['connections'][number] {
  const { id, kind, method, status, failure, permissions, lastCheckedAt } = connection
  const missing = permissions.filter(({ state }) => state === 'missing').map(({ name }) => name)
  return {
    id,
    kind,
    method,
    status,
    failure: failure?.code ?? null,
    missingPermissions: missing,
    lastCheckedAt,
  }
}

function runLine(run: Run): Diagnostics['runs'][number] {
  const { id, kind, state, createdAt, finishedAt, total, counts, receipt } = run
  return { id, kind, state, createdAt, finishedAt, total, counts, restarts: receipt?.restarts ?? 0 }
}
