// What the doors may ask about people: who is this, let them in, let them out.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ResetInput } from '../api/reset.ts'
import type { ProfileInput, SetupInput, User } from '../api/session.ts'
import type { Preferences } from '../api/view.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { recordAudit } from './audit.ts'
import { rememberBrowser, removeExpiredBrowsers } from './known-browsers.ts'
import { createPasswords } from './own-password.ts'
import type { Person, Visitor } from './person.ts'
import { toPreferences } from './preferences.ts'
import { changeEmail, changeProfile } from './profile.ts'
import { resetPassword } from './reset.ts'
import {
  createSession,
  findBySession,
  type NewSession,
  removeExpiredSessions,
  removeSession,
} from './sessions.ts'
import { createSetup } from './setup.ts'
import { createSignIn, type SignedIn } from './sign-in.ts'
import { createThrottle, removeOldAttempts } from './throttle.ts'
import { findByToken } from './tokens.ts'
import { findUser } from './users.ts'

export interface Profile {
  user: User
  workspace: { id: string; name: string }
  preferences: Preferences
}

export type Accounts = ReturnType<typeof createAccounts>

export interface AccountsOptions {
  sleep?: (ms: number) => Promise<unknown>
  /** Where a forgotten password is reset from; without it none is. */
  dataDir?: string
  /** What a new workspace begins with: asked for in the transaction that makes it, begun after it. */
  welcome?: {
    prepare(tx: Tx, workspaceId: string): Promise<void>
    begin(workspaceId: string): Promise<void>
  }
}

export function createAccounts(database: Database, options: AccountsOptions = {}) {
  const setup = createSetup(database, options.welcome?.prepare)
  const throttle = createThrottle(database, async (ms) => {
    await (options.sleep ?? sleep)(ms)
  })

  return {
    setup,
    ...createPasswords(database, throttle),

    /** Creates the owner and signs this browser in. */
    async createOwner(input: SetupInput, visitor: Visitor): Promise<SignedIn> {
      const { userId, workspaceId } = await setup.createOwner(input, visitor.address)
      await options.welcome?.begin(workspaceId)
      const session: NewSession = await createSession(database, userId, visitor.userAgent)
      return { userId, ...session, knownBrowser: await rememberBrowser(database, userId) }
    },

    logIn: createSignIn(database, throttle),

    async logOut(person: Person, address: string): Promise<void> {
      if (!person.sessionId) return
      await removeSession(database, person.userId, person.sessionId)
      await recordAudit(database, {
        workspaceId: person.workspaceId,
        actor: person.name,
        action: 'session.ended',
        address,
      })
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
      const row = await findUser(database, 'id', userId)
      if (!row) throw new AppError('not_signed_in', 'This account no longer exists.')
      return {
        user: { id: row.id, name: row.name, email: row.email, role: row.role },
        workspace: { id: row.workspace_id, name: row.workspace_name },
        preferences: toPreferences(row.preferences),
      }
    },

    changeProfile: (person: Person, input: ProfileInput) => changeProfile(database, person, input),
    changeEmail: (person: Person, email: string) => changeEmail(database, person, email),

    /** For an owner who forgot the password, on the machine of the server; see `reset.ts`. */
    resetPassword: (input: ResetInput, address: string) =>
      resetPassword(database, options.dataDir || null, input, address),

    /** Housekeeping, once a day. */
    async removeExpired(): Promise<void> {
      await removeExpiredSessions(database)
      await removeExpiredBrowsers(database)
      await removeOldAttempts(database)
    },
  }
}
