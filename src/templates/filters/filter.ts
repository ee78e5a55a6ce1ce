// What a filter is to us: a pure function of its input, its arguments and, for the choosing ones, the row's key.

export interface FilterDefinition {
  name: string
  description: string
  /** `template → result`, rendered by the tests exactly as it stands. */
  example: string
  /** Its result is markup or quoted text already and is not escaped again when it comes last. */
  isMarkup?: boolean
  run(value: unknown, ...args: unknown[]): unknown
}

/** A filter that cannot work with what it got. The message is shown to the owner with line and column. */
export class FilterError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FilterError'
  }
}

/** A value as text, the way an output prints it. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(toText).join('')
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

export function isBlank(value: unknown): boolean {
  return value === false || toText(value).trim() === ''
}

/** A number from a cell: `1234.5`, `-3`, `1,234.50`. Anything else is refused rather than printed as NaN. */
export function toNumber(value: unknown, filter: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const text = toText(value).trim()
  if (!/^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(text) || !/\d/.test(text)) {
    throw new FilterError(
      `${filter}: "${text.slice(0, 40)}" is not a number. Use digits with a point for decimals, like 1234.5.`,
    )
  }
  return Number(text.replaceAll(',', ''))
}
