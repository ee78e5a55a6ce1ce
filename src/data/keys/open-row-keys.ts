// From the cells of a row to its key, and to the cells the dataset stores.
import type { Column } from '../../api/dataset.ts'
import type { ImportRecord } from '../imports/import-record.ts'
import type { KeyChoice } from './keys.ts'
import type { KnownKeys } from './known-keys.ts'
import { joinKeys, toOldRowKey, toRowKey } from './row-key.ts'

export interface KeyedRow {
  rowKey: string
  /** With the combined key behind the others, where it is one. */
  cells: string[]
  /** The cell holds what a key leaves out because nobody sees it; spaces around it are no such thing. */
  isCleaned: boolean
}

/** `names`: the columns of the file. */
export function openRowKeys(
  names: readonly string[],
  { parts }: Pick<KeyChoice, 'parts'>,
  known: KnownKeys,
): (cells: string[]) => KeyedRow {
  const at = parts.map((part) => names.indexOf(part))
  const [first] = at
  if (at.length > 1) {
    return (cells) => {
      const taken = at.map((index) => cells[index]!)
      const rowKey = joinKeys(taken)
      return { rowKey, cells: [...cells, rowKey], isCleaned: taken.some(hidesSomething) }
    }
  }
  return (cells) => {
    const cell = cells[first!]!
    const rowKey = toRowKey(cell)
    if (rowKey === cell && known.isEmpty) return { rowKey, cells, isCleaned: false }
    return { rowKey: known.nameOf(rowKey, cell), cells, isCleaned: hidesSomething(cell) }
  }
}

function hidesSomething(cell: string): boolean {
  return toRowKey(cell) !== toOldRowKey(cell)
}

/** The columns of the dataset: those of the file, and the key where it is combined of several. */
export function datasetColumns(
  { columns, key_column: name, key_parts: parts }: ImportRecord,
  rowCount: number,
): Column[] {
  if (!parts) return columns
  const samples = parts.map((part) => columns.find((column) => column.name === part)?.samples[0] ?? '')
  return [
    ...columns,
    {
      name: name!,
      header: '',
      type: 'text',
      filled: rowCount,
      distinct: rowCount,
      distinctIsExact: true,
      longest: 0,
      samples: [joinKeys(samples)],
      problems: [],
    },
  ]
}
