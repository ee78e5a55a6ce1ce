// Browsers that an account has signed in from before. Knowing one is no proof of anything: it only has a counter of
// its own for wrong passwords, so that strangers who fail on purpose cannot keep its owner out.
import type { Database, Queries } from '../db/types.ts'
import { hashSecret, newSecret } from './secrets.ts'

export const knownBrowserDays = 365

/** What a counter of its own goes by, or null for a browser this account never signed in from. */
export async function findKnownBrowser(
  database: Database,
  secret: string | undefined,
  userId: string | undefined,
): Promise<string | null> {
  if (!secret) return null
  const hash = hashSecret(secret)
  const { rows } = await database.query(
    'select 1 from known_browsers where token_hash = $1 and user_id = $2 and expires_at > now()',
    [hash, userId ?? ''],
  )
  return rows.length > 0 ? hash : null
}

/** The cookie's value; it exists only here and in the browser. */
export async function rememberBrowser(queries: Queries, userId: string): Promise<string> {
  const secret = newSecret()
  await queries.query(
    `insert into known_browsers (token_hash, user_id, created_at, expires_at)
     values ($1, $2, $3, now() + $4::integer * interval '1 day')`,
    [hashSecret(secret), userId, queries.now(), knownBrowserDays],
  )
  return secret
}

/** `keep`: what `findKnownBrowser` gave. */
export async function forgetBrowsers(queries: Queries, userId: string, keep: string | null): Promise<void> {
  await queries.query('delete from known_browsers where user_id = $1 and token_hash is distinct from $2', [
    userId,
    keep,
  ])
}

export async function removeExpiredBrowsers(database: Database): Promise<void> {
  await database.query('delete from known_browsers where expires_at < now()')
}
