// The first row of a list of records, which has none of its own: the paths of its values.
import type { SourceRow } from '../format.ts'

/** Stands before the first record. A value that is the record itself has no path. */
export function headerOf(columns: readonly string[]): SourceRow {
  return { line: 0, cells: columns.map((path) => path || 'value') }
}
