// Numbers as people write them, with a comma or a point before the decimals, as plain digits. Pure.

export type DecimalSign = '.' | ','

const minus = /[\u2212\u2013\uff0d]/g
/** Spaces and apostrophes between thousands, whatever stands before the decimals. */
const blanks = /[\s\u00a0\u2009\u202f]/
const currency =
  /^(?:\p{Sc}|[A-Z]{3}(?=[\s\u00a0\u202f\d-])|(?:Fr|kr|zł|Kč|Ft|lei|R\$)\.?(?=[\s\u00a0\d-]))|(?:\p{Sc}|(?<=[\s\u00a0\u202f\d-])[A-Z]{3}|(?<=[\s\u00a0\d-])(?:Fr|kr|zł|Kč|Ft|lei)\.?)$/gu
/** "5,-" and "5.–": nothing behind the point. */
const noDecimals = /(?<=\d)[.,]\s?-{1,2}$/

const shapes: Record<DecimalSign, RegExp> = {
  '.': /^([+-]?)(\d{1,3}(?:(?<g>[,\u0020'’])(?:\d{2,3}\k<g>)*\d{3})|\d*)(?:\.(\d+))?(e[+-]?\d{1,2})?$/i,
  ',': /^([+-]?)(\d{1,3}(?:(?<g>[.\u0020'’])(?:\d{2,3}\k<g>)*\d{3})|\d*)(?:,(\d+))?(e[+-]?\d{1,2})?$/i,
}

/**
 * Digits with a point before the decimals and nothing between thousands; null for what is no number so written.
 * Signs of money around it and brackets for less than zero are understood.
 */
export function readNumber(cell: string, decimal: DecimalSign): string | null {
  if (cell.length > 60) return null
  let text = cell.trim().replace(minus, '-')
  const isNegative = /^\(.*\)$/.test(text)
  if (isNegative) text = text.slice(1, -1).trim()
  text = text.replace(currency, '').trim()
  // "- 5" and "€ -5".
  text = text
    .replace(/^([+-])\s+/, '$1')
    .replace(noDecimals, '')
    .split(blanks)
    .join(' ')
  const parts = shapes[decimal].exec(text)
  if (!parts) return null
  const [, sign = '', whole = '', , decimals = '', exponent = ''] = parts
  if (whole === '' && decimals === '') return null
  if (isNegative && sign !== '') return null
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0'
  const isLess = isNegative || sign === '-'
  return `${isLess ? '-' : ''}${digits}${decimals === '' ? '' : `.${decimals}`}${exponent.toLowerCase()}`
}
