// Corrects single cells of a dataset: at once in the rows it has, and in whatever is imported later.
import type { Correction } from '../../api/correction.ts'
import type { Row } from '../../api/dataset.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { type DatasetRecord, getDataset, pointAt, replacedMeanwhile } from '../datasets.ts'
import { replaceRow } from '../rows/replace-row.ts'
import { readRow } from '../rows/rows.ts'
import { shapeRow } from '../rows/shape-row.ts'
import { correctionsOfRows, removeCorrection, storeCorrection } from './correction-store.ts'

export interface Corrections {
  /** The row as it is then. A cell that gets what its source says is corrected no more. */
  correct(cell: CellOf, value: string, by: string): Promise<Row>
  /** The cell says again what its source says. */
  undo(cell: CellOf): Promise<Row>
}

export interface CellOf {
  workspaceId: string
  datasetId: string
  rowKey: string
  column: string
}

/** Somebody else replaced the rows meanwhile: tried again with theirs. */
const tries = 3

export function createCorrections(database: Database, tidySoon: () => Promise<void>): Corrections {
  /** @param record writes down, in the transaction that makes the rows the dataset's, what was done */
  async function put(
    cell: CellOf,
    value: (row: Row, before: Correction | null) => string,
    isCorrection: (row: Row, before: Correction | null) => boolean,
    record: (tx: Pick<Database, 'query' | 'now'>, before: Correction | null, row: Row) => Promise<void>,
  ): Promise<Row> {
    for (let n = 1; ; n++) {
      const { dataset, row, before } = await find(cell)
      const text = value(row, before)
      if (row.cells[cell.column] === text) {
        await database.transaction((tx) => record(tx, before, row))
        return { rowKey: row.rowKey, line: row.line, cells: row.cells }
      }
      const { column } = cell
      const made = await replaceRow(
        database,
        dataset.rowSetId,
        row.rowKey,
        (names, cells) => checked(cells.with(names.indexOf(column), text), names.length),
        { column, isSettled: isCorrection(row, before) },
      )
      const isMine = await pointAt(database, dataset, made!.rowSetId, (tx) => record(tx, before, row))
      await tidySoon()
      if (isMine) return { rowKey: row.rowKey, line: made!.line, cells: made!.cells }
      if (n === tries) throw replacedMeanwhile()
    }
  }

  async function find({ workspaceId, datasetId, rowKey, column }: CellOf) {
    const dataset = await getDataset(database, workspaceId, datasetId)
    refuseColumn(dataset, column)
    const row = await readRow(database, dataset.rowSetId, rowKey)
    if (!row) {
      throw new AppError('not_found', `The dataset has no row "${rowKey}". Look at its rows for the key.`)
    }
    const corrections = await correctionsOfRows(database, datasetId, [row.rowKey])
    const before = corrections.get(row.rowKey)?.find((one) => one.column === column) ?? null
    return { dataset, row, before }
  }

  return {
    correct: (cell, value, by) =>
      put(
        cell,
        () => value,
        (row, before) => value !== sourceValueOf(row, before, cell.column),
        async (tx, before, row) => {
          const { datasetId, column } = cell
          const { rowKey } = row
          const sourceValue = sourceValueOf(row, before, column)
          if (value === sourceValue) await removeCorrection(tx, datasetId, rowKey, column)
          else await storeCorrection(tx, datasetId, { rowKey, column, value, sourceValue, by })
        },
      ),
    undo: (cell) =>
      put(
        cell,
        ({ rowKey }, before) => {
          if (before) return before.sourceValue
          throw new AppError('not_found', `"${cell.column}" of "${rowKey}" is not corrected.`)
        },
        () => false,
        (tx, _, { rowKey }) => removeCorrection(tx, cell.datasetId, rowKey, cell.column),
      ),
  }
}

/** What the cell says without anybody's hand. */
function sourceValueOf(row: Row, before: Correction | null, column: string): string {
  return before?.sourceValue ?? row.cells[column] ?? ''
}

function refuseColumn({ columns, keyColumn, keyColumns }: DatasetRecord, column: string): void {
  if (!columns.some(({ name }) => name === column)) {
    const names = columns.map(({ name }) => name).join(', ')
    throw new AppError('bad_request', `The dataset has no column "${column}". It has: ${names}.`)
  }
  if (column !== keyColumn && !keyColumns.includes(column)) return
  throw new AppError(
    'bad_request',
    `"${column}" is part of the key, which decides which page a row is, so it cannot be corrected here. Correct it where the rows come from.`,
  )
}

function checked(cells: string[], width: number): string[] {
  const shaped = shapeRow({ line: 1, cells }, width)
  if (shaped.kind === 'row') return shaped.cells
  throw new AppError('bad_request', `${shaped.reason} Remove it from the text.`)
}
