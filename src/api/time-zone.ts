// Names of time zones, as the IANA database has them. Pure.

/** Such as Europe/Berlin; an offset such as +02:00 is none, since it does not know of summer. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || /^[+-]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
