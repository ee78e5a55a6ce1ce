// The key that seals all stored secrets: from the environment, or a file made at the first start. During a
// rotation there are two: the first seals, both open. One that is lost locks what it sealed, and nothing else.
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { type Cipher, createCipher, type Place } from './cipher.ts'
import { createKeyFile, decodeKey, keyPath, makePrivate, type Privacy, readKeyFile } from './key-file.ts'
import { deleteKeys, insertKey, type KnownKey, listKeys } from './key-table.ts'

export { keyPath } from './key-file.ts'

export interface MasterKeySettings {
  dataDir: string
  /** Base64 of 32 bytes, or empty: then the file in `dataDir` is used. */
  encryptionKey: string
  /** The file `encryptionKey` was read from, or empty. */
  encryptionKeyFile?: string
  /** The key before it, while something stored still needs it. */
  previousEncryptionKey?: string
}

export interface MasterKey {
  cipher: Cipher
  source: 'environment' | 'file'
  path: string | null
  /** True when the file was made by this start. */
  isNew: boolean
  /** The file that was readable by others, and whether it still is; null when none was. */
  exposed: { path: string; isMended: boolean } | null
}

/**
 * Opens the keys. Where a key that sealed something is not among them, the program starts all the same: what that
 * key sealed stays as it is, and is locked until the key is back or the secret is entered again.
 */
export async function openMasterKey(
  database: Queries & { kind: string },
  settings: MasterKeySettings,
): Promise<MasterKey> {
  const known = await listKeys(database)
  const { keys, path, isNew } = settings.encryptionKey
    ? fromEnvironment(settings)
    : fromFile(database, settings)
  const cipher = createCipher(keys, path === null ? undefined : () => readKeyFile(path) ?? keys)
  if (!known.some((one) => one.key_id === cipher.keyId)) await introduceAtStart(database, cipher, known)
  const exposed = assertPrivate(path, settings.encryptionKeyFile ?? '')
  return { cipher, source: path === null ? 'environment' : 'file', path, isNew, exposed }
}

/** `own`: the file in the data folder, which nobody else has to read. */
function assertPrivate(own: string | null, given: string): MasterKey['exposed'] {
  const path = own ?? given
  const privacy: Privacy = path === '' ? 'private' : makePrivate(path)
  if (privacy === 'private') return null
  if (privacy === 'open' && own !== null) {
    throw new AppError(
      'key_missing',
      `Other users of this machine can read the encryption key in ${own}, and that could not be changed. Run "chmod 600 ${own}" as its owner, and start again.`,
    )
  }
  return { path, isMended: privacy === 'mended' }
}

const checkText = 'SEOmatic can read this'
const checkPlace = (keyId: string): Place => ({
  table: 'encryption_keys',
  column: 'check_value',
  rowId: keyId,
})

/**
 * From now on the database knows the key that seals. `known`: the keys it knew before. For a rotation: where it fails,
 * the row stays, since the key file holds the key by then.
 */
export async function introduceKey(
  database: Queries,
  cipher: Cipher,
  known: readonly KnownKey[],
): Promise<void> {
  await enterKey(database, cipher)
  const others = await cameSince(database, cipher, known)
  if (others.length > 0) throw otherProcess(others)
}

/**
 * Of two processes that start in the same moment with two keys, at least one hears of it now and not at the first
 * publish. Nothing is sealed with its key yet, so nobody needs to know it. Of a process that started with another
 * key before, nobody hears here: this one starts too, and what the other sealed is locked for it.
 */
async function introduceAtStart(
  database: Queries,
  cipher: Cipher,
  known: readonly KnownKey[],
): Promise<void> {
  const isOurs = await enterKey(database, cipher)
  const others = await cameSince(database, cipher, known)
  if (others.length === 0) return
  if (isOurs) await deleteKeys(database, [cipher.keyId])
  throw otherProcess(others)
}

/** False when another process entered the same key before. */
function enterKey(database: Queries, cipher: Cipher): Promise<boolean> {
  const { keyId } = cipher
  return insertKey(database, { key_id: keyId, check_value: cipher.seal(checkText, checkPlace(keyId)) })
}

/** Keys that are not here and not among those that were known. */
async function cameSince(database: Queries, cipher: Cipher, known: readonly KnownKey[]): Promise<KnownKey[]> {
  const isKnown = ({ key_id }: KnownKey) => known.some((before) => before.key_id === key_id)
  return (await listKeys(database)).filter((one) => !opens(cipher, one) && !isKnown(one))
}

function otherProcess(others: readonly KnownKey[]): AppError {
  return new AppError(
    'key_missing',
    `Another process that shares the database has just started with another encryption key (fingerprint ${others.map((one) => one.key_id).join(', ')}). Give every process the same key, and start again.`,
  )
}

function opens(cipher: Cipher, { key_id, check_value }: KnownKey): boolean {
  return cipher.keyIds().includes(key_id) && cipher.open(check_value, checkPlace(key_id)) === checkText
}

interface RawKeys {
  keys: Buffer[]
  path: string | null
  isNew: boolean
}

function fromEnvironment({ encryptionKey, previousEncryptionKey }: MasterKeySettings): RawKeys {
  const keys = [decodeKey(encryptionKey, 'APP_ENCRYPTION_KEY')]
  if (previousEncryptionKey) keys.push(decodeKey(previousEncryptionKey, 'APP_ENCRYPTION_KEY_PREVIOUS'))
  return { keys, path: null, isNew: false }
}

function fromFile(database: { kind: string }, { dataDir }: MasterKeySettings): RawKeys {
  const path = keyPath(dataDir)
  const existing = readKeyFile(path)
  if (existing) return { keys: existing, path, isNew: false }
  if (database.kind === 'postgres') {
    throw new AppError(
      'key_missing',
      'With DATABASE_URL the encryption key must be given, since every process that shares the database needs the same one. Create one with "openssl rand -base64 32", keep it apart from database backups, and set APP_ENCRYPTION_KEY or APP_ENCRYPTION_KEY_FILE.',
    )
  }
  return { keys: createKeyFile(path), path, isNew: true }
}
