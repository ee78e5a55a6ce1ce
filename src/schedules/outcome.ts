// What became of the pages of a slot, in its schedule.
import { datasetVersion } from '../data/datasets.ts'
import { rowHashes } from '../data/rows/rows.ts'
import type { Tx } from '../db/types.ts'
import { setExpected } from '../pages/page-states.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { findProject } from '../projects/project-store.ts'
import { startAppending } from './date-pages.ts'
import { isOnSite } from './keeping.ts'
import { lastRank, sendToEnd } from './page-order-store.ts'
import { dropPages, leavePages, markPages } from './page-store.ts'
import type { ScheduleRow } from './row.ts'
import { findUpdates } from './update-store.ts'

interface Failure {
  message: string
  /** Its plan kept it back; otherwise its run could not send it. */
  isOfPlan: boolean
}

/** Why pages did not go, by row key. */
type Failures = ReadonlyMap<string, Failure>

/** What its plan kept back, and what its run could not send. */
export function failuresOf(
  kept: readonly { rowKey: string; message: string }[],
  problems: readonly { rowKey: string; message: string }[],
): Failures {
  const all = [
    ...kept.map((one) => ({ ...one, isOfPlan: true })),
    ...problems.map((one) => ({ ...one, isOfPlan: false })),
  ]
  return new Map(all.map(({ rowKey, message, isOfPlan }) => [rowKey, { message, isOfPlan }]))
}

/**
 * Those that are on the site as they were to be have gone; the others go to the end, and nothing fills their places.
 * Of pages that were on the site before, those that the plan kept back are left alone until they change again: somebody
 * edited or deleted them in Wix, or their row has errors.
 */
export async function settlePages(
  tx: Tx,
  schedule: ScheduleRow,
  rowKeys: readonly string[],
  failures: Failures,
): Promise<void> {
  const project = await findProject(tx, schedule.project_id)
  const data = project && (await datasetVersion(tx, project.datasetId))
  const ledger = await findLedgerPages(tx, schedule.project_id, rowKeys)
  const updates = await findUpdates(tx, schedule.id, rowKeys)
  const hasGone = (rowKey: string) => {
    const page = ledger.get(rowKey)
    const isThere = project ? isOnSite(page, project) : page?.status === 'live'
    const wanted = updates.get(rowKey)
    // What was taken down meanwhile stays as it is.
    if (page?.down) return true
    return isThere && (wanted == null || (!failures.has(rowKey) && page?.payloadHash === wanted))
  }
  const gone = rowKeys.filter(hasGone)
  const left = rowKeys.filter(
    (rowKey) => !hasGone(rowKey) && updates.has(rowKey) && failures.get(rowKey)?.isOfPlan,
  )
  await markPages(tx, schedule.id, gone, 'gone')
  await leavePages(
    tx,
    schedule.id,
    left.map((rowKey) => ({ rowKey, message: failures.get(rowKey)?.message ?? null })),
  )
  await setExpected(
    tx,
    schedule.project_id,
    [...gone, ...left].map((rowKey) => ({ rowKey, at: null })),
  )
  const over = new Set([...gone, ...left])
  const rest = rowKeys.filter((rowKey) => !over.has(rowKey))
  if (rest.length === 0) return
  const known = data ? await rowHashes(tx, data.rowSetId, rest) : new Map<string, string>()
  await dropPages(
    tx,
    schedule.id,
    rest.filter((rowKey) => !known.has(rowKey)),
  )
  const again = rest.filter((rowKey) => known.has(rowKey))
  if (again.length === 0) return
  const before = await lastRank(tx, schedule.id)
  await sendToEnd(
    tx,
    schedule.id,
    again.map((rowKey) => ({
      rowKey,
      message: failures.get(rowKey)?.message ?? wordsOf(updates.has(rowKey)),
    })),
  )
  if (schedule.state !== 'cancelled') await startAppending(tx, schedule, before)
}

function wordsOf(isUpdate: boolean): string {
  return isUpdate ? 'It changed again since its slot was planned.' : 'It did not go with its slot.'
}
