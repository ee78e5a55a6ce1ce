/** Longer waits are taken for nonsense: no limit Wix speaks of lasts longer than a day. */
const longestMs = 24 * 60 * 60 * 1000

/** Reads `Retry-After` (seconds or an HTTP date) as milliseconds from `now`; nonsense gives undefined. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return withinReason(Math.ceil(Number(text) * 1000))
  // Only the date forms of HTTP begin with the name of a day; Date.parse alone would accept "-5" or "1e3".
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : withinReason(Math.max(0, date - now))
}

function withinReason(ms: number): number | undefined {
  return ms <= longestMs ? ms : undefined
}
