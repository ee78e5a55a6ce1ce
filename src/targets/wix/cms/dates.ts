// Dates and times as people write them, in the forms of Wix Data. Pure.

/** `2026-01-15`; of a date with a time, its day. Null for anything that is no real date. */
export function readDate(text: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text)
  if (!match) return null
  const [day, year, month, date] = [text.slice(0, 10), Number(match[1]), Number(match[2]), Number(match[3])]
  // A day that does not exist runs over into the next month.
  const real = new Date(Date.UTC(year, month - 1, date))
  return real.toISOString().slice(0, 10) === day ? day : null
}

/** The moment in ISO 8601; without a time the day's beginning, without an offset UTC. Null: no real moment. */
export function readMoment(text: string): string | null {
  const day = readDate(text)
  if (day === null) return null
  const match = /^(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text.slice(10),
  )
  if (!match) return null
  const [, time = '00:00', offset = 'Z'] = match
  const zone = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase()
  const date = new Date(`${day}T${time}${zone}`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** `14:30:00.000`, from `14:30`, `14:30:00` or with fractions. */
export function readTime(text: string): string | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3})\d*)?)?$/.exec(text)
  if (!match) return null
  const [, hours = '', minutes = '', seconds = '00', fraction = ''] = match
  return `${hours.padStart(2, '0')}:${minutes}:${seconds}.${fraction.padEnd(3, '0')}`
}
