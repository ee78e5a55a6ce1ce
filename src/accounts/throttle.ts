// Slows down guessing. An attempt is counted before the password is looked at, so parallel ones cannot slip by.
//
// Three counters, each over an hour: one address on one account (then blocked), one address over all accounts
// (then blocked), one account from everywhere. The last never blocks, it only spaces attempts out: otherwise
// anybody could keep the owner out by failing on purpose.
import { isIPv6 } from 'node:net'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'

interface Rule {
  /** Attempts in an hour that cost nothing. */
  free: number
  /** How long to wait after attempt number `free + n`. */
  waitSeconds: (n: number) => number
}

const rules = {
  pair: { free: 10, waitSeconds: (n) => Math.min(30 * 2 ** (n - 1), 900) },
  address: { free: 50, waitSeconds: (n) => Math.min(30 * 2 ** (n - 1), 900) },
  account: { free: 100, waitSeconds: () => 5 },
} satisfies Record<string, Rule>

const slowFrom = 5
const slowestMs = 2_000

export interface Throttle {
  /** Counts an attempt and waits a little after several; `rate_limited` when there were too many. */
  admit(account: string, address: string): Promise<void>
  /** After the right password: this address is no guesser. */
  forgive(account: string, address: string): Promise<void>
}

export function createThrottle(database: Database, sleep: (ms: number) => Promise<void>): Throttle {
  return {
    async admit(account, address) {
      const subjects = subjectsOf(account, address)
      await assertNotBlocked(database, Object.values(subjects))
      const failures = {
        pair: await count(database, subjects.pair, rules.pair),
        address: await count(database, subjects.address, rules.address),
        account: await count(database, subjects.account, rules.account),
      }
      const beyond = failures.pair - slowFrom
      if (beyond > 0) await sleep(Math.min(100 * 2 ** beyond, slowestMs))
    },
    async forgive(account, address) {
      const subjects = subjectsOf(account, address)
      await database.query('delete from login_attempts where subject = $1', [subjects.pair])
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

async function assertNotBlocked(database: Database, subjects: string[]): Promise<void> {
  const { rows } = await database.query<{ seconds: number | null }>(
    `select extract(epoch from max(blocked_until) - now())::float8 as seconds
     from login_attempts where subject = any($1) and blocked_until > now()`,
    [subjects],
  )
  const seconds = rows[0]?.seconds
  if (!seconds) return
  const wait = Math.ceil(seconds)
  throw new AppError('rate_limited', `Too many attempts to sign in. Try again in ${wait} seconds.`, {
    details: { retryAfterSeconds: wait },
  })
}

async function count(database: Database, subject: string, rule: Rule): Promise<number> {
  const { rows } = await database.query<{ failures: number }>(
    `insert into login_attempts as a (subject, failures) values ($1, 1)
     on conflict (subject) do update set
       failures = case when a.window_started_at < now() - interval '1 hour' then 1 else a.failures + 1 end,
       window_started_at = case when a.window_started_at < now() - interval '1 hour' then now() else a.window_started_at end
     returning failures`,
    [subject],
  )
  const failures = rows[0]!.failures
  const beyond = failures - rule.free
  // The attempt at the limit is still judged; the next one has to wait.
  if (beyond >= 0) {
    await database.query(
      `update login_attempts set blocked_until = now() + $2 * interval '1 second' where subject = $1`,
      [subject, rule.waitSeconds(beyond + 1)],
    )
  }
  return failures
}

export async function removeOldAttempts(database: Database): Promise<void> {
  await database.query(`delete from login_attempts where window_started_at < now() - interval '1 day'`)
}
