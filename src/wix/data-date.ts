// Dates of Wix Data: `{ "$date": "2026-01-15T10:00:00.000Z" }` in both directions. A plain ISO string is stored as text.
import { isJsonObject } from './json.ts'

/** A DATETIME value as it travels. */
export interface DataDate {
  $date: string
}

/** A date for a DATETIME field, in filters too. Throws a `RangeError` for an invalid date. */
export function toDataDate(date: Date): DataDate {
  return { $date: date.toISOString() }
}

/** The date in a value of Wix Data; undefined when it is none. */
export function readDataDate(value: unknown): Date | undefined {
  if (!isJsonObject(value) || typeof value['$date'] !== 'string') return undefined
  const date = new Date(value['$date'])
  return Number.isNaN(date.getTime()) ? undefined : date
}
