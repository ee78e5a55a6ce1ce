// Finding pages by status or by problem, in the order of their keys. Short walks along an index and nothing else:
// a join over a hundred thousand rows would hold up everybody on the embedded database.
import type { PageSummary } from '../api/page.ts'
import { rowHashes, rowKeysAfter } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'

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
  if (problem === undefined && (status === undefined || status === 'new')) {
    return rowKeysAfter(queries, rowSetId, { afterKey, limit: chunk })
  }
  const [sql, params]: [string, unknown[]] =
    problem !== undefined
      ? ['page_problems where project_id = $1 and code = $2 and row_key > $3', [projectId, problem]]
      : ['pages where project_id = $1 and status = $2 and row_key > $3', [projectId, status]]
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from ${sql} order by row_key limit ${chunk}`,
    [...params, afterKey],
  )
  return rows.map((row) => row.row_key)
}

async function keepMatching(
  queries: Queries,
  { projectId, rowSetId }: { projectId: string; rowSetId: string },
  { status, problem }: Marks,
  rowKeys: string[],
): Promise<string[]> {
  if (rowKeys.length === 0) return []
  const areRows = problem === undefined && status === 'new'
  const present = areRows ? rowKeys : [...(await rowHashes(queries, rowSetId, rowKeys)).keys()]
  if (status === undefined) return present
  const isNew = status === 'new'
  const condition = isNew ? `status <> 'removed'` : `status = '${status}'`
  const published = new Set(
    await keysIn(queries, `pages where project_id = $1 and ${condition}`, projectId, present),
  )
  return present.filter((rowKey) => published.has(rowKey) !== isNew)
}

async function keysIn(queries: Queries, from: string, owner: string, rowKeys: string[]): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from ${from} and row_key = any($2::text[])`,
    [owner, rowKeys],
  )
  return rows.map((row) => row.row_key)
}
