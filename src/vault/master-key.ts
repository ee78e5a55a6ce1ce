// The key that seals all stored secrets: from the environment, or a file made at the first start. During a
// rotation there are two: the first seals, both open.
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { type Cipher, createCipher, type Place } from './cipher.ts'
import { createKeyFile, decodeKey, keyPath, readKeyFile } from './key-file.ts'
import { insertKey, type KnownKey, listKeys } from './key-table.ts'

export { keyPath } from './key-file.ts'

export interface MasterKeySettings {
  dataDir: string
  /** Base64 of 32 bytes, or empty: then the file in `dataDir` is used. */
  encryptionKey: string
  /** The key before it, while something stored still needs it. */
  previousEncryptionKey?: string
}

export interface MasterKey {
  cipher: Cipher
  source: 'environment' | 'file'
  path: string | null
  /** True when the file was made by this start. */
  isNew: boolean
}

/**
 * Opens the keys and proves that they are those the stored credentials were sealed with. A wrong or missing key
 * fails with `key_missing` and changes nothing.
 */
export async function openMasterKey(
  database: Queries & { kind: string },
  settings: MasterKeySettings,
): Promise<MasterKey> {
  const known = await listKeys(database)
  const { keys, path, isNew } = settings.encryptionKey
    ? fromEnvironment(settings)
    : fromFile(database, settings, known.length > 0)
  const cipher = createCipher(keys, path === null ? undefined : () => readKeyFile(path) ?? keys)
  if (known.length > 0) assertKnown(known, cipher, path)
  if (!known.some((one) => one.key_id === cipher.keyId)) await introduceKey(database, cipher)
  return { cipher, source: path === null ? 'environment' : 'file', path, isNew }
}

const checkText = 'SEOmatic can read this'
const checkPlace = (keyId: string): Place => ({
  table: 'encryption_keys',
  column: 'check_value',
  rowId: keyId,
})

/** From now on the database expects the key that seals. */
export async function introduceKey(database: Queries, cipher: Cipher): Promise<void> {
  const { keyId } = cipher
  await insertKey(database, { key_id: keyId, check_value: cipher.seal(checkText, checkPlace(keyId)) })
  // Of two processes that start together with two keys, one must hear of it now and not at the first publish.
  assertKnown(await listKeys(database), cipher, null)
}

/** Every key that something stored was sealed with has to be here. */
function assertKnown(known: KnownKey[], cipher: Cipher, path: string | null): void {
  const lacking = known.filter((one) => !opens(cipher, one)).map((one) => one.key_id)
  if (lacking.length === 0) return
  const where = path ? `The file ${path}` : 'APP_ENCRYPTION_KEY'
  const isHalfRotated = lacking.length < known.length
  const what = isHalfRotated
    ? 'lacks the previous encryption key, which stored credentials still need'
    : 'holds another encryption key than the one the stored credentials were sealed with'
  const todo = isHalfRotated
    ? 'Start again with both keys (APP_ENCRYPTION_KEY_PREVIOUS holds the previous one), and finish with "seomatic keys rotate"'
    : 'Start again with the right key'
  throw new AppError(
    'key_missing',
    `${where} ${what}. Nothing was changed. ${todo} (fingerprint ${lacking.join(', ')}).`,
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

function fromFile(database: { kind: string }, { dataDir }: MasterKeySettings, isExpected: boolean): RawKeys {
  const path = keyPath(dataDir)
  const existing = readKeyFile(path)
  if (existing) return { keys: existing, path, isNew: false }
  if (isExpected) {
    throw new AppError(
      'key_missing',
      `The encryption key is missing: there is no file ${path}, and APP_ENCRYPTION_KEY is not set. The stored credentials cannot be opened without it. Nothing was changed. Put the key back and start again.`,
    )
  }
  if (database.kind === 'postgres') {
    throw new AppError(
      'key_missing',
      'With DATABASE_URL the encryption key must be given, since every process that shares the database needs the same one. Create one with "openssl rand -base64 32", keep it apart from database backups, and set APP_ENCRYPTION_KEY or APP_ENCRYPTION_KEY_FILE.',
    )
  }
  return { keys: createKeyFile(path), path, isNew: true }
}
