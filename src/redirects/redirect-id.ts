// The id of a redirect, chosen by us: what was made is recognised, and made twice it is one.
import { createHash } from 'node:crypto'

const namespace = Buffer.from('5e0a71c2b7c64f0e9d1c3a8f2b6d4e70', 'hex')

/**
 * A version 5 UUID (RFC 9562), the same forever for the same parts. What it leads to is one of them: a deletion of the
 * redirect before it, which arrives late, then finds nothing.
 * https://dev.wix.com/docs/api-reference/business-management/seo/redirects/redirect-v1/bulk-create-redirects
 */
export function redirectId(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(namespace).update(parts.join('\n')).digest().subarray(0, 16)
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-')
}
