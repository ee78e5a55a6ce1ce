// Which row to look at next while a template is written: a neighbour, one with a problem, the longest, the emptiest, any.
import type { RowPick } from '../api/page.ts'
import type { RowChoice } from '../api/row-choice.ts'
import { findExtremes, lastRow, lineOf, rowAfter, rowBefore } from '../data/rows/neighbours.ts'
import { readRow } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import { nextWithProblem } from './check-store.ts'
import type { ProjectParts } from './project-parts.ts'

export interface PickDeps {
  database: Queries
  /** From 0 up to 1. */
  random?: () => number
}

/** @param from the row that is looked at now; without it, as if before the first */
export async function pickRow(
  { database, random = Math.random }: PickDeps,
  { projectId, rowSetId }: Pick<ProjectParts, 'projectId' | 'rowSetId'>,
  choice: RowChoice,
  from: string | undefined,
): Promise<RowPick> {
  if (choice === 'problem') return withProblem(database, projectId, rowSetId, from ?? '')
  const rowKey = await find()
  return rowKey === null ? { rowKey: null, reason: reasons[choice] } : { rowKey, reason: null }

  async function find(): Promise<string | null> {
    if (choice === 'longest' || choice === 'emptiest') {
      const keys = (await findExtremes(database, rowSetId))[choice]
      // Asked again where one of them is looked at: the next.
      return keys[(keys.indexOf(from ?? '') + 1) % Math.max(1, keys.length)] ?? null
    }
    if (choice === 'random') return anyRow(database, rowSetId, random, from)
    const line = from === undefined ? null : await lineOf(database, rowSetId, from)
    const row =
      choice === 'previous'
        ? line === null
          ? null
          : await rowBefore(database, rowSetId, line)
        : await rowAfter(database, rowSetId, line ?? 0)
    return row?.rowKey ?? null
  }
}

const reasons: Record<Exclude<RowChoice, 'problem'>, string> = {
  previous: 'This is the first row.',
  next: 'This is the last row.',
  longest: 'The data have no rows.',
  emptiest: 'The data have no rows.',
  random: 'The data have no rows.',
}

/** Lines are near enough to one another that each row is about as likely as any. */
async function anyRow(
  database: Queries,
  rowSetId: string,
  random: () => number,
  from: string | undefined,
): Promise<string | null> {
  const last = await lastRow(database, rowSetId)
  if (!last) return null
  const at = Math.floor(random() * last.line)
  const found = (await rowAfter(database, rowSetId, at)) ?? last
  if (found.rowKey !== from) return found.rowKey
  // The same once more would look like nothing had happened.
  return (
    ((await rowAfter(database, rowSetId, found.line)) ?? (await rowAfter(database, rowSetId, 0)))?.rowKey ??
    null
  )
}

/** A check may speak of rows that the data has lost since. */
const mostLost = 50

/** Round and round, in the order of the keys. */
async function withProblem(
  database: Queries,
  projectId: string,
  rowSetId: string,
  from: string,
): Promise<RowPick> {
  const next = (afterKey: string) => nextWithProblem(database, projectId, afterKey)
  const found = await next(from)
  if (!found.isChecked) return { rowKey: null, reason: 'These pages were never checked. Check them first.' }
  let { rowKey } = found.rowKey === null ? await next('') : found
  for (let lost = 0; rowKey !== null && lost < mostLost; lost++) {
    if (await readRow(database, rowSetId, rowKey)) return { rowKey, reason: null }
    rowKey = (await next(rowKey)).rowKey
  }
  return { rowKey: null, reason: 'The last check found no row with a problem.' }
}
