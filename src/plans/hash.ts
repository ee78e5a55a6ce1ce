import { createHash } from 'node:crypto'

/** SHA-256 in hex over parts that cannot run into each other. */
export function hashParts(parts: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex')
}
