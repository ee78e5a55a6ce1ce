// The key that seals all stored credentials: from the environment, or a file made at the first start.
// The file is kept out of backups of the database on purpose: who finds a backup must not find the key in it.
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { type Cipher, createCipher, type Place } from './cipher.ts'

export interface MasterKeySettings {
  dataDir: string
  /** Base64 of 32 bytes, or empty: then the file in `dataDir` is used. */
  encryptionKey: string
}

export interface MasterKey {
  cipher: Cipher
  source: 'environment' | 'file'
  path: string | null
  /** True when the file was made by this start. */
  isNew: boolean
}

export function keyPath(dataDir: string): string {
  return join(dataDir, 'secrets', 'encryption.key')
}

/**
 * Opens the key and proves that it is the one the stored credentials were sealed with. A wrong or missing key
 * fails with `key_missing` and changes nothing.
 */
export async function openMasterKey(
  database: Queries & { kind: string },
  settings: MasterKeySettings,
): Promise<MasterKey> {
  const known = await readKnown(database)
  const key = settings.encryptionKey
    ? fromEnvironment(settings.encryptionKey)
    : fromFile(database, settings, known.length > 0)
  const cipher = createCipher(key.bytes)
  if (known.length === 0) await introduce(database, cipher)
  else assertKnown(known, cipher, key.path)
  return { cipher, source: key.path ? 'file' : 'environment', path: key.path, isNew: key.isNew }
}

interface Known {
  key_id: string
  check_value: string
}

const checkText = 'SEOmatic can read this'
const checkPlace = (keyId: string): Place => ({
  table: 'encryption_keys',
  column: 'check_value',
  rowId: keyId,
})

async function readKnown(database: Queries): Promise<Known[]> {
  return (await database.query<Known>('select key_id, check_value from encryption_keys')).rows
}

async function introduce(database: Queries, cipher: Cipher): Promise<void> {
  await database.query(
    'insert into encryption_keys (key_id, check_value) values ($1, $2) on conflict do nothing',
    [cipher.keyId, cipher.seal(checkText, checkPlace(cipher.keyId))],
  )
  // Of two processes that start together with two keys, one must hear of it now and not at the first publish.
  assertKnown(await readKnown(database), cipher, null)
}

function assertKnown(known: Known[], cipher: Cipher, path: string | null): void {
  const mine = known.find((one) => one.key_id === cipher.keyId)
  if (known.length === 1 && mine && cipher.open(mine.check_value, checkPlace(mine.key_id)) === checkText)
    return
  const where = path ? `The file ${path}` : 'APP_ENCRYPTION_KEY'
  throw new AppError(
    'key_missing',
    `${where} holds another encryption key than the one the stored credentials were sealed with. Nothing was changed. Start again with the right key (fingerprint ${known.map((one) => one.key_id).join(', ')}).`,
  )
}

interface RawKey {
  bytes: Buffer
  path: string | null
  isNew: boolean
}

function fromEnvironment(text: string): RawKey {
  return { bytes: decode(text, 'APP_ENCRYPTION_KEY'), path: null, isNew: false }
}

function fromFile(database: { kind: string }, { dataDir }: MasterKeySettings, isExpected: boolean): RawKey {
  const path = keyPath(dataDir)
  const existing = readIfThere(path)
  if (existing !== undefined) return { bytes: decode(existing, path), path, isNew: false }
  if (isExpected) {
    throw new AppError(
      'key_missing',
      `The encryption key is missing: there is no file ${path}, and APP_ENCRYPTION_KEY is not set. The stored credentials cannot be opened without it. Nothing was changed. Put the key back and start again.`,
    )
  }
  if (database.kind === 'postgres') {
    throw new AppError(
      'key_missing',
      'With DATABASE_URL the encryption key must be given, since every process that shares the database needs the same one. Make one with "openssl rand -base64 32", keep it apart from database backups, and set APP_ENCRYPTION_KEY or APP_ENCRYPTION_KEY_FILE.',
    )
  }
  createKeyFile(path)
  return { bytes: decode(readFileSync(path, 'utf8'), path), path, isNew: true }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new AppError(
      'key_missing',
      `The encryption key in ${path} cannot be read. Check who may read the file, and start again.`,
      { cause },
    )
  }
}

/** Appears complete or not at all, and never replaces one that is there. */
function createKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(32).toString('base64')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function decode(text: string, where: string): Buffer {
  const bytes = Buffer.from(text.trim(), 'base64')
  if (bytes.length === 32) return bytes
  throw new AppError(
    'configuration_invalid',
    `${where} does not hold an encryption key: 32 bytes in base64 are expected (44 characters). Make one with "openssl rand -base64 32".`,
  )
}
