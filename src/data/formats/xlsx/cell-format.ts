// A cell's number as a person sees it, or as it is stored. Pure.
import { dateToSerial, format, getFormatInfo, isValidFormat } from 'numfmt'
import { numberText } from '../sheet/number-text.ts'

export interface CellFormat {
  /** Of a number, as it stands in the file. */
  number(literal: string): string
  /** Of a text: formats may put something around it. */
  text(text: string): string
  /** Of a date that the file has in words (2026-11-28T09:30:00). */
  date(iso: string): string
}

export interface FormatChoice {
  values: 'shown' | 'stored'
  isFrom1904: boolean
}

/** Days between the beginnings of the two ways of counting. */
const daysTo1904 = 1462

export function createCellFormat(code: string, { values, isFrom1904 }: FormatChoice): CellFormat {
  const pattern = usable(code)
  const { isDate, type } = getFormatInfo(pattern)
  const isElapsed = /\[(?:h+|m+|s+)\]/i.test(pattern)
  const offset = isFrom1904 && isDate && !isElapsed ? daysTo1904 : 0
  const write = values === 'shown' ? shown(pattern, isDate) : stored(isDate, type === 'time', isElapsed)
  return {
    number: (literal) => {
      const value = Number(literal)
      if (!Number.isFinite(value) || literal === '') return literal
      return write(value + offset, literal)
    },
    text: values === 'shown' ? textWriter(pattern) : (text) => text,
    date: (iso) => {
      const serial = serialOf(iso)
      return serial === null || !isDate ? iso.replace(/T00:00:00(?:\.0+)?Z?$/, '') : write(serial, iso)
    },
  }
}

type Write = (value: number, literal: string) => string

function shown(pattern: string, isDate: boolean): Write {
  if (pattern === 'General' || pattern === '@') return (_, literal) => numberText(literal)
  return (value, literal) => (isDate && value < 0 ? null : attempt(pattern, value)) ?? numberText(literal)
}

/** Dates in the notation that sorts and that every program reads. */
function stored(isDate: boolean, isTime: boolean, isElapsed: boolean): Write {
  if (!isDate) return (_, literal) => numberText(literal)
  if (isElapsed) return (value, literal) => attempt('[hh]:mm:ss', value) ?? numberText(literal)
  if (isTime) return (value, literal) => attempt('hh:mm:ss', value) ?? numberText(literal)
  return (value, literal) => {
    const pattern = isWholeDay(value) ? 'yyyy-mm-dd' : 'yyyy-mm-dd"T"hh:mm:ss'
    return attempt(pattern, value) ?? numberText(literal)
  }
}

/** To the second. */
function isWholeDay(value: number): boolean {
  return Math.abs(value - Math.round(value)) * 86_400 < 0.5
}

/** Most formats leave a text as it is, but for room beside it. */
function textWriter(pattern: string): (text: string) => string {
  const mark = '\u0001'
  const around = attempt(pattern, mark) ?? mark
  if (around.trim() === mark) return (text) => text
  const [before = '', after = ''] = around.split(mark)
  return around.includes(mark) ? (text) => `${before}${text}${after}`.trim() : () => around.trim()
}

/** Null for what the format cannot show. Room that a format leaves for a bracket or a sign is no part of the text. */
function attempt(pattern: string, value: number | string): string | null {
  try {
    return format(pattern, value, { dateErrorThrows: true }).trim()
  } catch {
    return null
  }
}

/** Separators as in English wherever a currency is from, since all other numbers have these too. */
function usable(code: string): string {
  if (!isValidFormat(code)) return 'General'
  if (code.toLowerCase() === 'general') return 'General'
  if (getFormatInfo(code).isDate) return code
  return code.replace(/\[\$([^\]-]*)-[^\]]*\]/g, (_, symbol: string) => (symbol === '' ? '' : `[$${symbol}]`))
}

function serialOf(iso: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?/.exec(iso)
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0))
  return dateToSerial([year!, month!, day!, hour!, minute!, second!])
}
