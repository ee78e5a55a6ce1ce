// Random secrets and their hashes. Only hashes are stored: the secrets have 256 bits, so a fast hash is enough.
import { createHash, randomBytes } from 'node:crypto'

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
