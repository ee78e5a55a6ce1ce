// Which published pages a schedule sends again: those of which rows, template or settings make something else than is on
// the site. Only where updates were agreed to, and only with what was agreed to. They come behind the pages that have
// their places; one that dies in the middle begins again and finds what is done.
import { openSite } from '../connections/site.ts'
import type { Queries, Tx } from '../db/types.ts'
import { isConvertedByWix } from '../pages/conversions.ts'
import { indexPages } from '../pages/index-pages.ts'
import type { IndexedPage } from '../pages/page-index.ts'
import { setExpected } from '../pages/page-states.ts'
import { readPayloadBodies } from '../pages/payload-store.ts'
import { type LedgerPage, readLedgerPages } from '../pages/read-ledger.ts'
import { hasErrors } from '../plans/classify.ts'
import { retell } from '../plans/retell.ts'
import { type ProjectRecord, targetOptions } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { readPresent } from './basis.ts'
import { basisHash } from './consent.ts'
import { startAppending } from './date-pages.ts'
import type { AdvanceDeps } from './deps.ts'
import { isOnSite, keepsInWix } from './keeping.ts'
import { lastRank } from './page-order-store.ts'
import type { ScheduleRow } from './row.ts'
import { takeFromSlots } from './slot-store.ts'
import { lockSchedule, moveSchedule, saveCompared } from './store.ts'
import { closeUpdates, openUpdates, type PageUpdate, updatesAfter } from './update-store.ts'

const chunk = 500

type Deps = Pick<AdvanceDeps, 'database' | 'pages' | 'connections' | 'logger' | 'signal'>

/** A post that is live in Wix cannot have a date there, so where Wix keeps the dates nothing of them is dated. */
export function sendsUpdates(
  schedule: Pick<ScheduleRow, 'consent' | 'keeper'>,
  project: ProjectRecord,
): boolean {
  return schedule.consent.updates && !keepsInWix(schedule, project)
}

/** @returns whether anything may have been given a place, or lost it */
export async function takeUpdates(
  deps: Deps,
  schedule: ScheduleRow,
  project: ProjectRecord,
): Promise<boolean> {
  const { database } = deps
  if (!sendsUpdates(schedule, project)) {
    if (schedule.compared_with === '') return false
    await closeAll(deps, schedule)
    await database.transaction((tx) => saveCompared(tx, schedule.id, ''))
    return true
  }
  const { data, basis } = await readPresent(database, project)
  const mark = `${data.rowSetId} ${basisHash(basis)}`
  if (schedule.compared_with === mark) return false
  for await (const { changed, same } of compare(deps, schedule, project, data.rowSetId))
    await database.transaction(async (tx) => {
      await close(tx, schedule, same)
      await open(tx, schedule, changed)
    })
  // Saved anew meanwhile, another look compares with what is agreed to now.
  await database.transaction((tx) => saveCompared(tx, schedule.id, mark))
  return true
}

interface Compared {
  changed: PageUpdate[]
  /** As they are on the site, or as they should not be sent. */
  same: string[]
}

/** All pages that are on the site, a part at a time. */
async function* compare(
  { database, pages, connections, logger, signal }: Deps,
  schedule: ScheduleRow,
  project: ProjectRecord,
  rowSetId: string,
): AsyncGenerator<Compared> {
  const target = targetById(project.destination)
  const isAsked = isConvertedByWix({ target, options: targetOptions(project) })
  const site = isAsked
    ? await openSite({ database, connections, logger }, schedule.connection_id, signal, 'plan')
    : null
  let afterKey = ''
  for (;;) {
    signal.throwIfAborted()
    const published = await readLedgerPages(database, project.id, { afterKey, limit: chunk })
    const last = published.at(-1)
    if (!last) return
    afterKey = last.rowKey
    const there = new Map(
      published.filter((page) => isForUpdates(page, project)).map((page) => [page.rowKey, page]),
    )
    const rowKeys = [...there.keys()]
    const found: Compared = { changed: [], same: [] }
    const choice = { rowSetId, rowKeys, signal, ...(site && { wix: site.wix }) }
    for await (const batch of indexPages(pages, project, choice)) {
      const told = await toldByUs(database, project, batch.pages, there)
      for (const page of batch.pages) {
        const known = told.get(page.rowKey)!
        const isSame = page.payloadHash === known.payloadHash && !known.isUnfinished
        if (isSame || hasErrors(page.problems)) found.same.push(page.rowKey)
        else found.changed.push({ rowKey: page.rowKey, hash: page.payloadHash })
      }
    }
    yield found
  }
}

/** What was taken down on purpose stays as it is. */
function isForUpdates(page: LedgerPage, project: ProjectRecord): boolean {
  return isOnSite(page, project) && page.down === null
}

/** As this version tells them: what an earlier one sent may differ by nothing that anybody sees. */
async function toldByUs(
  queries: Queries,
  { id, destination }: ProjectRecord,
  pages: readonly IndexedPage[],
  ledger: ReadonlyMap<string, LedgerPage>,
): Promise<Map<string, LedgerPage>> {
  const known = pages.map((page) => ({ page, before: ledger.get(page.rowKey)! }))
  const other = known.filter(({ page, before }) => page.payloadHash !== before.payloadHash)
  const bodies = await readPayloadBodies(
    queries,
    id,
    other.filter(({ before }) => before.visibility === null).map(({ before }) => before.payloadHash),
  )
  const target = targetById(destination)
  return new Map(
    known.map(({ page, before }) => [
      page.rowKey,
      retell(target, before, bodies.get(before.payloadHash), page.payloadHash),
    ]),
  )
}

async function open(tx: Tx, { id }: Pick<ScheduleRow, 'id'>, changed: readonly PageUpdate[]): Promise<void> {
  const now = await lockSchedule(tx, id)
  if (changed.length === 0 || !now?.consent.updates || now.state === 'cancelled') return
  const before = await lastRank(tx, id)
  if ((await openUpdates(tx, id, changed, before)) === 0) return
  // One that had nothing left to send goes on with what is new.
  if (now.state === 'ended') await moveSchedule(tx, id, { state: 'active' })
  await startAppending(tx, now, before)
}

/** They lose their dates; nothing fills their places. */
async function close(
  tx: Tx,
  { id, project_id }: Pick<ScheduleRow, 'id' | 'project_id'>,
  rowKeys: readonly string[],
): Promise<void> {
  if (rowKeys.length === 0 || !(await lockSchedule(tx, id))) return
  const closed = await closeUpdates(tx, id, rowKeys)
  await takeFromSlots(tx, id, closed.lost)
  await setExpected(
    tx,
    project_id,
    closed.rowKeys.map((rowKey) => ({ rowKey, at: null })),
  )
}

async function closeAll({ database, signal }: Deps, schedule: ScheduleRow): Promise<void> {
  let afterKey = ''
  for (;;) {
    signal.throwIfAborted()
    const rowKeys = await updatesAfter(database, schedule.id, { afterKey, limit: chunk })
    const last = rowKeys.at(-1)
    if (last === undefined) return
    afterKey = last
    await database.transaction((tx) => close(tx, schedule, rowKeys))
  }
}
