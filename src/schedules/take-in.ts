// Which pages a schedule is for: the rows that are not on the site yet, in the order of its rule. New rows come behind
// those it has; a page keeps its place however often this is done, and a process that dies in the middle begins again.
import type { ReadAs, Readings } from '../api/reading.ts'
import { inBatches } from '../batches.ts'
import { type DatasetVersion, datasetVersion } from '../data/datasets.ts'
import { readRows, rowHashes } from '../data/rows/rows.ts'
import type { Database, Queries } from '../db/types.ts'
import { setExpected } from '../pages/page-states.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { readingOf } from '../readings/read-as.ts'
import { type DatingDeps, startAppending, startDating } from './date-pages.ts'
import { isTakenIn } from './dating-state.ts'
import { isOpen } from './keeping.ts'
import { orderMark, type RankedRow, rankRows } from './order.ts'
import { lastRank, rankPages } from './page-order-store.ts'
import { addPages, dropPages, openKeysAfter } from './page-store.ts'
import type { ScheduleRow } from './row.ts'
import { takeFromSlots } from './slot-store.ts'
import { lockSchedule, moveSchedule, saveTakenIn } from './store.ts'
import { updatesAfter } from './update-store.ts'

const chunk = 2_000
/** Pages that one transaction enters. */
const entered = 1_000

/** @returns whether anything was new */
export async function takeIn(
  { database, afterPart }: DatingDeps,
  schedule: Pick<ScheduleRow, 'id' | 'rule' | 'row_set_id' | 'ranked_by'>,
  project: Pick<ProjectRecord, 'id' | 'datasetId' | 'destination' | 'options'>,
): Promise<boolean> {
  const data = await datasetVersion(database, project.datasetId)
  if (!data) return false
  const rankedBy = orderMark(schedule.rule.order, readingFor(schedule.rule.order, data.readings))
  const isRanked = schedule.ranked_by === rankedBy
  if (isRanked && schedule.row_set_id === data.rowSetId) return false
  const rowKeys = await listUnpublished(database, schedule.rule, project, data)
  if (schedule.ranked_by !== '') await dropLost(database, schedule.id, project.id, data.rowSetId)
  for (const part of inBatches(rowKeys, entered)) if (await enter(database, schedule.id, part)) afterPart?.()
  if (!isRanked && schedule.ranked_by !== '') await rankAgain(database, schedule.id, rowKeys)
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, schedule.id)
    // Saved anew meanwhile: whoever saved it takes the rows in.
    if (!now || orderMark(now.rule.order, readingFor(now.rule.order, data.readings)) !== rankedBy) return
    await saveTakenIn(tx, schedule.id, { rowSetId: data.rowSetId, rankedBy })
    if (!isRanked || !isTakenIn(now)) await startDating(tx, now)
  })
  return true
}

/**
 * Behind all others, and on their way to a date: whatever dies afterwards, nobody has to know which were new.
 * @returns whether any was
 */
async function enter(database: Database, scheduleId: string, rowKeys: readonly string[]): Promise<boolean> {
  return database.transaction(async (tx) => {
    const now = await lockSchedule(tx, scheduleId)
    if (!now) return false
    const before = await lastRank(tx, scheduleId)
    if ((await addPages(tx, scheduleId, rowKeys)) === 0) return false
    // One that had nothing left to send goes on with what is new.
    if (now.state === 'ended') await moveSchedule(tx, scheduleId, { state: 'active' })
    if (isTakenIn(now)) await startAppending(tx, now, before)
    return true
  })
}

/** Keys of the rows that have no page yet, or one that is a draft waiting for its date, in the order of the rule. */
export async function listUnpublished(
  queries: Queries,
  { order }: Pick<ScheduleRow['rule'], 'order'>,
  project: Pick<ProjectRecord, 'id' | 'destination' | 'options'>,
  { rowSetId, readings }: Pick<DatasetVersion, 'rowSetId' | 'readings'>,
): Promise<string[]> {
  const found: RankedRow[] = []
  let afterLine = 0
  for (;;) {
    const rows = await readRows(queries, rowSetId, { afterLine, limit: chunk })
    const last = rows.at(-1)
    if (!last) return rankRows(order, found, readingFor(order, readings))
    afterLine = last.line
    const keys = rows.map((row) => row.rowKey)
    const published = await findLedgerPages(queries, project.id, keys)
    for (const { rowKey, line, cells } of rows)
      if (isOpen(published.get(rowKey), project))
        found.push({ rowKey, line, value: order.by === 'column' ? (cells[order.column] ?? '') : '' })
  }
}

function readingFor(order: ScheduleRow['rule']['order'], readings: Readings): ReadAs | null {
  return order.by === 'column' ? readingOf(readings, order.column) : null
}

/** Pages whose rows have left the data. Nothing fills their places. */
async function dropLost(
  database: Database,
  scheduleId: string,
  projectId: string,
  rowSetId: string,
): Promise<void> {
  let afterKey = ''
  for (;;) {
    const keys = await openKeysAfter(database, scheduleId, { afterKey, limit: chunk })
    const last = keys.at(-1)
    if (last === undefined) return
    afterKey = last
    const there = await rowHashes(database, rowSetId, keys)
    const lost = keys.filter((key) => !there.has(key))
    if (lost.length === 0) continue
    await database.transaction(async (tx) => {
      await takeFromSlots(tx, scheduleId, await dropPages(tx, scheduleId, lost))
      await setExpected(
        tx,
        projectId,
        lost.map((rowKey) => ({ rowKey, at: null })),
      )
    })
  }
}

/** Behind what has gone, so that no rank is given twice. What is sent again stays behind what is new. */
async function rankAgain(database: Database, scheduleId: string, rowKeys: readonly string[]): Promise<void> {
  const updates = await updatesAfter(database, scheduleId, { afterKey: '', limit: 1_000_000 })
  let first = (await lastRank(database, scheduleId)) + 1
  for (const part of inBatches([...rowKeys, ...updates], chunk)) {
    await rankPages(database, scheduleId, part, first)
    first += part.length
  }
}
