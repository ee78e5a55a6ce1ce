// Slows down guessing. An attempt is counted before the password is looked at, so parallel ones cannot slip by.
//
// Three counters, each over an hour: one address on one account (then blocked), one address over all accounts
// (then blocked), one account from everywhere. The last never blocks, it only spaces attempts out. All the same,
// whoever keeps failing takes the place of others who come from the same address or want the same account, so a
// browser that has signed in before has a counter of its own, which nobody else can fill.
import { isIPv6 } from 'node:net'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'

interface Rule {
  /** Attempts in an hour that cost nothing. */
  free: number
  /** Seconds to wait after the last free one, multiplied by `growth` for each further one, up to `most`. */
  wait: number
  growth: number
  most: number
}

const rules = {
  pair: { free: 10, wait: 30, growth: 2, most: 900 },
  address: { free: 50, wait: 30, growth: 2, most: 900 },
  account: { free: 100, wait: 5, growth: 1, most: 5 },
} satisfies Record<string, Rule>

const slowFrom = 5
const slowestMs = 2_000

export interface Attempt {
  account: string
  address: string
  /** A browser that has signed in to this account before; null for any other. */
  browser: string | null
}

export interface Throttle {
  /** Counts an attempt and waits a little after several; `rate_limited` when there were too many. */
  admit(from: Attempt): Promise<void>
  /** After the right password: this address is no guesser. */
  forgive(from: Attempt): Promise<void>
}

export function createThrottle(database: Database, sleep: (ms: number) => Promise<void>): Throttle {
  return {
    async admit({ account, address, browser }) {
      const subjects = subjectsOf(account, address)
      const own = browser === null ? subjects.pair : `browser:${browser}`
      const failures = await count(database, own, rules.pair)
      if (browser === null) {
        await count(database, subjects.address, rules.address)
        await count(database, subjects.account, rules.account)
      }
      const beyond = failures - slowFrom
      if (beyond > 0) await sleep(Math.min(100 * 2 ** beyond, slowestMs))
    },
    async forgive({ account, address, browser }) {
      const subjects = subjectsOf(account, address)
      // What strangers failed at stays counted against them.
      const own = browser === null ? subjects.pair : `browser:${browser}`
      await database.query('delete from login_attempts where subject = $1', [own])
      if (browser !== null) return
      await database.query(
        `update login_attempts set failures = greatest(failures - 1, 0), blocked_until = null where subject = any($1)`,
        [[subjects.address, subjects.account]],
      )
    },
  }
}

function subjectsOf(account: string, address: string) {
  const from = network(address)
  return { pair: `pair:${account}|${from}`, address: `address:${from}`, account: `account:${account}` }
}

/** One home has a whole /64 of IPv6 addresses, so they count as one. */
export function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const start = head === '' ? [] : head.split(':')
  const end = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - start.length - end.length)).fill('0')
  return `${[...start, ...zeros, ...end].slice(0, 4).join(':')}::/64`
}

/**
 * Counts one attempt and returns how many there were in this hour; fails while the subject is blocked. One
 * statement, so that of attempts that come together each sees what the one before it left.
 */
async function count(database: Database, subject: string, rule: Rule): Promise<number> {
  const { rows } = await database.query<{ failures: number }>(
    `insert into login_attempts as a (subject, failures) values ($1, 1)
     on conflict (subject) do update set
       failures = case when a.window_started_at < now() - interval '1 hour' then 1 else a.failures + 1 end,
       window_started_at = case when a.window_started_at < now() - interval '1 hour' then now() else a.window_started_at end,
       blocked_until = case when a.window_started_at >= now() - interval '1 hour' and a.failures + 1 >= $2::integer
         then now() + least($3 * power($4, least(a.failures + 1 - $2, 30)), $5) * interval '1 second' end
     where a.blocked_until is null or a.blocked_until <= now()
       -- Longer than any block: the clock of the database was set back since.
       or a.blocked_until > now() + $5 * interval '1 second'
     returning failures`,
    [subject, rule.free, rule.wait, rule.growth, rule.most],
  )
  const failures = rows[0]?.failures
  if (failures === undefined) throw await blockedError(database, subject)
  return failures
}

async function blockedError(database: Database, subject: string): Promise<AppError> {
  const { rows } = await database.query<{ seconds: number }>(
    `select extract(epoch from blocked_until - now())::float8 as seconds from login_attempts where subject = $1`,
    [subject],
  )
  const retryAfterSeconds = Math.max(1, Math.ceil(rows[0]?.seconds ?? 1))
  const message = `Too many attempts to sign in. Try again in ${retryAfterSeconds} seconds.`
  return new AppError('rate_limited', message, { details: { retryAfterSeconds } })
}

export async function removeOldAttempts(database: Database): Promise<void> {
  await database.query(`delete from login_attempts where window_started_at < now() - interval '1 day'`)
}
