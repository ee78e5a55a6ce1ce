// Numbers of spreadsheets as text, without a format. Pure.

/** What a spreadsheet keeps of a number; digits beyond these are noise of the binary form (0.1 + 0.2). */
const digits = 15
/** Written as people write them, with no more than these digits before the point and none to be lost. */
const plain = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/
const integer = /^-?[1-9]\d*$/

/**
 * A number in full, never as 1.23E+13: what a narrow column shows shortened is a code or a telephone number more often
 * than not. `literal`: as it stands in the file.
 */
export function numberText(literal: string): string {
  if (literal.length <= digits && plain.test(literal)) return literal
  // Longer ones were written by a program that knows more digits than a spreadsheet would keep.
  if (integer.test(literal)) return literal
  const value = Number(literal)
  if (!Number.isFinite(value)) return literal
  return fullText(Number(value.toPrecision(digits)))
}

/** Without an exponent. */
function fullText(value: number): string {
  const text = String(value === 0 ? 0 : value)
  const [mantissa, exponent] = text.split('e')
  if (exponent === undefined) return text
  const [whole, fraction = ''] = mantissa!.replace('-', '').split('.')
  const sign = value < 0 ? '-' : ''
  const shift = Number(exponent)
  if (shift > 0) return `${sign}${whole}${fraction.padEnd(shift, '0')}`
  return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
}
