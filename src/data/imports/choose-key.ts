// Which columns an import's key is made of, checked against the file and the dataset it is for. Pure.
import { AppError } from '../../errors.ts'
import { uniqueName } from '../columns/headers.ts'
import type { DatasetRecord } from '../datasets.ts'
import type { ImportRecord } from './import-record.ts'

/** Fails with what cannot be a key. `dataset`: the one whose rows are to be replaced. */
export function chooseKey(
  record: ImportRecord,
  dataset: DatasetRecord | null,
  keyColumns: readonly string[],
): Pick<ImportRecord, 'key_column' | 'key_parts'> {
  if (!record.read_settings) {
    throw new AppError(
      'conflict',
      'The file has not been analysed, so it cannot be loaded. Change its settings or upload another file.',
    )
  }
  const names = record.columns.map((column) => column.name)
  const unknown = keyColumns.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new AppError(
      'bad_request',
      `The file has no column "${unknown}". Choose one of its columns as the key.`,
    )
  }
  if (new Set(keyColumns).size < keyColumns.length) {
    throw new AppError('bad_request', 'The key names a column twice. Name each column once.')
  }
  if (dataset) return keepKey(dataset, names, keyColumns)
  const [column, ...others] = keyColumns
  if (others.length === 0) return { key_column: column!, key_parts: null }
  return { key_column: uniqueName(keyColumns.join(' + '), names), key_parts: [...keyColumns] }
}

function keepKey(
  dataset: DatasetRecord,
  names: readonly string[],
  keyColumns: readonly string[],
): Pick<ImportRecord, 'key_column' | 'key_parts'> {
  const { keyColumn, keyColumns: before } = dataset
  if (before.length !== keyColumns.length || before.some((name, n) => name !== keyColumns[n])) {
    const [first, ...others] = before.map((name) => `"${name}"`)
    const key =
      others.length === 0
        ? `column of this dataset is ${first}`
        : `of this dataset is combined of ${[first, ...others].join(' and ')}`
    throw new AppError(
      'bad_request',
      `The key ${key} and cannot change, since it decides which page a row is. Load with it, or import the file as a new dataset.`,
    )
  }
  if (before.length === 1) return { key_column: keyColumn, key_parts: null }
  if (names.includes(keyColumn)) {
    throw new AppError(
      'bad_request',
      `The file has a column "${keyColumn}", which is what the combined key of this dataset is called. Name it otherwise in the file.`,
    )
  }
  return { key_column: keyColumn, key_parts: [...before] }
}
