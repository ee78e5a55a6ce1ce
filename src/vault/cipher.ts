// Seals secrets with AES-256-GCM. Format: v1:keyId:iv:tag:ciphertext, the last three in base64url.
// The place is authenticated with it, so a sealed text copied to another row, column or table does not open.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AppError } from '../errors.ts'

export interface Place {
  table: string
  column: string
  rowId: string
}

export interface Cipher {
  /** Of the key that seals now. */
  readonly keyId: string
  seal(text: string, place: Place): string
  /** Fails with `key_missing` when another key sealed it, or when it was tampered with. */
  open(sealed: string, place: Place): string
  /** Whether a key that opens it is here. */
  canOpen(sealed: string): boolean
  /** Ids of all keys that are here, the one that seals first. */
  keyIds(): string[]
  /** During rotation: the first key seals, all open. */
  use(keys: readonly Buffer[]): void
  /** Reads the keys again where they came from; another process may have replaced them. */
  reload(): void
}

/** `keys`: 32 bytes each; the first seals, all open. `read`: where newer ones may be found. */
export function createCipher(first: Buffer | readonly Buffer[], read?: () => readonly Buffer[]): Cipher {
  let ring = toRing(Array.isArray(first) ? (first as Buffer[]) : [first as Buffer])

  function current(): [keyId: string, key: Buffer] {
    return ring.entries().next().value!
  }

  const cipher: Cipher = {
    get keyId() {
      return current()[0]
    },
    keyIds: () => [...ring.keys()],
    use(keys) {
      ring = toRing(keys)
    },
    reload() {
      if (read) ring = toRing(read())
    },
    canOpen(sealed) {
      const keyId = keyIdOf(sealed)
      if (!ring.has(keyId)) cipher.reload()
      return ring.has(keyId)
    },
    seal(text, place) {
      const [keyId, key] = current()
      const iv = randomBytes(12)
      const made = createCipheriv('aes-256-gcm', key, iv).setAAD(describe(place))
      const sealed = Buffer.concat([made.update(text, 'utf8'), made.final()])
      return ['v1', keyId, ...[iv, made.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join(
        ':',
      )
    },
    open(sealed, place) {
      const [version, keyId = '', iv, tag, text] = sealed.split(':')
      if (version !== 'v1' || !iv || !tag || text === undefined) throw damaged(place)
      const key = cipher.canOpen(sealed) ? ring.get(keyId) : undefined
      if (!key) {
        throw new AppError(
          'key_missing',
          `These credentials were sealed with another encryption key (fingerprint ${keyId}) than the one in use. Enter the credentials again, or start with the old key.`,
        )
      }
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
          authTagLength: 16,
        })
          .setAAD(describe(place))
          .setAuthTag(Buffer.from(tag, 'base64url'))
        return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString(
          'utf8',
        )
      } catch {
        throw damaged(place)
      }
    },
  }
  return cipher
}

/** Which key sealed a text. */
export function keyIdOf(sealed: string): string {
  return sealed.split(':')[1] ?? ''
}

/** The shape of a sealed text, in what regular expressions of JavaScript and of SQL have in common. */
export const sealedShape = '^v1:[0-9a-f]{12}(:[A-Za-z0-9_-]+){2}:[A-Za-z0-9_-]*$'
const sealedPattern = new RegExp(sealedShape)

/** Whether it has the shape of a sealed text, whoever sealed it. */
export function isSealed(text: string): boolean {
  return sealedPattern.test(text)
}

function toRing(keys: readonly Buffer[]): Map<string, Buffer> {
  return new Map(keys.map((key) => [identify(key), key]))
}

/** Names a key without giving anything of it away. */
function identify(key: Buffer): string {
  return createHash('sha256').update('seomatic key id').update(key).digest('hex').slice(0, 12)
}

function describe(place: Place): Buffer {
  return Buffer.from(JSON.stringify([place.table, place.column, place.rowId]))
}

function damaged(place: Place): AppError {
  return new AppError(
    'key_missing',
    `The sealed ${place.column} of ${place.table} ${place.rowId} was changed outside of SEOmatic and cannot be opened. Enter the credentials again, or restore the database from a backup.`,
  )
}
