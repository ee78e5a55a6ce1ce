// Readings of columns in words, and as the step that does it. Pure.
import type { ColumnReading, ReadAs } from './reading.ts'
import type { Step } from './step.ts'

const orders = { dmy: 'day first', mdy: 'month first', ymd: 'year first' } as const

/** "numbers with a decimal comma". */
export function readAsWords(readAs: ReadAs): string {
  return readAs.kind === 'number'
    ? `numbers with a decimal ${readAs.decimal === ',' ? 'comma' : 'point'}`
    : `dates, ${orders[readAs.order]}`
}

/** What a column seems to hold. */
export function readingWords({ reads, isSure }: ColumnReading): string {
  return `${isSure ? 'Looks like' : 'May be'} ${readAsWords(reads)}`
}

/** The step that reads the column so; what cannot be read stays as it is. */
export function stepOfReading(column: string, { reads }: ColumnReading, id: string): Step {
  return { id, isOff: false, columns: [column], otherwise: 'keep', ...reads }
}
