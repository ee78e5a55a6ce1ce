// When a message that was not taken is tried again. Pure.

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Grows from seconds, for what restarts, to hours, for what somebody has to repair; the last one is repeated. */
const pausesMs = [
  5 * second,
  30 * second,
  2 * minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
]
/** So that those who failed together do not come back together. */
const jitter = 0.2

/** How long a message is tried, in milliseconds. */
export const patienceMs = 24 * hour

/**
 * @param tries how many have failed, at least one
 * @param askedMs how long the receiver asks to wait (`Retry-After`); null when it does not say
 * @param random 0 to 1
 * @returns null: no time is left for another try
 */
export function nextTry(
  now: Date,
  giveUpAt: Date,
  tries: number,
  askedMs: number | null,
  random: number,
): Date | null {
  const usual = pausesMs[Math.min(tries, pausesMs.length) - 1]! * (1 + jitter * (2 * random - 1))
  if (now.getTime() + usual > giveUpAt.getTime()) return null
  // Whoever asks for longer than there is time has a last try all the same: it is no sign that nothing is taken any more.
  return new Date(Math.min(now.getTime() + Math.max(usual, askedMs ?? 0), giveUpAt.getTime()))
}

/** `Retry-After` in milliseconds from now: seconds, or a date of HTTP. Null for anything else. */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * second
  const at = /^[A-Za-z]{3}, /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
