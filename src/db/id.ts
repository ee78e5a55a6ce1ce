// Ids that sort in the order they were made, so that "newest first" needs no second column.
import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford: no i, l, o, u
const timeLength = 10
const randomLength = 16 // 16 x 5 = 80 bits

let lastMs = 0

/** By the machine's clock, whatever the program's says: an order is no time that people see. Never the same twice. */
function nextMs(): number {
  lastMs = Math.max(Date.now(), lastMs + 1)
  return lastMs
}

/**
 * A new id such as `run_01jd8x0w5e4m7qk2c9t3v6b1za`: the prefix, 10 characters of time in milliseconds, 16 random ones.
 * Ids of one process sort in the order they were made, within a millisecond and after the clock was set back, too;
 * those of several processes as far as the clocks of their machines agree.
 */
export function newId(prefix: string, now: number = nextMs()): string {
  let time = ''
  for (let rest = now, i = 0; i < timeLength; i++) {
    time = alphabet[rest % 32] + time
    rest = Math.floor(rest / 32)
  }
  // A byte has 256 values, a multiple of 32: taking its low five bits is even.
  const random = Array.from(randomBytes(randomLength), (byte) => alphabet[byte & 31]).join('')
  return `${prefix}_${time}${random}`
}
