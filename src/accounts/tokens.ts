// API tokens: for the command line and for scripts. Shown once, stored as a hash.
import type { Token } from '../api/token.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import type { Person } from './person.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** So that secret scanners recognise one that ended up in a repository. */
export const tokenPrefix = 'smt_'

interface TokenRow {
  id: string
  name: string
  prefix: string
  created_at: string
  last_used_at: string | null
  expires_at: string | null
}

const columns = 'id, name, prefix, created_at, last_used_at, expires_at'

export async function createToken(
  database: Database,
  userId: string,
  input: { name: string; expiresInDays: number | null },
): Promise<Token & { secret: string }> {
  const secret = `${tokenPrefix}${newSecret()}`
  const { rows } = await database.query<TokenRow>(
    `insert into api_tokens (id, user_id, name, prefix, token_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $7, now() + $6::integer * interval '1 day') returning ${columns}`,
    [
      newId('tok'),
      userId,
      input.name,
      secret.slice(0, 8),
      hashSecret(secret),
      input.expiresInDays,
      database.now(),
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

interface PersonRow {
  id: string
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
    `select t.id, u.id as user_id, u.workspace_id, u.name, u.role,
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
    role: row.role,
    sessionId: null,
    tokenId: row.id,
  }
}

function present(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  }
}
