// Where waiting may help, a check is repeated by itself: how often, and after how long. Pure.
import type { CheckFailure, ConnectionCheck } from '../../../../src/api/connection.ts'
import type { ApiError } from '../../api.ts'

const seconds = (...list: number[]) => list.map((one) => one * 1000)
/** How long to wait before asking again. A new permission is looked for after 10, 30 and 60 s. */
const waits: Partial<Record<CheckFailure['code'] | 'stale', number[]>> = {
  'WIX-PERM': seconds(10, 20, 30),
  'WIX-TIMEOUT': seconds(8, 15, 30, 60, 60),
  'WIX-UNREACHABLE': seconds(8, 15, 30, 60, 60),
  'WIX-OUTAGE': seconds(15, 30, 60),
  'WIX-RATE': seconds(60, 60, 60),
  stale: seconds(1, 2, 4),
}

/** How often one answer came in a row. */
export interface Attempts {
  why: string
  count: number
}

export const noAttempts: Attempts = { why: '', count: 0 }

export function countAttempt(
  before: Attempts,
  check: ConnectionCheck | null,
  error: ApiError | null,
): Attempts {
  const why = check?.failure?.code ?? error?.code ?? ''
  return { why, count: before.why === why ? before.count : 0 }
}

/** In milliseconds, and which of how many it is; null where asking again is for whoever asked. */
export function nextWait(
  { why, count }: Attempts,
  told: unknown,
): { ms: number; attempt: number; of: number } | null {
  const key = why === 'server_unreachable' ? 'WIX-UNREACHABLE' : why === 'rate_limited' ? 'WIX-RATE' : why
  const list = waits[key as keyof typeof waits] ?? []
  const wait = list[count]
  if (wait === undefined) return null
  return { ms: typeof told === 'number' ? told : wait, attempt: count + 1, of: list.length }
}

/** Wix never answered, so nothing is known about the credentials. */
export function isUnreached(failure: CheckFailure | null): boolean {
  return failure?.code === 'WIX-TIMEOUT' || failure?.code === 'WIX-UNREACHABLE'
}

/** What passes by itself is asked again at once. */
export function isLasting({ failure }: ConnectionCheck): boolean {
  return !isUnreached(failure) && failure?.code !== 'WIX-RATE' && failure?.code !== 'WIX-OUTAGE'
}
