// Computing with cells. What is no number is never taken for 0: a product at the price 0 would be the least of it.
import {
  add,
  compare,
  type Decimal,
  isSure,
  multiply,
  remainder,
  roundTo,
  subtract,
  toResult,
  withoutNoise,
} from './decimal.ts'
import { type FilterDefinition, FilterError, readDecimal, toNumber } from './filter.ts'

type Exact = (a: Decimal, b: Decimal) => Decimal
type Rough = (a: number, b: number) => number

function compute(name: string, value: unknown, by: unknown, exact: Exact, rough: Rough): number | string {
  const [a, b] = [readDecimal(value, name), readDecimal(by, name)]
  if (isSure(a) && isSure(b)) return toResult(exact(a, b))
  return withoutNoise(rough(toNumber(value, name), toNumber(by, name)))
}

function divisor(name: string, by: unknown): Decimal {
  const found = readDecimal(by, name)
  if (found.digits === 0n) throw new FilterError(`${name}: nothing can be divided by 0.`)
  return found
}

/** As it comes out where it comes out even, else as many digits as a number holds. */
function divide(value: unknown, by: unknown): number | string {
  const [a, b] = [readDecimal(value, 'divided_by'), divisor('divided_by', by)]
  const quotient = toNumber(value, 'divided_by') / toNumber(by, 'divided_by')
  const short = withoutNoise(quotient)
  return compare(multiply(readDecimal(short, 'divided_by'), b), a) === 0 ? short : quotient
}

function modulo(value: unknown, by: unknown): number | string {
  divisor('modulo', by)
  return compute('modulo', value, by, remainder, (a, b) => a % b)
}

const mostPlaces = 20

function round(value: unknown, places: unknown = 0): number | string {
  const count = toNumber(places, 'round')
  if (!Number.isInteger(count) || Math.abs(count) > mostPlaces)
    throw new FilterError(
      `round: the number of decimals must be a whole number between -${mostPlaces} and ${mostPlaces}.`,
    )
  return toResult(roundTo(readDecimal(value, 'round'), count, 'half'))
}

function choose(name: string, value: unknown, other: unknown, sign: number): number | string {
  const [a, b] = [readDecimal(value, name), readDecimal(other, name)]
  return toResult(compare(a, b) * sign >= 0 ? a : b)
}

function sum(value: unknown): number | string {
  const entries = Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]
  return entries.reduce<number | string>(
    (total, entry) => compute('sum', total, entry, add, (a, b) => a + b),
    0,
  )
}

export const mathFilters: FilterDefinition[] = [
  {
    name: 'plus',
    description: 'Adds.',
    example: '{{ 5 | plus: 2 }} → 7',
    takes: ['number'],
    run: (value, by) => compute('plus', value, by, add, (a, b) => a + b),
  },
  {
    name: 'minus',
    description: 'Subtracts.',
    example: '{{ 5 | minus: 2 }} → 3',
    takes: ['number'],
    run: (value, by) => compute('minus', value, by, subtract, (a, b) => a - b),
  },
  {
    name: 'times',
    description: 'Multiplies.',
    example: '{{ 10.1 | times: 3 }} → 30.3',
    takes: ['number'],
    run: (value, by) => compute('times', value, by, multiply, (a, b) => a * b),
  },
  {
    name: 'divided_by',
    description: 'Divides. Whole numbers stay whole only if you round or floor the result.',
    example: '{{ 10 | divided_by: 4 }} → 2.5',
    takes: ['number'],
    run: divide,
  },
  {
    name: 'modulo',
    description: 'The remainder of a division.',
    example: '{{ 10 | modulo: 4 }} → 2',
    takes: ['number'],
    run: modulo,
  },
  {
    name: 'abs',
    description: 'The number without its sign.',
    example: '{{ -5 | abs }} → 5',
    run: (value) => {
      const { digits, scale } = readDecimal(value, 'abs')
      return toResult({ digits: digits < 0n ? -digits : digits, scale })
    },
  },
  {
    name: 'round',
    description: 'Rounds, to this many decimals.',
    example: '{{ 1.256 | round: 2 }} → 1.26',
    takes: ['number?'],
    run: round,
  },
  {
    name: 'ceil',
    description: 'Rounds up.',
    example: '{{ 1.2 | ceil }} → 2',
    run: (value) => toResult(roundTo(readDecimal(value, 'ceil'), 0, 'up')),
  },
  {
    name: 'floor',
    description: 'Rounds down.',
    example: '{{ 1.8 | floor }} → 1',
    run: (value) => toResult(roundTo(readDecimal(value, 'floor'), 0, 'down')),
  },
  {
    name: 'at_least',
    description: 'The number, but not less than this.',
    example: '{{ 3 | at_least: 5 }} → 5',
    takes: ['number'],
    run: (value, least) => choose('at_least', value, least, 1),
  },
  {
    name: 'at_most',
    description: 'The number, but not more than this.',
    example: '{{ 7 | at_most: 5 }} → 5',
    takes: ['number'],
    run: (value, most) => choose('at_most', value, most, -1),
  },
  {
    name: 'sum',
    description: 'Adds up the numbers of a list.',
    example: '{{ "1,2,3" | split: "," | sum }} → 6',
    run: sum,
  },
]
