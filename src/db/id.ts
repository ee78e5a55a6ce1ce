// Ids that sort by the time they were made, so that "newest first" needs no second column.
import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford: no i, l, o, u
const timeLength = 10
const randomLength = 16 // 16 x 5 = 80 bits

/**
 * A new id such as `run_01jd8x0w5e4m7qk2c9t3v6b1za`: the prefix, 10 characters of time in
 * milliseconds, 16 random ones. Ids of different milliseconds sort by time; two of the same one do not.
 */
export function newId(prefix: string, now: number = Date.now()): string {
  let time = ''
  for (let rest = now, i = 0; i < timeLength; i++) {
    time = alphabet[rest % 32] + time
    rest = Math.floor(rest / 32)
  }
  // A byte has 256 values, a multiple of 32: taking its low five bits is even.
  const random = Array.from(randomBytes(randomLength), (byte) => alphabet[byte & 31]).join('')
  return `${prefix}_${time}${random}`
}
