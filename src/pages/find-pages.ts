// Finding pages by status or by problem, in the order of their keys. Short walks along an index and nothing else:
// a join over a hundred thousand rows would hold up everybody on the embedded database.
import type { PageSummary } from '../api/page.ts'
import { rowHashes, rowKeysAfter } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import { type Scanned, scan } from '../scan.ts'
import { keysWithProblem } from './check-store.ts'
import { findLedgerPages, ledgerKeys, ledgerKeysBetween } from './read-ledger.ts'

export interface Marks {
  status?: PageSummary['status'] | undefined
  problem?: string | undefined
}

/**
 * Keys of rows of the set that have the status and the problem asked for; at least one of the two is. `next` is the key
 * after which to go on; until there fewer keys than asked for may have been found, or none.
 */
export async function findKeys(
  queries: Queries,
  place: { projectId: string; rowSetId: string },
  marks: Marks,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<Scanned<string, string>> {
  return scan({ from: afterKey, limit }, async (after, size) => {
    const candidates = await nextCandidates(queries, place, marks, { afterKey: after, limit: size })
    const kept = new Set(await keepMatching(queries, place, marks, candidates))
    return {
      matches: candidates.flatMap((rowKey, at) =>
        kept.has(rowKey) ? [{ item: rowKey, place: rowKey, nth: at + 1 }] : [],
      ),
      looked: candidates.length,
      last: candidates.at(-1) ?? null,
    }
  })
}

/** From the narrowest index: problems, then published pages by status, then all rows. */
async function nextCandidates(
  queries: Queries,
  { projectId, rowSetId }: { projectId: string; rowSetId: string },
  { status, problem }: Marks,
  range: { afterKey: string; limit: number },
): Promise<string[]> {
  if (problem !== undefined) return keysWithProblem(queries, projectId, problem, range)
  if (status !== undefined && status !== 'new') return ledgerKeys(queries, projectId, status, range)
  return rowKeysAfter(queries, rowSetId, range)
}

async function keepMatching(
  queries: Queries,
  { projectId, rowSetId }: { projectId: string; rowSetId: string },
  { status, problem }: Marks,
  rowKeys: string[],
): Promise<string[]> {
  const firstKey = rowKeys[0]
  const lastKey = rowKeys.at(-1)
  if (firstKey === undefined || lastKey === undefined) return []
  if (problem === undefined && status === 'new') {
    // The candidates are rows, side by side: one walk along the ledger beats looking each of them up.
    const published = await ledgerKeysBetween(queries, projectId, firstKey, lastKey)
    return rowKeys.filter((rowKey) => !published.has(rowKey))
  }
  const rows = await rowHashes(queries, rowSetId, rowKeys)
  const present = rowKeys.filter((rowKey) => rows.has(rowKey))
  if (status === undefined) return present
  const ledger = await findLedgerPages(queries, projectId, present)
  return present.filter((rowKey) => (ledger.get(rowKey)?.status ?? 'new') === status)
}
