// What stands in `{{ … }}`, taken apart for the form of a chip and put together again. Pure.

export interface Output {
  /** What is printed: `row.city`, a text in quotes. */
  value: string
  /** Each as it is written, without the bar: `default_if_blank: "unknown"`. */
  filters: string[]
}

const braces = /^(\{\{-?)\s*([\s\S]*?)\s*(-?\}\})$/

export function readOutput(source: string): Output {
  const [value = '', ...filters] = splitOutsideQuotes(braces.exec(source)?.[2] ?? '', '|').map((part) =>
    part.trim(),
  )
  return { value, filters }
}

/** The output with the braces that it had, which may trim the space around it. */
export function writeOutput(source: string, { value, filters }: Output): string {
  const [, open = '{{', , close = '}}'] = braces.exec(source) ?? []
  return `${open} ${[value, ...filters].join(' | ')} ${close}`
}

/** Cuts where a character stands that is not inside quotes. */
export function splitOutsideQuotes(text: string, at: string): string[] {
  const parts = ['']
  let quote = ''
  for (const char of text) {
    if (quote === '' && char === at) parts.push('')
    else {
      if (quote === '' ? char === '"' || char === "'" : char === quote) quote = quote === '' ? char : ''
      parts[parts.length - 1] += char
    }
  }
  return parts
}

/** The column that an expression names, or null where it is something else. */
export function columnOf(expression: string): string | null {
  const plain = /^row\.([A-Za-z_][A-Za-z0-9_-]*)$/.exec(expression)
  if (plain) return plain[1]!
  const quoted = /^row\[("(?:[^"\\]|\\.)*"|'[^']*')\]$/.exec(expression)?.[1]
  if (quoted === undefined) return null
  if (quoted.startsWith("'")) return quoted.slice(1, -1)
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}

export const filterName = (filter: string) => /^\s*(\w*)/.exec(filter)![1]!

/** The first argument of a filter where it is one text in quotes, else null. */
export function textArgument(filter: string): string | null {
  return /^\s*\w+\s*:\s*("[^"]*"|'[^']*')\s*$/.exec(filter)?.[1]?.slice(1, -1) ?? null
}

/** A text in the quotes that it does not have itself; one that has both loses the double ones. */
export function quoted(text: string): string {
  if (!text.includes('"')) return `"${text}"`
  return text.includes("'") ? `"${text.replaceAll('"', '')}"` : `'${text}'`
}

/**
 * Puts a filter in the place of the first of its kind, or takes it away.
 * @param names of all filters of the kind
 * @param isFirst whether it comes before the others where there was none
 */
export function withFilter(
  filters: readonly string[],
  names: readonly string[],
  filter: string | null,
  isFirst = false,
): string[] {
  const at = filters.findIndex((one) => names.includes(filterName(one)))
  if (at === -1) return filter === null ? [...filters] : isFirst ? [filter, ...filters] : [...filters, filter]
  return filters.flatMap((one, index) => (index !== at ? [one] : filter === null ? [] : [filter]))
}

/** Filters that the form of a chip has a field for. */
export const fallbackFilters = ['default_if_blank', 'default']
export const letterFilters = [
  { value: 'upcase', label: 'UPPER CASE' },
  { value: 'downcase', label: 'lower case' },
  { value: 'capitalize', label: 'First letter upper case' },
  { value: 'titlecase', label: 'Title Case' },
]
export const formatFilters = [
  { value: 'number: "en"', label: 'Number: 1,234.5' },
  { value: 'number: "de"', label: 'Number: 1.234,5' },
  { value: 'number: "en", 0', label: 'Whole number: 1,235' },
  { value: 'currency: "EUR", "en"', label: 'Amount: €1,234.50' },
  { value: 'currency: "USD", "en"', label: 'Amount: $1,234.50' },
  { value: 'percent: "en"', label: 'Percent: 25.6%' },
  { value: 'date: "long", "en"', label: 'Date: March 5, 2026' },
  { value: 'date: "%-d %B %Y", "en"', label: 'Date: 5 March 2026' },
  { value: 'date: "%d.%m.%Y"', label: 'Date: 05.03.2026' },
  { value: 'date: "%Y"', label: 'Year alone: 2026' },
]
export const formatNames = ['number', 'currency', 'percent', 'date']

/** What a chip says: the column, or the expression itself; and what is done to it. */
export function chipLabel(source: string): { name: string; more: string } {
  const { value, filters } = readOutput(source)
  const name = columnOf(value) ?? value
  return { name: name === '' ? 'nothing' : name, more: filters.map(filterLabel).join(', ') }
}

function filterLabel(filter: string): string {
  const name = filterName(filter)
  const text = textArgument(filter)
  if (fallbackFilters.includes(name) && text !== null) return `or “${text}”`
  return letterFilters.find(({ value }) => value === name)?.label ?? name.replaceAll('_', ' ')
}
