// Rows whose keys changed keep their places in the schedule of their project.
import type { Tx } from '../db/types.ts'
import type { KeyChange } from '../pages/key-changes.ts'
import { setExpected } from '../pages/page-states.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { findProject } from '../projects/project-store.ts'
import { isOnSite } from './keeping.ts'
import { dropPages, findPlaces, renamePages } from './page-store.ts'
import { takeFromSlots } from './slot-store.ts'
import { findOfProject, lockSchedule, lookAgain, saveCompared } from './store.ts'

/**
 * Call in the transaction that gives the pages their new rows, after it has. A row that was dated as a new one loses
 * that date: its page has a place already, or is out.
 */
export async function followKeys(tx: Tx, projectId: string, changes: readonly KeyChange[]): Promise<void> {
  const found = await findOfProject(tx, projectId)
  const project = await findProject(tx, projectId)
  const schedule = found && (await lockSchedule(tx, found.id))
  if (!schedule || !project || changes.length === 0) return
  const rowKeys = changes.map((one) => one.rowKey)
  const formerKeys = changes.map((one) => one.formerKey)
  const before = new Map((await findPlaces(tx, schedule.id, formerKeys)).map((one) => [one.rowKey, one]))
  const ledger = await findLedgerPages(tx, projectId, rowKeys)
  const isOver = ({ formerKey, rowKey }: KeyChange) =>
    before.has(formerKey) || isOnSite(ledger.get(rowKey), project)
  const over = changes.filter(isOver)
  const leaving = new Set(formerKeys)
  const dropped = await dropPages(
    tx,
    schedule.id,
    over.map((one) => one.rowKey).filter((rowKey) => !leaving.has(rowKey)),
  )
  await takeFromSlots(tx, schedule.id, dropped)
  const kept = over.filter(({ formerKey }) => before.has(formerKey))
  await renamePages(tx, schedule.id, kept)
  await setExpected(tx, projectId, [
    ...formerKeys.map((rowKey) => ({ rowKey, at: null })),
    ...over.map(({ formerKey, rowKey }) => {
      const place = before.get(formerKey)
      return { rowKey, at: place?.state === 'open' && place.slotAt ? new Date(place.slotAt) : null }
    }),
  ])
  if (schedule.state === 'cancelled') return
  // Whether they differ from what is on the site is looked at once more.
  await saveCompared(tx, schedule.id, '')
  await lookAgain(tx, schedule.id, tx.now())
}
