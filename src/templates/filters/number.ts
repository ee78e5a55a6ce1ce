import { memoize } from '../../memoize.ts'
import { type FilterDefinition, FilterError, isBlank, toNumber, toText } from './filter.ts'

const formatFor = memoize(
  200,
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)

function format(filter: string, value: unknown, locale: unknown, options: Intl.NumberFormatOptions): string {
  if (isBlank(value)) return ''
  const name = checkLocale(locale ?? 'en', filter)
  return formatFor(name, options).format(toNumber(value, filter))
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

export const numberFilters: FilterDefinition[] = [
  {
    name: 'number',
    description: 'A number in the notation of a language. Second argument: how many decimals.',
    example: '{{ 1234567.5 | number: "de", 2 }} → 1.234.567,50',
    takes: ['text?', 'number?'],
    run: (value, locale, decimals) =>
      format('number', value, locale, digits('number', decimals, { maximumFractionDigits: 20 })),
  },
  {
    name: 'currency',
    description: 'An amount of money: currency, language, and how many decimals.',
    example: '{{ 1999 | currency: "USD", "en" }} → $1,999.00',
    takes: ['text?', 'text?', 'number?'],
    run: currency,
  },
  {
    name: 'percent',
    description: 'A share as a percentage: 0.256 is 25.6%. Language, and how many decimals.',
    example: '{{ 0.256 | percent: "en", 1 }} → 25.6%',
    takes: ['text?', 'number?'],
    run: (value, locale, decimals) =>
      format('percent', value, locale, {
        style: 'percent',
        ...digits('percent', decimals, { maximumFractionDigits: 2 }),
      }),
  },
]
