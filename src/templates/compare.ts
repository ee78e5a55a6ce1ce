// How a template compares. Every cell is a text, so a text that is a number is compared as one; a text that is none,
// against a number, is a problem of its row and no answer.
import { Drop, defaultOperators, type Liquid } from 'liquidjs'
import { compare, toDecimal } from './filters/decimal.ts'
import { FilterError, isBlank, numberText, toDateText, toPlain, toText } from './filters/filter.ts'
import { ReadCell } from './filters/read-cell.ts'

type Operators = Liquid['options']['operators']
type Comparison = '<' | '>' | '<=' | '>='

/** Dates as our filters read them are in order as their letters are. */
const isoDate = /^\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?$/

export const operators: Operators = {
  ...defaultOperators,
  '==': (a: unknown, b: unknown) => (isComparer(a) || isComparer(b) ? ask(a, b) : isEqual(a, b)),
  '!=': (a: unknown, b: unknown) => (isComparer(a) || isComparer(b) ? askNot(a, b) : !isEqual(a, b)),
  '<': (a: unknown, b: unknown) => isInOrder('<', a, b, (order) => order < 0),
  '>': (a: unknown, b: unknown) => isInOrder('>', a, b, (order) => order > 0),
  '<=': (a: unknown, b: unknown) => isInOrder('<=', a, b, (order) => order <= 0),
  '>=': (a: unknown, b: unknown) => isInOrder('>=', a, b, (order) => order >= 0),
  contains,
}

/** As `==` has it, for `case`. `empty`, `blank` and nil are asked by whoever calls. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((entry, at) => isEqual(entry, b[at]))
  if (a instanceof ReadCell) return isSame(a, b)
  if (b instanceof ReadCell) return isSame(b, a)
  const numbers = asNumbers(a, b)
  if (numbers) return compare(...numbers) === 0
  if (isMixed(a, b)) throw noNumber(a, b)
  return a === b
}

/** As it is written or as it is read; also to a cell of its column that says the same when it is read. */
function isSame(cell: ReadCell, other: unknown): boolean {
  if (!isScalar(other)) return false
  if (cell.text === toPlain(other)) return true
  if (cell.date !== null) {
    if (isMixed(cell.text, other)) throw noNumber(cell, other)
    return cell.date === toDateText(other).trim()
  }
  const digits = [numberText(cell), numberText(other)] as const
  return digits[0] !== null && digits[1] !== null && compare(toDecimal(digits[0]), toDecimal(digits[1])) === 0
}

/** `empty`, `blank` and nil know what they are equal to, and are neither more nor less than anything. */
export function isComparer(value: unknown): boolean {
  return value instanceof Drop && !(value instanceof ReadCell)
}

/** At least one of them is such a literal. */
function ask(a: unknown, b: unknown) {
  const [asked, other] = isComparer(a) && toPlain(a) !== null ? [a, b] : [b, a]
  const equals = defaultOperators['=='] as (a: unknown, b: unknown) => Generator<unknown, boolean>
  return isComparer(asked) ? equals(asked, toPlain(other)) : equals(other, asked)
}

function* askNot(a: unknown, b: unknown): Generator<unknown, boolean, boolean> {
  return !(yield ask(a, b))
}

function isInOrder(operator: Comparison, a: unknown, b: unknown, holds: (order: number) => boolean): boolean {
  if (isMissing(a) || isMissing(b)) return false
  if (typeof a === 'number' && typeof b === 'number') return holds(a - b)
  if (!isScalar(a) || !isScalar(b))
    throw new FilterError(
      `${shown(a)} ${operator} ${shown(b)}: only numbers and texts are more or less than others.`,
    )
  const digits = [numberText(a), numberText(b)] as const
  if (digits[0] !== null && digits[1] !== null)
    return holds(compare(toDecimal(digits[0]), toDecimal(digits[1])))
  const [x, y] = [toDateText(a).trim(), toDateText(b).trim()]
  const isText = digits[0] === null && digits[1] === null
  if (isText || (isoDate.test(x) && isoDate.test(y))) return holds(x < y ? -1 : x > y ? 1 : 0)
  throw noNumber(a, b)
}

/** Whether a text has a part, or a list an entry. What a list holds besides is no mistake. */
function contains(whole: unknown, part: unknown): boolean {
  const [inside, wanted] = [toPlain(whole), toPlain(part)]
  if (wanted === null || wanted === undefined) return false
  if (!Array.isArray(inside)) return typeof inside === 'string' && inside.includes(toText(wanted))
  return inside.some((entry) => {
    const numbers = asNumbers(entry, wanted)
    return numbers ? compare(...numbers) === 0 : toPlain(entry) === wanted
  })
}

/** Both as numbers, where one is and the other is or can be read as one. */
function asNumbers(a: unknown, b: unknown) {
  if (typeof a !== 'number' && typeof b !== 'number') return null
  const digits = [numberText(a), numberText(b)] as const
  return digits[0] === null || digits[1] === null
    ? null
    : ([toDecimal(digits[0]), toDecimal(digits[1])] as const)
}

/** A number and a text that is none; an empty cell says nothing and is equal to no number. */
function isMixed(a: unknown, b: unknown): boolean {
  const [number, text] = typeof a === 'number' ? [a, b] : [b, a]
  return typeof number === 'number' && typeof text === 'string' && !isBlank(text)
}

function isMissing(value: unknown): boolean {
  return (
    isComparer(value) ||
    value === null ||
    value === undefined ||
    (typeof value === 'string' && value.trim() === '')
  )
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || value instanceof ReadCell
}

function noNumber(a: unknown, b: unknown): FilterError {
  const text = numberText(a) === null ? a : b
  return new FilterError(
    `${shown(text)} is not a number and cannot be compared with ${shown(text === a ? b : a)}. Use digits with a point for decimals, like 1234.5, say how its column is read, or compare with a text in quotes.`,
  )
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  const text = value instanceof ReadCell ? value.text : value
  return typeof text === 'string' ? `"${text.slice(0, 40)}"` : String(text)
}
