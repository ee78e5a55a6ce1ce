// Names of time zones, as the IANA database has them. Pure.

const known = new Set<string>()
const mostKnown = 1000

/** Such as Europe/Berlin; an offset such as +02:00 is none, since it does not know of summer. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || /^[+-]/.test(name)) return false
  if (known.has(name)) return true
  try {
    // A tenth of a millisecond, and each check of a connection asks.
    new Intl.DateTimeFormat('en', { timeZone: name })
    if (known.size < mostKnown) known.add(name)
    return true
  } catch {
    return false
  }
}
