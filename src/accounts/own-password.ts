// The password of someone who is signed in: given again, and changed.
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { recordAudit } from './audit.ts'
import { findKnownBrowser, forgetBrowsers } from './known-browsers.ts'
import { assertUncommon, hashPassword, verifyPassword } from './passwords.ts'
import { emailKey, type Person, type Visitor } from './person.ts'
import { confirmSession, removeOtherSessions } from './sessions.ts'
import type { Throttle } from './throttle.ts'
import { removeTokens } from './tokens.ts'
import { findUser, type UserRow } from './users.ts'

export interface PasswordChange {
  current: string
  next: string
  endTokens: boolean
}

export function createPasswords(database: Database, throttle: Throttle) {
  /** The user, and this browser if it is known. A wrong password is written into the audit log as `refused`. */
  async function verify(person: Person, password: string, visitor: Visitor, refused: string) {
    const user = await findUser(database, 'id', person.userId)
    if (!user) throw new AppError('not_signed_in', 'This account no longer exists.')
    const browser = await findKnownBrowser(database, visitor.knownBrowser, user.id)
    const from = { account: emailKey(user.email), address: visitor.address, browser }
    await throttle.admit(from)
    if (!(await verifyPassword(user.password_hash, password))) {
      await audit(user, refused, visitor)
      throw new AppError(
        'forbidden',
        'The current password is not right. Type it again; nothing was changed.',
      )
    }
    await throttle.forgive(from)
    return { user, browser }
  }

  const audit = (user: UserRow, action: string, visitor: Visitor) =>
    recordAudit(database, {
      workspaceId: user.workspace_id,
      actor: user.name,
      action,
      address: visitor.address,
    })

  return {
    /** For a quarter of an hour this browser is not asked again. */
    async confirmPassword(person: Person, password: string, visitor: Visitor): Promise<void> {
      const { user } = await verify(person, password, visitor, 'password.refused')
      if (person.sessionId) await confirmSession(database, person.sessionId)
      await audit(user, 'password.confirmed', visitor)
    },

    /** Signs every other browser out, and ends the other tokens if asked to. */
    async changePassword(person: Person, change: PasswordChange, visitor: Visitor): Promise<void> {
      const { user, browser } = await verify(person, change.current, visitor, 'password.change_refused')
      assertUncommon(change.next, [user.name, user.email])
      const passwordHash = await hashPassword(change.next)
      await database.transaction(async (tx) => {
        await tx.query('update users set password_hash = $1 where id = $2', [passwordHash, user.id])
        await removeOtherSessions(tx, user.id, person.sessionId)
        await forgetBrowsers(tx, user.id, browser)
        const endedTokens = change.endTokens ? await removeTokens(tx, user.id, person.tokenId) : 0
        await recordAudit(tx, {
          workspaceId: user.workspace_id,
          actor: user.name,
          action: 'password.changed',
          address: visitor.address,
          detail: { endedTokens },
        })
        if (person.sessionId) await confirmSession(tx, person.sessionId)
      })
    },
  }
}
