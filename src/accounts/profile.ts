// What people call themselves, and the address they sign in with.
import type { ProfileInput } from '../api/session.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { emailKey, type Person } from './person.ts'

/** Whatever is absent stays as it is. */
export async function changeProfile(
  database: Database,
  { userId, workspaceId }: Person,
  { name, workspaceName }: ProfileInput,
): Promise<void> {
  await database.transaction(async (tx) => {
    if (name !== undefined) await tx.query('update users set name = $2 where id = $1', [userId, name])
    if (workspaceName !== undefined) {
      await tx.query('update workspaces set name = $2 where id = $1', [workspaceId, workspaceName])
    }
  })
}

/** Fails with `conflict` when another account has that address. */
export async function changeEmail(database: Database, { userId }: Person, email: string): Promise<void> {
  const address = email.normalize('NFC').trim()
  const { rowCount } = await database.query(
    `update users set email = $2, email_key = $3
      where id = $1 and not exists (select 1 from users where email_key = $3 and id <> $1)`,
    [userId, address, emailKey(email)],
  )
  if (rowCount === 0) {
    throw new AppError('conflict', 'Another account has this e-mail address. Nothing was changed.')
  }
}
