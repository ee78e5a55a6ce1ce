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
  readonly keyId: string
  seal(text: string, place: Place): string
  /** Fails with `key_missing` when another key sealed it, and with `internal` when it was tampered with. */
  open(sealed: string, place: Place): string
  /** Whether the key that sealed it is here. */
  canOpen(sealed: string): boolean
}

/** `key`: 32 bytes. */
export function createCipher(key: Buffer): Cipher {
  const keyId = identify(key)
  return {
    keyId,
    canOpen: (sealed) => sealed.split(':')[1] === keyId,
    seal(text, place) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(describe(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [
        'v1',
        keyId,
        ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')),
      ].join(':')
    },
    open(sealed, place) {
      const [version, sealedWith, iv, tag, text] = sealed.split(':')
      if (version !== 'v1' || !iv || !tag || text === undefined) throw damaged(place)
      if (sealedWith !== keyId) {
        throw new AppError(
          'key_missing',
          'These credentials were sealed with another encryption key than the one in use. Start with the old key, or enter the credentials again.',
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
    'internal',
    `The sealed ${place.column} of ${place.table} ${place.rowId} was changed outside of SEOmatic and cannot be opened. Enter the credentials again, or restore the database from a backup.`,
  )
}
