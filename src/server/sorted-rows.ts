// The list of a dataset's rows in an order that the query names.
import { columnOfSort } from '../api/row-sort.ts'
import type { DatasetRecord } from '../data/datasets.ts'
import type { OrderBy } from '../data/rows/row-orders.ts'
import type { DataRow } from '../data/rows/rows.ts'
import {
  type RowPlace,
  readSortedPlace,
  readSortedRows,
  type SortedPart,
  type SortedSet,
  searchSortedRows,
} from '../data/rows/sorted-rows.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { cursorError, encodeCursor, readTextCursor } from './paging.ts'

interface Query {
  sort?: string | undefined
  desc?: 'true' | 'false' | undefined
  cursor?: string | undefined
  offset?: number | undefined
  limit: number
  /** Without spaces around it. */
  text: string
}

interface RowsPart {
  rows: DataRow[]
  nextCursor: string | null
  total: number | null
  searched?: { rows: number; of: number }
}

/** Null: the order is that of the rows, which needs none of this. */
export async function listSortedRows(
  queries: Queries,
  dataset: DatasetRecord,
  { sort = 'row', desc, cursor, offset, limit, text }: Query,
): Promise<RowsPart | null> {
  const isDesc = desc === 'true'
  if (sort === 'row' && !isDesc) return null
  const set: SortedSet = { rowSetId: dataset.rowSetId, by: orderBy(dataset, sort), desc: isDesc }
  const after = readPlace(cursor)
  const range = { after, limit }
  const part =
    offset !== undefined
      ? await readSortedPlace(queries, set, { offset, limit })
      : text === ''
        ? await readSortedRows(queries, set, range)
        : await searchSortedRows(queries, set, { ...range, text })
  return toPart(part, after, dataset.rowCount)
}

/** @throws `bad_request` for a column that the data does not have */
function orderBy({ columns, keyColumn }: DatasetRecord, sort: string): OrderBy {
  if (sort === 'row') return 'line'
  if (sort === 'key') return 'key'
  const name = columnOfSort(sort)
  const column = columns.findIndex((one) => one.name === name)
  if (column >= 0) return { column, readAs: columns[column]!.readAs ?? null }
  throw new AppError(
    'bad_request',
    `The data has no column "${name}" to sort by. Its columns are listed with the dataset; its key is "${keyColumn}".`,
  )
}

function toPart({ rows, next, looked }: SortedPart, after: RowPlace | null, of: number): RowsPart {
  const place = next === 'same' ? (after ?? start) : next
  return {
    rows,
    nextCursor: place && encodeCursor(JSON.stringify(place)),
    total: looked === null ? of : null,
    ...(looked !== null && { searched: { rows: looked, of } }),
  }
}

/** Where a list goes on that has not begun. */
const start = [] as const

function readPlace(cursor: string | undefined): RowPlace | null {
  const text = readTextCursor(cursor)
  if (text === null) return null
  const place = parse(text)
  if (!Array.isArray(place)) throw cursorError()
  if (place.length === 0) return null
  const [key, line] = place
  const isKey = key === null || typeof key === 'string'
  if (place.length === 2 && isKey && Number.isSafeInteger(line) && Math.abs(line) < 2 ** 31)
    return [key, line]
  throw cursorError()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
