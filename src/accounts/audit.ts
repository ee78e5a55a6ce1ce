// Who did what. Written beside the thing itself, read by the owner.
import type { AuditEvent } from '../api/status.ts'
import type { Database, Queries } from '../db/types.ts'

export interface AuditEntry {
  workspaceId: string
  actor: string
  /** Noun and verb, such as `connection.created`. */
  action: string
  subject?: string
  /** Never a secret. */
  detail?: Record<string, unknown>
}

export async function recordAudit(queries: Queries, entry: AuditEntry): Promise<void> {
  await queries.query(
    'insert into audit_events (workspace_id, at, actor, action, subject, detail) values ($1, $2, $3, $4, $5, $6)',
    [
      entry.workspaceId,
      queries.now(),
      entry.actor,
      entry.action,
      entry.subject ?? '',
      JSON.stringify(entry.detail ?? {}),
    ],
  )
}

interface AuditRow {
  id: number
  at: string
  actor: string
  action: string
  subject: string
  detail: Record<string, unknown>
}

/** Newest first; `before` is the id of the last event already seen. */
export async function listAudit(
  database: Database,
  workspaceId: string,
  limit: number,
  before: number | null,
): Promise<AuditEvent[]> {
  const { rows } = await database.query<AuditRow>(
    `select id, at, actor, action, subject, detail from audit_events
     where workspace_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [workspaceId, before, limit],
  )
  return rows.map((row) => ({ ...row, id: String(row.id) }))
}
