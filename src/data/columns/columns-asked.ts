// Columns that a filter names, as people write them.
import type { Queries } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { columnNames } from '../rows/rows.ts'

/** @param rowSetId null where the rows are there no more: they have no column */
export async function refuseUnknownColumns(
  queries: Queries,
  rowSetId: string | null,
  where: readonly { column: string }[],
): Promise<void> {
  const names = rowSetId === null ? [] : await columnNames(queries, rowSetId)
  const unknown = where.find(({ column }) => !names.includes(column))
  if (!unknown) return
  throw new AppError(
    'bad_request',
    `The data has no column "${unknown.column}". It has: ${names.join(', ')}.`,
  )
}
