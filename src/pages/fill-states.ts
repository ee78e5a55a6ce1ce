// Brings the list of a project's pages up to date with its rows: which there are, in which order, and what those that
// are not published are called. Reads everything, writes what differs.
import { type DataRow, readRows, rowHashes } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { findProblems } from './check-store.ts'
import type { PagesDeps } from './make-pages.ts'
import { namesMark, namesOf } from './name-pages.ts'
import { enterRows, type FillMark, findEntries, findFill, leaveOutStrays, recordFill } from './page-fills.ts'
import { failInCheck, failuresOf, type PageFailure } from './page-states.ts'
import { type ProjectParts, readParts } from './project-parts.ts'
import { findLedgerPages } from './read-ledger.ts'
import { countStates } from './state-lists.ts'

/** On the embedded engine a write of so many holds everybody up for some 20 ms. */
const batchSize = 500

/** Whether the list shows the rows as they are now, under the names that the template gives them now. */
export async function isFilled(queries: Queries, parts: ProjectParts): Promise<boolean> {
  return isSame(await findFill(queries, parts.projectId), markOf(parts))
}

/** Safe to interrupt and to repeat: the next one finds what is done. */
export async function fillStates(
  deps: PagesDeps,
  project: ProjectRecord,
  signal?: AbortSignal,
): Promise<void> {
  const parts = await readParts(deps.database, project)
  const before = await findFill(deps.database, project.id)
  const mark = markOf(parts)
  if (isSame(before, mark)) return
  let afterLine = 0
  for (;;) {
    signal?.throwIfAborted()
    const rows = await readRows(deps.database, parts.rowSetId, { afterLine, limit: batchSize })
    const last = rows.at(-1)
    if (!last) break
    afterLine = last.line
    await fillRows(deps, parts, rows, before)
  }
  await dropStrays(deps.database, parts, signal)
  await recordFill(deps.database, project.id, mark)
  // The planner takes a table that has just grown for a tiny one, and sorts all of it for every list.
  if (parts.rowCount >= batchSize) await deps.database.query('analyze page_states')
}

async function fillRows(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  before: FillMark | null,
): Promise<void> {
  const { database } = deps
  const { projectId } = parts
  const known = await findEntries(
    database,
    projectId,
    rows.map((row) => row.rowKey),
  )
  const unknown = rows
    .filter((row) => (known.get(row.rowKey)?.line ?? null) === null)
    .map((row) => row.rowKey)
  const published = await findLedgerPages(database, projectId, unknown)
  const isNamed = (row: DataRow) => {
    const entry = known.get(row.rowKey)
    if (entry === undefined) return published.has(row.rowKey)
    return entry.isPublished || (before?.names === namesMark(parts) && entry.rowHash === row.hash)
  }
  const open = rows.filter((row) => !isNamed(row))
  const names = await namesOf(deps, parts, open)
  const changed = rows.filter((row) => names.has(row.rowKey) || known.get(row.rowKey)?.line !== row.line)
  await enterRows(
    database,
    projectId,
    changed.map((row) => ({ ...row, name: names.get(row.rowKey) ?? null })),
  )
  await failInCheck(database, projectId, await foundBefore(database, projectId, unknown))
}

/** What the last check found of rows that were not in the list when it was made. */
async function foundBefore(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<PageFailure[]> {
  return failuresOf(await findProblems(queries, projectId, rowKeys))
}

/** Reads every key of the list, so only where it has more pages than there are rows. */
async function dropStrays(
  queries: Queries,
  { projectId, rowSetId, rowCount }: ProjectParts,
  signal: AbortSignal | undefined,
): Promise<void> {
  const counts = await countStates(queries, projectId)
  const listed = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (listed <= rowCount) return
  let after: string | null = ''
  while (after !== null) {
    signal?.throwIfAborted()
    after = await leaveOutStrays(
      queries,
      projectId,
      (rowKeys) => rowHashes(queries, rowSetId, rowKeys),
      after,
    )
  }
}

function markOf(parts: ProjectParts): FillMark {
  return { rowSetId: parts.rowSetId, names: namesMark(parts) }
}

function isSame(before: FillMark | null, now: FillMark): boolean {
  return before?.rowSetId === now.rowSetId && before.names === now.names
}
