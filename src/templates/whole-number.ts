// Numbers that decide how often something is repeated. Filters that no template can name: see parse.ts.
import { FilterError, toNumber } from './filters/filter.ts'

export const wholeNumberFilter = 'whole number'
export const countFilter = 'count'

/** The ends of a range. */
export function wholeNumber(value: unknown): number {
  const number = toNumber(value, 'A range')
  if (Number.isSafeInteger(number)) return number
  throw new FilterError(
    `A range needs whole numbers, and ${number} is none. Round it first, with round, floor or ceil.`,
  )
}

/** Limit, offset and cols of a loop. */
export function count(value: unknown): number {
  const number = toNumber(value, 'A loop')
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw new FilterError(
    `A loop needs a whole number from 0 on for limit, offset and cols, and ${number} is none.`,
  )
}
