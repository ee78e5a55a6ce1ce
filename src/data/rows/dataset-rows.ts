// The rows of a dataset as a table to be shaped, where the file they were made of is not there.
import type { Queries } from '../../db/types.ts'
import type { DatasetVersion } from '../datasets.ts'
import type { FormatWords } from '../formats/format.ts'
import type { StepSource } from '../steps/shape-table.ts'
import { walkCells } from './row-cells.ts'
import type { ShapedRow } from './shape-row.ts'

const words: FormatWords = { name: 'table', whole: 'table', place: ['row', 'rows'] }

/** Names and cells without a combined key, which is a column of the dataset and none of a file. */
export function rowsBeforeKey({ columnNames, keyColumn, keyParts }: DatasetVersion): {
  names: string[]
  cells(row: readonly string[]): string[]
} {
  const places = [...columnNames.keys()].filter((at) => !keyParts || columnNames[at] !== keyColumn)
  return {
    names: places.map((at) => columnNames[at]!),
    cells: (row) => places.map((at) => row[at] ?? ''),
  }
}

export function sourceOfRows(queries: Queries, version: DatasetVersion): StepSource {
  const { names, cells } = rowsBeforeKey(version)
  async function* rows(): AsyncGenerator<ShapedRow[]> {
    let line = 0
    for await (const group of walkCells(queries, version.rowSetId)) {
      yield group.map((row) => ({
        kind: 'row',
        line: ++line,
        cells: cells(row.cells),
        padded: false,
        trimmed: false,
      }))
    }
  }
  const columns = names.map((name) => ({ name, header: name }))
  return { table: { columns, rows, notes: () => [] }, words, again: rows }
}
