// Dates are read as ISO 8601 and written in UTC: the same text on every machine and on every day.
import { shorten } from '../../api/shorten.ts'
import { memoize } from '../../memoize.ts'
import { type FilterDefinition, FilterError, isBlank, toDateText, toText } from './filter.ts'
import { checkLocale } from './number.ts'

const iso =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/

function readDate(value: unknown): Date {
  const text = toDateText(value).trim()
  const parts = iso.exec(text)
  if (!parts) {
    throw new FilterError(
      text === 'now' || text === 'today'
        ? 'date: "now" would change the page of a row every day. Put the date into a column instead.'
        : `date: "${shorten(text, 40)}" is not a date that means the same everywhere. Write it as 2026-03-31, or say how its column is read.`,
    )
  }
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone = 'Z'] = parts
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`)
  const isReal = !Number.isNaN(date.getTime()) && isDayOfMonth(Number(year), Number(month), Number(day))
  if (!isReal) throw new FilterError(`date: ${shorten(text, 40)} is not in the calendar.`)
  return date
}

function isDayOfMonth(year: number, month: number, day: number): boolean {
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

type Part = (date: Date, locale: string) => string

/** In UTC. Making a format takes a hundred times as long as using it, and every page asks for the same few. */
const formatFor = memoize(
  200,
  (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
)

const pad = (number: number, width: number, fill = '0') => String(number).padStart(width, fill)
const named =
  (options: Intl.DateTimeFormatOptions): Part =>
  (date, locale) =>
    formatFor(locale, options).format(date)
const dayOfYear = (date: Date) =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1

/** The directives of strftime that make sense on a page. */
const directives: Record<string, Part> = {
  Y: (date) => pad(date.getUTCFullYear(), 4),
  y: (date) => pad(date.getUTCFullYear() % 100, 2),
  m: (date) => pad(date.getUTCMonth() + 1, 2),
  '-m': (date) => String(date.getUTCMonth() + 1),
  d: (date) => pad(date.getUTCDate(), 2),
  '-d': (date) => String(date.getUTCDate()),
  e: (date) => pad(date.getUTCDate(), 2, ' '),
  j: (date) => pad(dayOfYear(date), 3),
  B: named({ month: 'long' }),
  b: named({ month: 'short' }),
  A: named({ weekday: 'long' }),
  a: named({ weekday: 'short' }),
  u: (date) => String(date.getUTCDay() || 7),
  H: (date) => pad(date.getUTCHours(), 2),
  '-H': (date) => String(date.getUTCHours()),
  I: (date) => pad(date.getUTCHours() % 12 || 12, 2),
  '-I': (date) => String(date.getUTCHours() % 12 || 12),
  M: (date) => pad(date.getUTCMinutes(), 2),
  S: (date) => pad(date.getUTCSeconds(), 2),
  p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  F: (date) => date.toISOString().slice(0, 10),
  T: (date) => date.toISOString().slice(11, 19),
  '%': () => '%',
}

const styles = new Set(['short', 'medium', 'long', 'full'])
const longestFormat = 200

function formatDate(value: unknown, formatText: unknown = 'long', locale: unknown = 'en'): string {
  if (isBlank(value)) return ''
  const date = readDate(value)
  const language = checkLocale(locale, 'date')
  const wanted = toText(formatText)
  if (styles.has(wanted)) {
    return formatFor(language, { dateStyle: wanted as 'short' | 'medium' | 'long' | 'full' }).format(date)
  }
  if (wanted.length > longestFormat) throw new FilterError('date: the format is longer than 200 characters.')
  return wanted.replace(/%(-?[A-Za-z%]|.|$)/g, (whole, name: string) => {
    const part = directives[name]
    if (part) return part(date, language)
    throw new FilterError(
      `date: "${whole}" is not a part of a date. Use for example %Y, %m, %d, %-d, %B, %A, %H, %M.`,
    )
  })
}

export const dateFilters: FilterDefinition[] = [
  {
    name: 'date',
    description:
      'A date written as 2026-03-31 in another form: "short", "medium", "long", "full" or a pattern like "%-d %B %Y". Second argument: the language.',
    example: '{{ "2026-03-31" | date: "%-d. %B %Y", "de" }} → 31. März 2026',
    takes: ['text?', 'text?'],
    run: formatDate,
  },
]
