// Signed-in browsers. The cookie's value is random and only its hash is stored.
import type { SessionEntry } from '../api/session.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import type { Person } from './person.ts'
import { hashSecret, newSecret } from './secrets.ts'

export const sessionDays = 30

/** For so long after the password was given, what is worth most does not ask for it again. */
export const recentMinutes = 15

export interface NewSession {
  id: string
  /** The cookie's value; it exists only here and in the browser. */
  secret: string
}

export async function createSession(
  queries: Queries,
  userId: string,
  userAgent: string,
): Promise<NewSession> {
  const session = { id: newId('ses'), secret: newSecret() }
  await queries.query(
    `insert into sessions (id, token_hash, user_id, user_agent, created_at, last_used_at, expires_at)
     values ($1, $2, $3, $4, $6, $6, now() + $5 * interval '1 day')`,
    [session.id, hashSecret(session.secret), userId, userAgent.slice(0, 300), sessionDays, queries.now()],
  )
  return session
}

interface PersonRow {
  id: string
  user_id: string
  workspace_id: string
  name: string
  role: Person['role']
  is_fresh: boolean
  is_recent: boolean
}

export async function findBySession(database: Database, secret: string): Promise<Person | null> {
  const now = database.now()
  const { rows } = await database.query<PersonRow>(
    `select s.id, u.id as user_id, u.workspace_id, u.name, u.role,
       s.last_used_at between $2::timestamptz - interval '1 minute' and $2 as is_fresh,
       greatest(s.confirmed_at, s.created_at) > $2::timestamptz - $3::integer * interval '1 minute' as is_recent
     from sessions s join users u on u.id = s.user_id where s.token_hash = $1 and s.expires_at > now()`,
    [hashSecret(secret), now, recentMinutes],
  )
  const row = rows[0]
  if (!row) return null
  // Once a minute is exact enough, and spares a write per request.
  if (!row.is_fresh)
    await database.query('update sessions set last_used_at = $2 where id = $1', [row.id, now])
  return {
    userId: row.user_id,
    workspaceId: row.workspace_id,
    name: row.name,
    role: row.role,
    scope: null,
    isRecent: row.is_recent,
    sessionId: row.id,
    tokenId: null,
  }
}

interface SessionRow {
  id: string
  created_at: string
  last_used_at: string
  user_agent: string
}

export async function listSessions(database: Database, person: Person): Promise<SessionEntry[]> {
  const { rows } = await database.query<SessionRow>(
    `select id, created_at, last_used_at, user_agent from sessions
     where user_id = $1 and expires_at > now() order by last_used_at desc, id limit 500`,
    [person.userId],
  )
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    userAgent: row.user_agent,
    current: row.id === person.sessionId,
  }))
}

/** The password was given again in this browser. */
export async function confirmSession(queries: Queries, sessionId: string): Promise<void> {
  await queries.query('update sessions set confirmed_at = $2 where id = $1', [sessionId, queries.now()])
}

/** Whether there was such a session. */
export async function removeSession(queries: Queries, userId: string, sessionId: string): Promise<boolean> {
  const { rowCount } = await queries.query('delete from sessions where id = $1 and user_id = $2', [
    sessionId,
    userId,
  ])
  return rowCount > 0
}

export async function removeOtherSessions(
  queries: Queries,
  userId: string,
  keepId: string | null,
): Promise<void> {
  await queries.query('delete from sessions where user_id = $1 and id is distinct from $2', [userId, keepId])
}

export async function removeExpiredSessions(database: Database): Promise<void> {
  await database.query('delete from sessions where expires_at < now()')
}
