// A sliding log per credential and site: in no 60 s window does it let more than the limit through, yet the whole
// allowance may come in one burst (https://dev.wix.com/docs/rest/articles/get-started/rate-limits).

const windowMs = 60_000

export interface RateLimit {
  /** Zero when let through, otherwise the milliseconds until the next request would be. */
  take(credential: string, limit: number, nowMs: number): number
  reset(): void
}

export function createRateLimit(): RateLimit {
  const passed = new Map<string, number[]>()
  return {
    take(credential, limit, nowMs) {
      if (limit <= 0) return 0
      let times = passed.get(credential)
      if (!times) {
        times = []
        passed.set(credential, times)
      }
      while (times.length > 0 && times[0]! <= nowMs - windowMs) times.shift()
      if (times.length >= limit) return times[times.length - limit]! + windowMs - nowMs
      times.push(nowMs)
      return 0
    },
    reset: () => passed.clear(),
  }
}

export type RetryAfterForm = 'seconds' | 'date' | 'nonsense' | 'absent'

/** The Retry-After header in one of the forms seen in the wild, or none. */
export function retryAfterHeader(
  form: RetryAfterForm,
  waitMs: number,
  nowMs: number,
): Record<string, string> {
  switch (form) {
    case 'seconds':
      return { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) }
    case 'date':
      return { 'retry-after': new Date(nowMs + waitMs).toUTCString() }
    case 'nonsense':
      return { 'retry-after': 'soon-ish; please' }
    case 'absent':
      return {}
  }
}
