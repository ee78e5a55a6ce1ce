// Finding pages by status or by problem, in the order of their keys. Short walks along an index and nothing else:
// a join over a hundred thousand rows would hold up everybody on the embedded database.
import type { PageSummary } from '../api/page.ts'
import { rowHashes, rowKeysAfter } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import { keysWithProblem } from './check-store.ts'
import { findLedgerPages, ledgerKeys, ledgerKeysBetween } from './ledger.ts'

export interface Marks {
  status?: PageSummary['status'] | undefined
  problem?: string | undefined
}

export interface FoundKeys {
  rowKeys: string[]
  /** Where to go on; null at the end. After the time limit there may be fewer keys than asked for, or none. */
  nextKey: string | null
}

const chunk = 1_000
const limitMs = 500

/** Keys of rows of the set that have the status and the problem asked for; at least one of the two is. */
export async function findKeys(
  queries: Queries,
  place: { projectId: string; rowSetId: string },
  marks: Marks,
  { afterKey, limit }: { afterKey: string; limit: number },
): Promise<FoundKeys> {
  const deadline = Date.now() + limitMs
  const found: string[] = []
  let cursor = afterKey
  for (;;) {
    const candidates = await nextCandidates(queries, place, marks, cursor)
    const kept = new Set(await keepMatching(queries, place, marks, candidates))
    for (const rowKey of candidates) {
      if (!kept.has(rowKey)) continue
      found.push(rowKey)
      if (found.length === limit) return { rowKeys: found, nextKey: rowKey }
    }
    const last = candidates.at(-1)
    if (last === undefined || candidates.length < chunk) return { rowKeys: found, nextKey: null }
    cursor = last
    if (Date.now() > deadline) return { rowKeys: found, nextKey: cursor }
  }
}

/** From the narrowest index: problems, then published pages by status, then all rows. */
async function nextCandidates(
  queries: Queries,
  { projectId, rowSetId }: { projectId: string; rowSetId: string },
  { status, problem }: Marks,
  afterKey: string,
): Promise<string[]> {
  const range = { afterKey, limit: chunk }
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
