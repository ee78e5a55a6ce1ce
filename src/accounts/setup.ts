// Making the one owner. The link in the server's log is the only way in, and it works once.
import type { SetupInput } from '../api/session.ts'
import { newId } from '../db/id.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { recordAudit } from './audit.ts'
import { assertUncommon, hashPassword } from './passwords.ts'
import { emailKey } from './person.ts'
import { hashSecret, newSecret } from './secrets.ts'

export interface Setup {
  isOpen(): Promise<boolean>
  /** A fresh token while the setup is open (the earlier one stops working), or null once the owner exists. */
  renewToken(): Promise<string | null>
  /** Creates workspace and owner; of any number of callers exactly one succeeds, ever. */
  createOwner(input: SetupInput, address: string): Promise<{ userId: string; workspaceId: string }>
}

/** @param prepare what a new workspace begins with; in the transaction that makes it */
export function createSetup(
  database: Database,
  prepare: (tx: Tx, workspaceId: string) => Promise<void> = async () => undefined,
): Setup {
  async function isOpen(): Promise<boolean> {
    const { rows } = await database.query('select 1 from setup where used_at is null')
    return rows.length > 0
  }

  return {
    isOpen,
    async renewToken() {
      const token = newSecret()
      const { rowCount } = await database.query(
        `update setup set token_hash = $1, token_expires_at = now() + interval '24 hours' where used_at is null`,
        [hashSecret(token)],
      )
      return rowCount === 1 ? token : null
    },
    async createOwner(input, address) {
      const tokenHash = hashSecret(input.token)
      // Before the slow hash, so that guessing does not cost us memory and time.
      await assertOpenTo(database, tokenHash)
      assertUncommon(input.password, [input.name, input.email])
      const passwordHash = await hashPassword(input.password)
      const userId = newId('usr')
      const workspaceId = newId('wsp')
      await database.transaction(async (tx) => {
        const now = tx.now()
        // This statement decides: the row is locked by the first, and the others find it used.
        const claimed = await tx.query(
          `update setup set used_at = $2, token_hash = null, token_expires_at = null
           where used_at is null and token_hash = $1 and token_expires_at > now()`,
          [tokenHash, now],
        )
        if (claimed.rowCount !== 1) throw closedError()
        await tx.query('insert into workspaces (id, name, created_at) values ($1, $2, $3)', [
          workspaceId,
          `${input.name}'s workspace`,
          now,
        ])
        await tx.query(
          `insert into users (id, workspace_id, name, email, email_key, password_hash, role, created_at)
           values ($1, $2, $3, $4, $5, $6, 'owner', $7)`,
          [userId, workspaceId, input.name, input.email, emailKey(input.email), passwordHash, now],
        )
        await prepare(tx, workspaceId)
        await recordAudit(tx, { workspaceId, actor: input.name, action: 'setup.completed', address })
      })
      return { userId, workspaceId }
    },
  }
}

/**
 * In one look: who is overtaken by another between two would be told that the link is wrong.
 * @throws AppError `setup_closed`, `setup_token_invalid`
 */
async function assertOpenTo(database: Database, tokenHash: string): Promise<void> {
  const { rows } = await database.query<{ matches: boolean | null }>(
    'select token_hash = $1 and token_expires_at > now() as matches from setup where used_at is null',
    [tokenHash],
  )
  if (!rows[0]) throw closedError()
  if (!rows[0].matches) throw tokenError()
}

function closedError(): AppError {
  return new AppError(
    'setup_closed',
    'Setup is complete and closed. Log in with the account that was created.',
  )
}

function tokenError(): AppError {
  return new AppError(
    'setup_token_invalid',
    'This setup link is not valid, or no longer valid. Use the newest link in the server log; each start prints a new one, good for 24 hours.',
  )
}
