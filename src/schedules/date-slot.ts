// Slots within the horizon get their dates in Wix ahead, one after the other, the nearest first: from dated to prepared,
// with a plan and a run of their own. What changes in their rows until then is sent after them in the same way.
import type { Queries, Tx } from '../db/types.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { type PlanRow, presentPlans } from '../plans/row.ts'
import { itemsKept, slotItems } from '../plans/slot-items.ts'
import { findPlanById, lockPlan } from '../plans/store.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { findRunRow } from '../runs/run-store.ts'
import { countPassed, problemsOfRun, startSlotRun } from '../runs/slot-run.ts'
import { wakeChannel } from '../runs/wake.ts'
import { refusalOfReceipt, waitForRun } from './confirm.ts'
import { agreedOf, within } from './consent.ts'
import { type AdvanceDeps, leadMs } from './deps.ts'
import { horizonEnd, isLeftToUs, keepsInWix } from './keeping.ts'
import { pagesOfSlot } from './page-slot-store.ts'
import { leavePages, markPages, notePages } from './page-store.ts'
import { prepareSlot } from './prepare.ts'
import { countUnpublished, isFresh, stop } from './release.ts'
import type { ScheduleRow } from './row.ts'
import { findSlot, openSlotsUntil } from './slot-lists.ts'
import { moveSlot, type SlotRow } from './slot-store.ts'
import { lockSchedule } from './store.ts'
import { tellWait } from './tell.ts'

/** A plan that could not be built is tried again after this. */
const retryMs = 60_000
/** This long before its instant, a slot with too many pages that cannot go stops. */
const decideMs = 24 * 3_600_000

/** `ready` throws where the connection cannot carry a run. Nothing starts while a run of another slot is under way. */
type Asked = { mayStart: false } | { mayStart: boolean; ready: () => Promise<void> }

/** @returns whether something is under way */
export async function dateNextSlot(
  deps: AdvanceDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
  asked: Asked,
): Promise<boolean> {
  const { database } = deps
  if (schedule.keeper !== 'wix') return false
  const slots = await openSlotsUntil(database, schedule.id, new Date(horizonEnd(schedule, database.now())))
  const underWay = slots.find(isRunning)
  if (underWay) {
    await endDating(deps, schedule, underWay)
    return true
  }
  if (!asked.mayStart || schedule.state !== 'active' || !keepsInWix(schedule, project)) return false
  const now = database.now()
  for (const slot of slots) {
    if (isLeftToUs(slot, now)) continue
    if (slot.in_wix && (await isCurrent(deps, slot, project))) continue
    await asked.ready()
    if (await workOn(deps, schedule, slot, project)) return true
  }
  return false
}

const isRunning = (slot: SlotRow) => slot.stage === 'prepared' && slot.run_id !== null && !slot.in_wix

/** So near its instant that nothing is changed any more, or as its rows are. */
async function isCurrent({ database }: AdvanceDeps, slot: SlotRow, project: ProjectRecord): Promise<boolean> {
  if (Date.parse(slot.at) < database.now().getTime() + leadMs) return true
  const plan = slot.plan_id === null ? undefined : await findPlanById(database, slot.plan_id)
  return plan !== undefined && isFresh(database, plan, project, slot.at)
}

/** @returns false where the slot waits for its rows to be corrected */
async function workOn(
  deps: AdvanceDeps,
  schedule: ScheduleRow,
  slot: SlotRow,
  project: ProjectRecord,
): Promise<boolean> {
  const { database } = deps
  const prepare = async () => {
    await prepareSlot(deps, schedule, slot, project, { inWix: true })
    return true
  }
  if (slot.stage === 'dated' || slot.in_wix) return prepare()
  const plan = slot.plan_id === null ? undefined : await findPlanById(database, slot.plan_id)
  const age = plan ? database.now().getTime() - Date.parse(plan.created_at) : 0
  if (plan?.state === 'building') {
    // Its job may have been lost with the process that asked for it.
    if (age > retryMs) await deps.requestPlan(plan.id)
    return true
  }
  if (plan?.state === 'failed' && age <= retryMs) return true
  if (plan?.state !== 'ready' || !(await isFresh(database, plan, project, slot.at))) return prepare()
  const [shown] = await presentPlans(database, [plan])
  const { redated, conflicts } = await slotItems(database, plan.number)
  const chosen = new Set(redated)
  const edited = conflicts.filter((rowKey) => !chosen.has(rowKey))
  const going = redated.length + (await countGoing(database, slot, project, edited))
  const { counts, willSend, willSettle } = shown!
  const refusal = within(agreedOf(schedule.consent), {
    // What somebody edited in Wix goes on its date as it is, and a date that they changed is their choice.
    counts: { ...counts, conflict: counts.conflict - going },
    willSend,
    dated: slot.pages,
    unpublished: await countUnpublished(database, plan, project),
  })
  if (refusal) {
    if (refusal.cause === 'held' && (await isEarly(deps, slot, project))) return false
    await stop(deps, schedule, slot, refusal, await itemsKept(database, plan.number))
    return true
  }
  deps.crashPoint('before-dates-run')
  const hasRun = await database.transaction((tx) =>
    enter(tx, schedule, slot, plan, { redated, hasSomething: willSend.total + willSettle > 0 }),
  )
  deps.crashPoint('after-dates-run')
  if (hasRun) await database.notify(wakeChannel)
  return true
}

/** Posts that somebody edited in Wix and that have their date there all the same. */
async function countGoing(
  queries: Queries,
  slot: SlotRow,
  project: ProjectRecord,
  edited: readonly string[],
): Promise<number> {
  const ledger = await findLedgerPages(queries, project.id, edited)
  const isItsDate = (at: string) => Date.parse(at) === Date.parse(slot.at)
  return [...ledger.values()].filter(
    ({ visibility }) => visibility?.state === 'dated' && isItsDate(visibility.at),
  ).length
}

/** Days ahead there is time to correct rows, unless Wix has dates of the slot that would publish the others. */
async function isEarly({ database }: AdvanceDeps, slot: SlotRow, project: ProjectRecord): Promise<boolean> {
  if (Date.parse(slot.at) < database.now().getTime() + decideMs) return false
  const keys = (await pagesOfSlot(database, slot.schedule_id, slot.at)).map((page) => page.rowKey)
  const ledger = await findLedgerPages(database, project.id, keys)
  return ![...ledger.values()].some((page) => page.visibility?.state === 'dated')
}

const redatedWords = 'Somebody changed its date in Wix, so the schedule leaves it as it is there.'
const inWixWords = 'Wix has its dates.'

/** Its run, in one transaction with what its plan said of each page. */
async function enter(
  tx: Tx,
  schedule: ScheduleRow,
  slot: SlotRow,
  plan: PlanRow,
  { redated, hasSomething }: { redated: string[]; hasSomething: boolean },
): Promise<boolean> {
  const now = await lockSchedule(tx, schedule.id)
  const held = await findSlot(tx, schedule.id, slot.at)
  if (now?.state !== 'active' || now.keeper !== 'wix' || held?.run_id !== null || held.in_wix) return false
  if (held.stage !== slot.stage || held.tries !== slot.tries || isLeftToUs(held, tx.now())) return false
  if (hasSomething && (await lockPlan(tx, plan.workspace_id, plan.id))?.state !== 'ready') return false
  const pages = (await pagesOfSlot(tx, schedule.id, slot.at)).filter((page) => page.state === 'open')
  const leaves = new Set(redated)
  const { conflicts } = await slotItems(tx, plan.number)
  const edited = new Set(conflicts)
  await markPages(
    tx,
    schedule.id,
    pages.flatMap(({ rowKey }) => (leaves.has(rowKey) ? [] : [rowKey])),
    'open',
  )
  await leavePages(
    tx,
    schedule.id,
    redated.map((rowKey) => ({ rowKey, message: redatedWords })),
  )
  // What was edited in Wix keeps the date it has there; what has errors loses it.
  const kept = (await itemsKept(tx, plan.number)).filter(({ rowKey }) => !edited.has(rowKey))
  await notePages(tx, schedule.id, kept)
  if (!hasSomething)
    return moveSlot(tx, slot, { stage: 'prepared', inWix: true, message: inWixWords }).then(() => false)
  const { by } = schedule.consent
  const what = plan.scope.kind === 'rows' ? plan.scope.words : 'slot'
  const words = `The schedule gave Wix the dates of the ${what}, as ${by} agreed.`
  const runId = await startSlotRun(tx, plan, { author: by, slotAt: slot.at, words })
  await moveSlot(tx, slot, { stage: 'prepared', runId })
  return true
}

/** The run that gives a slot its dates is over. */
async function endDating(deps: AdvanceDeps, schedule: ScheduleRow, slot: SlotRow): Promise<void> {
  const { database, crashPoint } = deps
  const run = await findRunRow(database, slot.run_id!)
  if (run && run.finished_at === null) {
    if (run.state === 'needs_attention') await waitForRun({ database }, schedule, slot, run.message)
    return
  }
  crashPoint('before-in-wix')
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, schedule.id)
    const held = await findSlot(tx, schedule.id, slot.at)
    if (!now || held?.run_id !== slot.run_id || held.in_wix) return
    const problems = run ? await problemsOfRun(tx, run.id) : []
    await notePages(tx, schedule.id, problems)
    await moveSlot(tx, slot, { stage: 'prepared', inWix: true, message: inWixWords })
    // Pages whose date passed before its call are no surprise: they go with the next slot.
    const passed = run ? await countPassed(tx, run.id) : 0
    const receipt = run?.receipt
    const refusal = receipt && refusalOfReceipt({ ...receipt, differences: receipt.differences - passed })
    if (refusal && now.state === 'active') await tellWait(tx, now, refusal)
  })
  crashPoint('after-in-wix')
}
