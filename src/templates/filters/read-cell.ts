// A cell of a column that is read as numbers or dates. It prints and is searched as it is written; it is compared,
// sorted and computed with as it is read.
import { Drop } from 'liquidjs'
import type { ReadAs } from '../../api/reading.ts'
import { readCell } from '../../readings/read-as.ts'

export class ReadCell extends Drop {
  readonly text: string
  /** Plain digits, of a column of numbers. */
  readonly number: string | null
  /** ISO 8601, of a column of dates. */
  readonly date: string | null

  constructor(text: string, kind: ReadAs['kind'], value: string) {
    super()
    this.text = text
    this.number = kind === 'number' ? value : null
    this.date = kind === 'date' ? value : null
  }

  /** The engine takes it for its text wherever it does not ask our filters. */
  override valueOf(): string {
    return this.text
  }

  override toString(): string {
    return this.text
  }

  toJSON(): string {
    return this.text
  }
}

/** A text that says the same when it is read, or cannot be read so, stays what it is. */
export function asRead(text: string, readAs: ReadAs): string | ReadCell {
  const value = readCell(text, readAs)
  return value === null || value === text ? text : new ReadCell(text, readAs.kind, value)
}
