// What the doors may ask about people: who is this, let them in, let them out.
import { setTimeout as sleep } from 'node:timers/promises'
import type { SetupInput, User } from '../api/session.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { recordAudit } from './audit.ts'
import { assertUncommon, hashPassword, verifyPassword } from './passwords.ts'
import { emailKey, type Person } from './person.ts'
import {
  createSession,
  findBySession,
  type NewSession,
  removeExpiredSessions,
  removeOtherSessions,
  removeSession,
} from './sessions.ts'
import { createSetup } from './setup.ts'
import { createThrottle, removeOldAttempts } from './throttle.ts'
import { findByToken } from './tokens.ts'

export interface Profile {
  user: User
  workspace: { id: string; name: string }
}

/** Where a login comes from. */
export interface Visitor {
  address: string
  userAgent: string
}

export type Accounts = ReturnType<typeof createAccounts>

interface UserRow {
  id: string
  workspace_id: string
  name: string
  email: string
  role: User['role']
  password_hash: string
  workspace_name: string
}

const selectUser = `select u.id, u.workspace_id, u.name, u.email, u.role, u.password_hash, w.name as workspace_name
  from users u join workspaces w on w.id = u.workspace_id`

export function createAccounts(
  database: Database,
  options: { sleep?: (ms: number) => Promise<unknown> } = {},
) {
  const setup = createSetup(database)
  const throttle = createThrottle(database, async (ms) => {
    await (options.sleep ?? sleep)(ms)
  })

  async function findUser(where: string, value: string): Promise<UserRow | undefined> {
    const { rows } = await database.query<UserRow>(`${selectUser} where ${where} = $1`, [value])
    return rows[0]
  }

  return {
    setup,

    /** Creates the owner and signs this browser in. */
    async createOwner(input: SetupInput, visitor: Visitor): Promise<NewSession & { userId: string }> {
      const { userId } = await setup.createOwner(input)
      return { userId, ...(await createSession(database, userId, visitor.userAgent)) }
    },

    async logIn(email: string, password: string, visitor: Visitor): Promise<NewSession & { userId: string }> {
      const account = emailKey(email)
      await throttle.admit(account, visitor.address)
      const user = await findUser('u.email_key', account)
      const isRight = await verifyPassword(user?.password_hash, password)
      if (!user || !isRight) {
        if (user)
          await recordAudit(database, {
            workspaceId: user.workspace_id,
            actor: user.name,
            action: 'login.failed',
          })
        throw new AppError(
          'not_signed_in',
          'The e-mail address or the password is wrong. Check both and try again.',
        )
      }
      await throttle.forgive(account, visitor.address)
      const session = await createSession(database, user.id, visitor.userAgent)
      await recordAudit(database, {
        workspaceId: user.workspace_id,
        actor: user.name,
        action: 'login.succeeded',
      })
      return { userId: user.id, ...session }
    },

    async logOut(person: Person): Promise<void> {
      if (person.sessionId) await removeSession(database, person.userId, person.sessionId)
    },

    /** Null for anything that is not a live session or token. */
    async identify(proof: {
      cookie?: string | undefined
      bearer?: string | undefined
    }): Promise<Person | null> {
      if (proof.bearer !== undefined) return findByToken(database, proof.bearer)
      return proof.cookie ? findBySession(database, proof.cookie) : null
    },

    /** Whether what this person came in with still holds; asked again and again by open event streams. */
    async isStillIn(person: Person): Promise<boolean> {
      const { rows } = await database.query(
        person.sessionId
          ? 'select 1 from sessions where id = $1 and expires_at > now()'
          : 'select 1 from api_tokens where id = $1 and (expires_at is null or expires_at > now())',
        [person.sessionId ?? person.tokenId],
      )
      return rows.length > 0
    },

    async profile(userId: string): Promise<Profile> {
      const row = await findUser('u.id', userId)
      if (!row) throw new AppError('not_signed_in', 'This account no longer exists.')
      return {
        user: { id: row.id, name: row.name, email: row.email, role: row.role },
        workspace: { id: row.workspace_id, name: row.workspace_name },
      }
    },

    /** Signs every other browser out. */
    async changePassword(person: Person, current: string, next: string, visitor: Visitor): Promise<void> {
      const user = await findUser('u.id', person.userId)
      if (!user) throw new AppError('not_signed_in', 'This account no longer exists.')
      const account = emailKey(user.email)
      await throttle.admit(account, visitor.address)
      if (!(await verifyPassword(user.password_hash, current))) {
        throw new AppError(
          'forbidden',
          'The current password is not right. Type it again; nothing was changed.',
        )
      }
      await throttle.forgive(account, visitor.address)
      assertUncommon(next, [user.name, user.email])
      const passwordHash = await hashPassword(next)
      await database.transaction(async (tx) => {
        await tx.query('update users set password_hash = $1 where id = $2', [passwordHash, user.id])
        await removeOtherSessions(tx, user.id, person.sessionId)
        await recordAudit(tx, {
          workspaceId: user.workspace_id,
          actor: user.name,
          action: 'password.changed',
        })
      })
    },

    /** Housekeeping, once a day. */
    async removeExpired(): Promise<void> {
      await removeExpiredSessions(database)
      await removeOldAttempts(database)
    },
  }
}
