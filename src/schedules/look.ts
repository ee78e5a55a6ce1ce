// After the instant of a slot that Wix keeps: its pages are read again. A plan of them does it, which also takes over what
// Wix wrote when it made them live. Nothing of that plan is sent.
import { datasetVersion } from '../data/datasets.ts'
import { rowHashes } from '../data/rows/rows.ts'
import type { Tx } from '../db/types.ts'
import { setExpected } from '../pages/page-states.ts'
import { findLedgerPages, readRemoteFields } from '../pages/read-ledger.ts'
import { createPlan } from '../plans/plans.ts'
import { slotItems } from '../plans/slot-items.ts'
import { findPlanById } from '../plans/store.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { isDatedText, statusField } from '../targets/visibility.ts'
import { startAppending, startDating } from './date-pages.ts'
import type { AdvanceDeps } from './deps.ts'
import { giveUpMs, lateMs, lookAt, looksBy } from './keeping.ts'
import { lastRank, sendToEnd } from './page-order-store.ts'
import { pagesOfSlot, type SlotPageRow } from './page-slot-store.ts'
import { dropPages, markPages } from './page-store.ts'
import type { ScheduleRow } from './row.ts'
import { findSlot, releasedSlots } from './slot-lists.ts'
import { moveSlot, type SlotRow } from './slot-store.ts'
import { lockSchedule, saveRowsAgreed } from './store.ts'
import { tellDates, tellSlot } from './tell.ts'
import { manyPages, momentWords } from './words.ts'

const retryMs = 60_000

export async function lookAtPassed(
  deps: AdvanceDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
  ready: () => Promise<void>,
): Promise<void> {
  for (const slot of await releasedSlots(deps.database, schedule.id)) {
    if (!slot.in_wix) continue
    const now = deps.database.now().getTime()
    if (slot.look_plan_id !== null) await endLook(deps, schedule, slot, project)
    else if (lookAt(slot) <= now) {
      await ready()
      await startLook(deps, schedule, slot, project)
    }
  }
}

async function startLook(
  { database, requestPlan, crashPoint }: AdvanceDeps,
  schedule: ScheduleRow,
  slot: SlotRow,
  project: ProjectRecord,
): Promise<void> {
  const pages = (await pagesOfSlot(database, schedule.id, slot.at)).filter((page) => page.state !== 'gone')
  if (pages.length === 0) {
    await database.transaction((tx) =>
      moveSlot(tx, slot, { stage: 'confirmed', message: 'Its pages have left the data.' }),
    )
    return
  }
  const planId = await createPlan(database, project, schedule.consent.by, {
    scope: {
      kind: 'rows',
      origin: 'slot',
      count: pages.length,
      words: `slot of ${momentWords(new Date(slot.at), schedule.rule.timeZone)}, read after Wix published it`,
      scheduleId: schedule.id,
      at: slot.at,
    },
    rowKeys: pages.map((page) => page.rowKey),
    slotKey: `${schedule.id} ${slot.at} ${schedule.dating_number} ${slot.tries} look ${slot.looks}`,
  })
  crashPoint('look-planned')
  await requestPlan(planId)
  await database.transaction(async (tx) => {
    if (await isSame(tx, slot)) await moveSlot(tx, slot, { stage: 'released', lookPlanId: planId })
  })
}

async function endLook(
  deps: AdvanceDeps,
  schedule: ScheduleRow,
  slot: SlotRow,
  project: ProjectRecord,
): Promise<void> {
  const { database, crashPoint } = deps
  const plan = await findPlanById(database, slot.look_plan_id!)
  if (plan?.state === 'building') {
    // Its job may have been lost with the process that asked for it.
    if (database.now().getTime() - Date.parse(plan.created_at) > retryMs) await deps.requestPlan(plan.id)
    return
  }
  crashPoint('before-look-ends')
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, schedule.id)
    if (!now || !(await isSame(tx, slot))) return
    const looks = looksBy(slot, tx.now())
    // Put aside by another plan of the same pages, it has read them all the same.
    if (!plan || plan.state === 'failed')
      await moveSlot(tx, slot, {
        stage: 'released',
        looks: Math.max(looks, slot.looks + 1),
        lookPlanId: null,
      })
    else await settle(tx, now, slot, project, { planNumber: plan.number, looks })
  })
  crashPoint('after-look-ends')
}

async function isSame(tx: Tx, slot: SlotRow): Promise<boolean> {
  const held = await findSlot(tx, slot.schedule_id, slot.at)
  return held?.stage === 'released' && held.looks === slot.looks && held.look_plan_id === slot.look_plan_id
}

/** What became of its pages, as they were just read. */
async function settle(
  tx: Tx,
  schedule: ScheduleRow,
  slot: SlotRow,
  project: ProjectRecord,
  { planNumber, looks }: { planNumber: number; looks: number },
): Promise<void> {
  const pages = (await pagesOfSlot(tx, schedule.id, slot.at)).filter((page) => page.state !== 'gone')
  const keys = pages.map((page) => page.rowKey)
  const ledger = await findLedgerPages(tx, project.id, keys)
  const found = await readRemoteFields(tx, project.id, keys)
  const { conflicts, redated } = await slotItems(tx, planNumber)
  const theirs = new Set(redated)
  const isLive = ({ rowKey }: { rowKey: string }) => ledger.get(rowKey)?.status === 'live'
  const live = pages.filter(isLive)
  const rest = pages.filter((page) => !isLive(page))
  const late = rest.filter(({ rowKey }) => {
    const page = ledger.get(rowKey)
    // A draft without a date is none that Wix forgot: its date passed before Wix could have it.
    const hasDate = isDatedText(found.get(rowKey)?.[statusField] ?? null)
    return page?.status === 'draft' && hasDate && !theirs.has(rowKey)
  })
  const passed = tx.now().getTime() - Date.parse(slot.at)
  if (late.length > 0 && passed < giveUpMs) {
    await moveSlot(tx, slot, { stage: 'released', looks, lookPlanId: null })
    if (passed < lateMs) return
    const when = momentWords(new Date(slot.at), schedule.rule.timeZone)
    const message = `Wix has not made ${manyPages(late.length)} live that were due on ${when}. They are looked at every hour for a day; look at them in Wix.`
    return tellDates(tx, schedule, message, slot.at)
  }
  const edited = new Set(conflicts)
  const different = live.filter(({ rowKey }) => edited.has(rowKey)).length
  const figures = { sent: live.length, held: rest.length, equal: live.length - different, different }
  await moveSlot(tx, slot, { stage: 'confirmed', ...figures, looks, lookPlanId: null, message: null })
  const over = [...live, ...rest.filter(({ rowKey }) => theirs.has(rowKey))].map((page) => page.rowKey)
  await markPages(tx, schedule.id, over, 'gone')
  await setExpected(
    tx,
    project.id,
    over.map((rowKey) => ({ rowKey, at: null })),
  )
  await sendOn(tx, schedule, project, { rest: rest.filter(({ rowKey }) => !theirs.has(rowKey)), late })
  await tellSlot(tx, schedule, slot, { published: live.length, failed: rest.length })
}

/** Those that cannot go as they are, to the end; those that Wix had no date of in time, with the next slots. */
async function sendOn(
  tx: Tx,
  schedule: ScheduleRow,
  project: ProjectRecord,
  { rest, late }: { rest: SlotPageRow[]; late: SlotPageRow[] },
): Promise<void> {
  const data = await datasetVersion(tx, project.datasetId)
  if (data) await saveRowsAgreed(tx, schedule.id, data.rowCount)
  if (rest.length === 0) return
  const keys = rest.map((page) => page.rowKey)
  const known = data ? await rowHashes(tx, data.rowSetId, keys) : new Map<string, string>()
  await dropPages(
    tx,
    schedule.id,
    keys.filter((key) => !known.has(key)),
  )
  const there = rest.filter(({ rowKey }) => known.has(rowKey))
  const words = (page: SlotPageRow) =>
    page.message ?? (late.includes(page) ? 'Wix did not make it live on its date.' : null)
  const toEnd = there.flatMap((page) => {
    const message = words(page)
    return message === null ? [] : [{ rowKey: page.rowKey, message }]
  })
  const next = there.filter((page) => words(page) === null)
  const before = await lastRank(tx, schedule.id)
  if (toEnd.length > 0) await sendToEnd(tx, schedule.id, toEnd)
  await markPages(
    tx,
    schedule.id,
    next.map((page) => page.rowKey),
    'open',
  )
  if (schedule.state === 'cancelled') return
  if (next.length > 0) await startDating(tx, schedule)
  else if (toEnd.length > 0) await startAppending(tx, schedule, before)
}
