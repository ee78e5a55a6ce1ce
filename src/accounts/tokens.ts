// API tokens: for the command line and for scripts. Shown once, stored as a hash.
import type { Token, TokenScope } from '../api/token.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import type { Person } from './person.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** So that secret scanners recognise one that ended up in a repository. */
export const tokenPrefix = 'smt_'

interface TokenRow {
  id: string
  name: string
  prefix: string
  scope: TokenScope
  created_at: string
  last_used_at: string | null
  expires_at: string | null
}

const columns = 'id, name, prefix, scope, created_at, last_used_at, expires_at'

export async function createToken(
  database: Database,
  userId: string,
  input: { name: string; scope: TokenScope; expiresInDays: number | null },
): Promise<Token & { secret: string }> {
  const secret = `${tokenPrefix}${newSecret()}`
  const { rows } = await database.query<TokenRow>(
    `insert into api_tokens (id, user_id, name, prefix, token_hash, created_at, expires_at, scope)
     values ($1, $2, $3, $4, $5, $7, now() + $6::integer * interval '1 day', $8) returning ${columns}`,
    [
      newId('tok'),
      userId,
      input.name,
      secret.slice(0, 8),
      hashSecret(secret),
      input.expiresInDays,
      database.now(),
      input.scope,
    ],
  )
  return { ...present(rows[0]!), secret }
}

export async function listTokens(database: Database, userId: string): Promise<Token[]> {
  const { rows } = await database.query<TokenRow>(
    `select ${columns} from api_tokens where user_id = $1 order by created_at desc, id desc limit 500`,
    [userId],
  )
  return rows.map(present)
}

/** Whether there was such a token. */
export async function removeToken(database: Database, userId: string, tokenId: string): Promise<boolean> {
  const { rowCount } = await database.query('delete from api_tokens where id = $1 and user_id = $2', [
    tokenId,
    userId,
  ])
  return rowCount > 0
}

/** All of a user but one. Returns how many. */
export async function removeTokens(queries: Queries, userId: string, keepId: string | null): Promise<number> {
  const { rowCount } = await queries.query(
    'delete from api_tokens where user_id = $1 and id is distinct from $2',
    [userId, keepId],
  )
  return rowCount
}

/** What each scope amounts to. */
const roleOf: Record<TokenScope, Person['role']> = {
  read: 'viewer',
  edit: 'editor',
  publish: 'publisher',
  manage: 'owner',
}
const roles: Person['role'][] = ['viewer', 'editor', 'publisher', 'owner']

/** A token never lets its owner do more than without it. */
function lesser(one: Person['role'], other: Person['role']): Person['role'] {
  return roles[Math.min(roles.indexOf(one), roles.indexOf(other))]!
}

interface PersonRow {
  id: string
  scope: TokenScope
  user_id: string
  workspace_id: string
  name: string
  role: Person['role']
  is_fresh: boolean
}

export async function findByToken(database: Database, secret: string): Promise<Person | null> {
  if (!secret.startsWith(tokenPrefix)) return null
  const now = database.now()
  const { rows } = await database.query<PersonRow>(
    `select t.id, t.scope, u.id as user_id, u.workspace_id, u.name, u.role,
       coalesce(t.last_used_at between $2::timestamptz - interval '1 minute' and $2, false) as is_fresh
     from api_tokens t join users u on u.id = t.user_id
     where t.token_hash = $1 and (t.expires_at is null or t.expires_at > now())`,
    [hashSecret(secret), now],
  )
  const row = rows[0]
  if (!row) return null
  if (!row.is_fresh)
    await database.query('update api_tokens set last_used_at = $2 where id = $1', [row.id, now])
  return {
    userId: row.user_id,
    workspaceId: row.workspace_id,
    name: row.name,
    role: lesser(row.role, roleOf[row.scope]),
    scope: row.scope,
    isRecent: row.scope === 'manage',
    sessionId: null,
    tokenId: row.id,
  }
}

function present(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scope: row.scope,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  }
}
