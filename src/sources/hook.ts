// The secret of a webhook in: shown once, kept as a hash.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export function newHookSecret(): string {
  return `shk_${randomBytes(24).toString('base64url')}`
}

export function hashHookSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Takes the same time whether there is a hash or none, and whatever is wrong. */
export function isHookSecret(secret: string, hash: string | null): boolean {
  const given = Buffer.from(hashHookSecret(secret), 'hex')
  const known = Buffer.from(hash ?? hashHookSecret(randomBytes(24).toString('hex')), 'hex')
  return timingSafeEqual(given, known) && hash !== null
}
