// Who did what. Written beside the thing itself, read by the owner.
import { type AuditAbout, auditSubjects } from '../api/audit-subjects.ts'
import type { AuditEvent } from '../api/status.ts'
import { likePattern } from '../db/like.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'

export interface AuditEntry {
  workspaceId: string
  actor: string
  /** Noun and verb, such as `connection.created`. */
  action: string
  subject?: string
  /** Where the request came from; absent for what the program does by itself. */
  address?: string
  /** Never a secret. */
  detail?: Record<string, unknown>
}

export async function recordAudit(queries: Queries, entry: AuditEntry): Promise<void> {
  await queries.query(
    'insert into audit_events (workspace_id, at, actor, action, subject, detail, address) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      entry.workspaceId,
      queries.now(),
      entry.actor,
      entry.action,
      entry.subject ?? '',
      JSON.stringify(entry.detail ?? {}),
      entry.address ?? '',
    ],
  )
}

interface AuditRow {
  id: number
  at: string
  actor: string
  action: string
  subject: string
  address: string
  detail: Record<string, unknown>
}

export interface AuditFilter {
  about?: AuditAbout | undefined
  search?: string
  /** ISO instants; the first counts, the second does not. */
  from?: string | undefined
  to?: string | undefined
  limit: number
  /** The id of the last event already seen. */
  before: number | null
}

/** Newest first. */
export async function listAudit(
  database: Database,
  workspaceId: string,
  { about, search = '', from, to, limit, before }: AuditFilter,
): Promise<AuditEvent[]> {
  const nouns = about === undefined ? null : auditSubjects[about].nouns
  const { rows } = await database.query<AuditRow>(
    `select id, at, actor, action, subject, address, detail from audit_events
      where workspace_id = $1 and ($2::bigint is null or id < $2)
        and ($4::text[] is null or split_part(action, '.', 1) = any($4))
        and ($5 = '' or actor ilike $6 or detail->>'name' ilike $6 or address ilike $6 or subject = $5)
        and ($7::timestamptz is null or at >= $7) and ($8::timestamptz is null or at < $8)
      order by id desc limit $3`,
    [workspaceId, before, limit, nouns, search, likePattern(search), from ?? null, to ?? null],
  )
  return rows.map(toEvent)
}

/** @throws `not_found` for an entry that the log does not have */
export async function getAudit(database: Database, workspaceId: string, id: string): Promise<AuditEvent> {
  const { rows } = await database.query<AuditRow>(
    'select id, at, actor, action, subject, address, detail from audit_events where workspace_id = $1 and id = $2',
    // Whatever else stands in an address is the id of nothing.
    [workspaceId, /^\d{1,15}$/.test(id) ? Number(id) : -1],
  )
  if (!rows[0])
    throw new AppError(
      'not_found',
      'The audit log has no such entry. Go back to the log and search for what was done.',
    )
  return toEvent(rows[0])
}

function toEvent(row: AuditRow): AuditEvent {
  return { ...row, id: String(row.id) }
}
