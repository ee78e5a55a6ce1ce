import { type FilterDefinition, FilterError, isBlank, toNumber, toText } from './filter.ts'

const formats = new Map<string, Intl.NumberFormat>()
const mostFormats = 200

function format(filter: string, value: unknown, locale: unknown, options: Intl.NumberFormatOptions): string {
  if (isBlank(value)) return ''
  const name = checkLocale(locale ?? 'en', filter)
  const key = JSON.stringify([name, options])
  let found = formats.get(key)
  if (!found) {
    found = new Intl.NumberFormat(name, options)
    if (formats.size < mostFormats) formats.set(key, found)
  }
  return found.format(toNumber(value, filter))
}

/** The locale, when the runtime has its rules; it must not fall back to that of the machine. */
export function checkLocale(locale: unknown, filter: string): string {
  const name = toText(locale)
  try {
    const [found] = Intl.NumberFormat.supportedLocalesOf(name)
    if (found) return found
  } catch {
    // Not even the shape of one: told in the same words.
  }
  throw new FilterError(
    `${filter}: "${name.slice(0, 20)}" is not a language. Use a code like "en", "de" or "fr-CA".`,
  )
}

function digits(
  filter: string,
  count: unknown,
  fallback: Intl.NumberFormatOptions,
): Intl.NumberFormatOptions {
  if (count === undefined) return fallback
  const number = toNumber(count, filter)
  if (!Number.isInteger(number) || number < 0 || number > 20) {
    throw new FilterError(`${filter}: the number of decimals must be between 0 and 20.`)
  }
  return { minimumFractionDigits: number, maximumFractionDigits: number }
}

function currency(value: unknown, code: unknown = 'USD', locale?: unknown, decimals?: unknown): string {
  const name = toText(code).toUpperCase()
  if (!/^[A-Z]{3}$/.test(name)) {
    throw new FilterError(
      `currency: "${name.slice(0, 20)}" is not a currency. Use its three letters, like "EUR".`,
    )
  }
  return format('currency', value, locale, {
    style: 'currency',
    currency: name,
    ...digits('currency', decimals, {}),
  })
}

function divide(
  name: string,
  value: unknown,
  by: unknown,
  compute: (a: number, b: number) => number,
): number {
  const divisor = toNumber(by, name)
  if (divisor === 0) throw new FilterError(`${name}: nothing can be divided by 0.`)
  return compute(toNumber(value, name), divisor)
}

export const numberFilters: FilterDefinition[] = [
  {
    name: 'number',
    description: 'A number in the notation of a language. Second argument: how many decimals.',
    example: '{{ 1234567.5 | number: "de", 2 }} → 1.234.567,50',
    run: (value, locale, decimals) =>
      format('number', value, locale, digits('number', decimals, { maximumFractionDigits: 20 })),
  },
  {
    name: 'currency',
    description: 'An amount of money: currency, language, and how many decimals.',
    example: '{{ 1999 | currency: "USD", "en" }} → $1,999.00',
    run: currency,
  },
  {
    name: 'percent',
    description: 'A share as a percentage: 0.256 is 25.6%. Language, and how many decimals.',
    example: '{{ 0.256 | percent: "en", 1 }} → 25.6%',
    run: (value, locale, decimals) =>
      format('percent', value, locale, {
        style: 'percent',
        ...digits('percent', decimals, { maximumFractionDigits: 2 }),
      }),
  },
  {
    name: 'divided_by',
    description: 'Divides. Whole numbers stay whole only if you round or floor the result.',
    example: '{{ 10 | divided_by: 4 }} → 2.5',
    run: (value, by) => divide('divided_by', value, by, (a, b) => a / b),
  },
  {
    name: 'modulo',
    description: 'The remainder of a division.',
    example: '{{ 10 | modulo: 4 }} → 2',
    run: (value, by) => divide('modulo', value, by, (a, b) => a % b),
  },
]
