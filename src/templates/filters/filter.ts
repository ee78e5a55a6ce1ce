// What a filter is to us: a pure function of its input, its arguments and, for the choosing ones, the row's key.

import { Drop } from 'liquidjs'
import { shorten } from '../../api/shorten.ts'
import { type Decimal, plainText, toDecimal } from './decimal.ts'
import { FilterError } from './filter-error.ts'
import { ReadCell } from './read-cell.ts'

export { FilterError } from './filter-error.ts'

/** What an argument has to be; with `?` it may be left out, with `...` there may be any number of them. */
export type ArgumentKind = 'text' | 'text?' | 'text...' | 'number' | 'number?'

export interface FilterDefinition {
  name: string
  description: string
  /** `template → result`, rendered by the tests exactly as it stands. */
  example: string
  /** Its arguments in order; none unless told. */
  takes?: readonly ArgumentKind[]
  /** Arguments that are given by name, like `allow_false: true`. */
  takesNamed?: readonly string[]
  /** Its result is markup or quoted text already and is not escaped again when it comes last. */
  isMarkup?: boolean
  /** Cells of columns that are read come as `ReadCell`. */
  run(value: unknown, ...args: unknown[]): unknown
}

/** A value as text, the way an output prints it: nil and blank are nothing. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return plainText(value)
  if (Array.isArray(value)) return value.map(toText).join('')
  if (typeof value === 'object') return toText(toPlain(value))
  return String(value)
}

/**
 * A value of a template as one of ours: text, number, boolean, list, null.
 * @throws FilterError for the whole row and for `forloop`, which are no values
 */
export function toPlain(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  if (value instanceof ReadCell) return value.text
  // nil is null and blank is an empty text; what other drops say of themselves is for programmers.
  const plain = value instanceof Drop ? (value as { valueOf(): unknown }).valueOf() : value
  if (plain === null || plain === '') return plain
  const [what, like] =
    value instanceof Drop ? ['forloop is no text', 'forloop.index'] : ['row is the whole row', 'row.name']
  throw new FilterError(`${what}. Name a part of it, like ${like}.`)
}

/** The same, with cells as they were read. */
export function toRead(value: unknown): unknown {
  return value instanceof ReadCell ? value : toPlain(value)
}

/** A value as text, a date as it was read. */
export function toDateText(value: unknown): string {
  return value instanceof ReadCell && value.date !== null ? value.date : toText(value)
}

export function isBlank(value: unknown): boolean {
  return value === false || toText(value).trim() === ''
}

const grouped = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,2})?$/

/** The digits of a number from a cell, without the commas between thousands; null where it is none. */
export function numberText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (value instanceof ReadCell) return value.number
  if (typeof value !== 'string') return null
  const text = value.trim()
  return grouped.test(text) && /^[^eE]*\d/.test(text) ? text.replaceAll(',', '') : null
}

/** A number from a cell: `1234.5`, `-3`, `1,234.50`, or as its column is read. Anything else is refused rather than printed as NaN or 0. */
export function toNumber(value: unknown, filter: string): number {
  return Number(decimalDigits(value, filter))
}

/** The same for sums: exactly as it is written. */
export function readDecimal(value: unknown, filter: string): Decimal {
  return toDecimal(decimalDigits(value, filter))
}

function decimalDigits(value: unknown, filter: string): string {
  const digits = numberText(value)
  if (digits !== null) return digits
  const text = Array.isArray(value) ? 'a list' : toText(value).trim()
  throw new FilterError(
    text === ''
      ? `${filter}: there is no number, the value is empty. Fill the cell, or give a number first, like default_if_blank: 0.`
      : `${filter}: ${Array.isArray(value) ? text : `"${shorten(text, 40)}"`} is not a number. Use digits with a point for decimals, like 1234.5, or say how its column is read.`,
  )
}
