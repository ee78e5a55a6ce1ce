// All rows of a project, some at a time, in the order of the file.
import { type DataRow, readRows } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import type { ProjectParts } from './project-parts.ts'

/** Rows. */
export const batchSize = 200

export async function* rowBatches(
  database: Queries,
  { rowSetId }: Pick<ProjectParts, 'rowSetId'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<DataRow[], void, undefined> {
  let afterLine = 0
  for (;;) {
    signal?.throwIfAborted()
    const rows = await readRows(database, rowSetId, { afterLine, limit: batchSize })
    const last = rows.at(-1)
    if (!last) return
    afterLine = last.line
    yield rows
  }
}
