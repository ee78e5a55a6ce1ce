// The way back for an owner who forgot the password: whoever can write into the data folder of the server may set a
// new one. The command line leaves a random token there, and shows that it did by sending the same.
import { timingSafeEqual } from 'node:crypto'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ResetInput, resetFile, resetMinutes } from '../api/reset.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { recordAudit } from './audit.ts'
import { forgetBrowsers } from './known-browsers.ts'
import { assertUncommon, hashPassword } from './passwords.ts'
import { emailKey } from './person.ts'
import { hashSecret } from './secrets.ts'
import { removeOtherSessions } from './sessions.ts'
import { removeTokens } from './tokens.ts'

interface OwnerRow {
  id: string
  workspace_id: string
  name: string
  email: string
}

/**
 * Sets the password of the owner, signs all browsers out, and ends the tokens if asked to. The token works once.
 * `dataDir`: where it was left; null where there is no such folder, and then none is accepted.
 */
export async function resetPassword(
  database: Database,
  dataDir: string | null,
  input: ResetInput,
  address: string,
): Promise<{ name: string; email: string }> {
  if (dataDir === null) throw notLeftThere()
  const path = join(dataDir, resetFile)
  assertLeftThere(path, input.token)
  const { rows } = await database.query<OwnerRow>(
    `select id, workspace_id, name, email from users where role = 'owner' and ($1 = '' or email_key = $1) order by created_at`,
    [emailKey(input.email)],
  )
  const [owner, another] = rows
  if (!owner) throw new AppError('not_found', noOwner(input.email))
  if (another)
    throw new AppError(
      'bad_request',
      'There are several owners. Say which one with --email. Nothing was changed.',
    )
  assertUncommon(input.password, [owner.name, owner.email])
  const passwordHash = await hashPassword(input.password)
  takeLeft(path)
  await database.transaction(async (tx) => {
    await tx.query('update users set password_hash = $1 where id = $2', [passwordHash, owner.id])
    await removeOtherSessions(tx, owner.id, null)
    await forgetBrowsers(tx, owner.id, null)
    const endedTokens = input.endTokens ? await removeTokens(tx, owner.id, null) : 0
    await recordAudit(tx, {
      workspaceId: owner.workspace_id,
      actor: owner.name,
      action: 'password.reset',
      address,
      detail: { endedTokens },
    })
  })
  return { name: owner.name, email: owner.email }
}

function assertLeftThere(path: string, token: string): void {
  const left = readLeft(path)
  const isSame =
    left !== null && timingSafeEqual(Buffer.from(hashSecret(left)), Buffer.from(hashSecret(token)))
  if (!isSame) throw notLeftThere()
}

/** Before anything changes: of two that come with the same token, one finds it gone. */
function takeLeft(path: string): void {
  try {
    rmSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw notLeftThere()
    throw error
  }
}

function notLeftThere(): AppError {
  return new AppError(
    'forbidden',
    'The password can be reset only on the machine of the server, by a user who may write into its data folder. Run "seomatic accounts reset" there, with the same DATA_DIR. Nothing was changed.',
  )
}

function readLeft(path: string): string | null {
  try {
    if (Date.now() - statSync(path).mtimeMs > resetMinutes * 60_000) return null
    const text = readFileSync(path, 'utf8').trim()
    return text.length >= 40 ? text : null
  } catch {
    return null
  }
}

function noOwner(email: string): string {
  return email === ''
    ? 'There is no account yet. Create it with the link that the server printed at its start.'
    : 'No owner has this e-mail address. Leave --email out to reset the one there is. Nothing was changed.'
}
