// Signing in with a password. Whether an account exists shows neither in the words nor in the time: for an unknown one
// the same is looked up, hashed and written.
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { recordAudit } from './audit.ts'
import { findKnownBrowser, rememberBrowser } from './known-browsers.ts'
import { verifyPassword } from './passwords.ts'
import { emailKey, type Visitor } from './person.ts'
import { createSession, type NewSession } from './sessions.ts'
import type { Throttle } from './throttle.ts'
import { findUser } from './users.ts'
import { anyWorkspace } from './workspaces.ts'

export type SignedIn = NewSession & {
  userId: string
  /** The value for the cookie of a browser that is new to this account; null for one it knows. */
  knownBrowser: string | null
}

/** @param verify whether a password belongs to a hash, or to none */
export function createSignIn(database: Database, throttle: Throttle, verify = verifyPassword) {
  return async (email: string, password: string, visitor: Visitor): Promise<SignedIn> => {
    const account = emailKey(email)
    const user = await findUser(database, 'email_key', account)
    const browser = await findKnownBrowser(database, visitor.knownBrowser, user?.id)
    const from = { account, address: visitor.address, browser }
    await throttle.admit(from)
    const isRight = await verify(user?.password_hash, password)
    if (!user || !isRight) {
      // Asked for in both cases.
      const fallback = await anyWorkspace(database)
      await recordAudit(database, {
        workspaceId: user?.workspace_id ?? fallback,
        // Not what was typed: people type their password there.
        actor: user?.name ?? 'unknown account',
        action: 'login.failed',
        address: visitor.address,
      })
      throw new AppError(
        'not_signed_in',
        'The e-mail address or the password is wrong. Check both and try again.',
      )
    }
    await throttle.forgive(from)
    const session = await createSession(database, user.id, visitor.userAgent)
    await recordAudit(database, {
      workspaceId: user.workspace_id,
      actor: user.name,
      action: 'login.succeeded',
      address: visitor.address,
    })
    const knownBrowser = browser === null ? await rememberBrowser(database, user.id) : null
    return { userId: user.id, ...session, knownBrowser }
  }
}
