// Dates as people write them, as ISO 8601. Pure.
import { monthNames, monthOf } from './month-names.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

export interface DateNotation {
  order: DateOrder
  /** The last year that two digits can mean: with 49, 49 is 2049 and 50 is 1950. */
  lastYear: number
  /** Of written months; English ones are always understood. */
  language: string
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/
const numeric = /^(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const time =
  /[\s,T]+(?:um |at )?(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(am|pm|a\.m\.|p\.m\.|Uhr|h)?$/i
const longest = 60

/** `2026-03-31`, with the time of day behind it where there is one; null for what is no date so written. */
export function readDate(cell: string, notation: DateNotation): string | null {
  const text = cell.trim()
  if (text.length > longest) return null
  const iso = isoDate.exec(text)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3])) === null ? null : text
  const clock = time.exec(text)
  const at = clock === null ? '' : timeOf(clock)
  if (at === null) return null
  const date = readDay(clock === null ? text : text.slice(0, clock.index).replace(/,$/, ''), notation)
  return date === null ? null : `${date}${at}`
}

function readDay(text: string, notation: DateNotation): string | null {
  const parts = numeric.exec(text)
  if (parts) return inOrder([parts[1]!, parts[3]!, parts[4]!], notation)
  const whole = compact.exec(text)
  if (whole) return day(Number(whole[1]), Number(whole[2]), Number(whole[3]))
  return readWords(text, notation)
}

function inOrder([a, b, c]: [string, string, string], { order, lastYear }: DateNotation): string | null {
  // Four digits are a year, wherever the order would have it.
  if (a.length === 4) return day(Number(a), Number(b), Number(c))
  if (a.length > 2 || c.length === 3 || c.length === 1) return null
  if (order === 'ymd') return c.length === 4 ? null : day(yearOf(a, lastYear), Number(b), Number(c))
  const [dayText, monthText] = order === 'dmy' ? [a, b] : [b, a]
  return day(yearOf(c, lastYear), Number(monthText), Number(dayText))
}

/** "31. März 2026", "Tuesday, March 31st, 2026", "31-Mar-26". */
function readWords(text: string, { order, lastYear, language }: DateNotation): string | null {
  const names = monthNames(language)
  const numbers: string[] = []
  let month: number | null = null
  for (const [token] of text.matchAll(/\d+|\p{L}[\p{L}\p{M}]*/gu)) {
    if (/^\d/.test(token)) numbers.push(token)
    else month ??= monthOf(token, names)
  }
  if (month === null || numbers.length !== 2) return null
  const [first, second] = numbers as [string, string]
  const isYearFirst = first.length === 4 || (order === 'ymd' && second.length < 4)
  const [dayText, yearText] = isYearFirst ? [second, first] : [first, second]
  if (dayText.length > 2 || ![2, 4].includes(yearText.length)) return null
  return day(yearOf(yearText, lastYear), month, Number(dayText))
}

function yearOf(text: string, lastYear: number): number {
  const year = Number(text)
  if (text.length > 2) return year
  return year <= lastYear ? 2000 + year : 1900 + year
}

/** Null for what is not in the calendar. */
function day(year: number, month: number, date: number): string | null {
  if (month < 1 || month > 12 || date < 1 || year < 1) return null
  if (date > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) return null
  const pad = (number: number, width: number) => String(number).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`
}

function timeOf([, hours, minutes, seconds, half = '']: RegExpExecArray): string | null {
  let hour = Number(hours)
  if (/^[ap]/i.test(half)) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null
  return `T${String(hour).padStart(2, '0')}:${minutes}${seconds === undefined ? '' : `:${seconds}`}`
}
