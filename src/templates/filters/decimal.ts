// Sums of prices as people do them: 10.1 times 3 is 30.3. A JavaScript number is a binary fraction and gives
// 30.299999999999997. Pure.
import { shorten } from '../../api/shorten.ts'
import { FilterError } from './filter-error.ts'

/** `digits` times ten to the power of `-scale`. */
export interface Decimal {
  digits: bigint
  scale: number
}

/** Of a result, before the point. More than this is a mistake of a template, and would only grow. */
const mostDigits = 60
/** What a JavaScript number surely holds. Longer fractions are results of a division that was cut off. */
const sureDigits = 15

/** @param text of digits, with or without a sign, a point and an exponent */
export function toDecimal(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = BigInt(`${whole}${fraction}`.replace(/^\+/, '') || '0')
  const scale = fraction.length - Number(exponent)
  if (Math.abs(scale) > 400)
    throw new FilterError(`"${shorten(text, 40)}" is too large or too small a number.`)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = align(a, b)
  return { digits: x + y, scale }
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { ...b, digits: -b.digits })
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

/** With the sign of the dividend. */
export function remainder(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = align(a, b)
  return { digits: x % y, scale }
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = align(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** To `places` decimals, or with a negative number to tens and hundreds; `half` goes away from zero. */
export function roundTo(value: Decimal, places: number, way: 'half' | 'up' | 'down'): Decimal {
  if (value.scale <= places) return value
  const unit = 10n ** BigInt(value.scale - places)
  let digits = value.digits / unit
  const rest = value.digits - digits * unit
  const size = rest < 0n ? -rest : rest
  const sign = value.digits < 0n ? -1n : 1n
  if (way === 'half' && size * 2n >= unit) digits += sign
  if (way === 'up' && rest > 0n) digits += 1n
  if (way === 'down' && rest < 0n) digits -= 1n
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), scale: 0 } : { digits, scale: places }
}

/** Digits and a point, never an exponent, no zeros at the end. */
export function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = all.slice(0, all.length - scale)
  const fraction = all.slice(all.length - scale).replace(/0+$/, '')
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** As a number where that is exact, else as its digits, which every filter takes for a number too. */
export function toResult(value: Decimal): number | string {
  const text = decimalText(value)
  if (text.split('.', 1)[0]!.length > mostDigits)
    throw new FilterError('The result has too many digits for any page. Look for a sum that repeats itself.')
  const number = Number(text)
  return plainText(number) === text ? number : text
}

/** A fraction with more digits was cut off somewhere: exact sums with it would show where. */
export function isSure({ digits, scale }: Decimal): boolean {
  return scale === 0 || (digits < 0n ? -digits : digits).toString().length <= sureDigits
}

/** The sum of two such fractions as a JavaScript number, without the noise of its last digits. */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(sureDigits))
}

/** A JavaScript number as it is printed: 1e21 and 1e-7 are no text for a page. */
export function plainText(value: number): string {
  const text = String(value)
  return text.includes('e') ? decimalText(toDecimal(text)) : text
}

function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale)
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale]
}
