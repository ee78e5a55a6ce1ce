// Days of a calendar, as `YYYY-MM-DD`. A day has no time zone; instants get theirs from Intl. Pure.

const parts = (day: string) => new Date(`${day}T12:00:00Z`)
const nameOf = (date: Date) => date.toISOString().slice(0, 10)

export function addDays(day: string, days: number): string {
  const date = parts(day)
  date.setUTCDate(date.getUTCDate() + days)
  return nameOf(date)
}

/** The same day some months on; the last of its month where that is shorter. */
export function addMonths(day: string, months: number): string {
  const date = parts(day)
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(wanted, last))
  return nameOf(date)
}

/** Monday to Sunday. */
export function weekOf(day: string): string[] {
  const monday = addDays(day, -((parts(day).getUTCDay() + 6) % 7))
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
}

/** The whole weeks that a month touches. */
export function weeksOfMonth(day: string): string[][] {
  const first = `${day.slice(0, 7)}-01`
  const last = addDays(addMonths(first, 1), -1)
  const weeks: string[][] = []
  for (let at = weekOf(first)[0]!; at <= last; at = addDays(at, 7)) weeks.push(weekOf(at))
  return weeks
}

/** Today where the site is. */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now)
}

export function monthName(day: string): string {
  return parts(day).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** "Tuesday 3 March 2026" */
export function dayName(day: string): string {
  const text = parts(day).toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return text.replace(',', '')
}

export function weekdayName(day: string): string {
  return parts(day).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' })
}

/** "3 Mar" */
export function shortDay(day: string): string {
  return parts(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
}

/** "23 to 29 November 2026" */
export function weekName(day: string): string {
  const week = weekOf(day)
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.formatRange(parts(week[0]!), parts(week[6]!)).replace(/\s*–\s*/, ' to ')
}

/** "09:15" on the clocks of the zone. */
export function clockIn(iso: string, timeZone: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
}

/** "Tue 3 Mar, 09:15" on the clocks of the zone; the year where it is another one. */
export function momentIn(iso: string, timeZone: string, now: Date = new Date()): string {
  const at = new Date(iso)
  const year = (date: Date) => date.toLocaleDateString('en-GB', { year: 'numeric', timeZone })
  const date = at.toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year(at) !== year(now) && { year: 'numeric' as const }),
    timeZone,
  })
  return `${date.replace(',', '')}, ${clockIn(iso, timeZone)}`
}

/** "14 March 2027" */
export function dateIn(iso: string, timeZone: string): string {
  return new Date(iso).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  })
}

/** "in 4 min", "in 3 h", "in 5 days". */
export function fromNow(iso: string, now: number = Date.now()): string {
  const minutes = Math.round((Date.parse(iso) - now) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `in ${minutes} min`
  if (minutes < 48 * 60) return `in ${Math.round(minutes / 60)} h`
  return `in ${Math.round(minutes / 1440)} days`
}

/** "Europe/Berlin, GMT+1"; "UTC". */
export function zoneName(timeZone: string, now: Date = new Date()): string {
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName')?.value
  const name = timeZone.replaceAll('_', ' ')
  return offset === undefined || name === 'UTC' ? name : `${name}, ${offset}`
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
