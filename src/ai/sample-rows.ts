// A few rows from all over a dataset.
import { aiSampleSize } from '../api/ai-words.ts'
import { readRows } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import { type AskedRow, withoutFilled } from './questions.ts'

/** As one group. */
export async function* sampleRows(
  queries: Queries,
  { rowSetId, rowCount, filled }: { rowSetId: string; rowCount: number; filled: readonly string[] },
): AsyncGenerator<AskedRow[]> {
  const rows = new Map<string, AskedRow>()
  // Lines count on from row to row, so that their numbers are about their places.
  for (let n = 0; n < aiSampleSize; n++) {
    const afterLine = Math.floor((n * rowCount) / aiSampleSize)
    const found = await readRows(queries, rowSetId, { afterLine, limit: aiSampleSize })
    const next = found.find(({ rowKey }) => !rows.has(rowKey))
    if (next) rows.set(next.rowKey, withoutFilled(next, filled))
  }
  if (rows.size > 0) yield [...rows.values()]
}
