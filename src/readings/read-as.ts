// A cell as its column is read. Pure.
import type { ReadAs, Readings } from '../api/reading.ts'
import { readDate } from './read-date.ts'
import { readNumber } from './read-number.ts'

/** Plain digits, or a date as ISO 8601; null for a text that cannot be read so. */
export function readCell(text: string, readAs: ReadAs): string | null {
  return readAs.kind === 'number' ? readNumber(text, readAs.decimal) : readDate(text, readAs)
}

/** How a column is read; null: as templates read by themselves. */
export function readingOf(readings: Readings, column: string): ReadAs | null {
  return Object.hasOwn(readings, column) ? readings[column]! : null
}
