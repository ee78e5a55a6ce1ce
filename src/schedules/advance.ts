// What a schedule has to do by now, one step after the other. Every step is one transaction with a condition on the
// stage that it leaves: whichever worker is first does it, and one that dies in the middle has done all of it or
// nothing. Nothing is remembered between two calls.
import type { Tx } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import { findPlanById } from '../plans/store.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { type Present, readPresent } from './basis.ts'
import { confirmSlots } from './confirm.ts'
import { changesOf, type Refusal, refusalOfChanges, refusalOfRows } from './consent.ts'
import { type DatingDeps, dateAll, startDating } from './date-pages.ts'
import { isDating, isTakenIn } from './dating-state.ts'
import { type AdvanceDeps, leadMs } from './deps.ts'
import { horizonEnd, isLeftToUs, keepsInWix, lookAt } from './keeping.ts'
import { countPages } from './page-store.ts'
import { prepareSlot } from './prepare.ts'
import { releaseSlot } from './release.ts'
import type { ScheduleRow } from './row.ts'
import { sealPassed } from './seal.ts'
import { nextForUs, openSlots, openSlotsUntil, releasedSlots } from './slot-lists.ts'
import { closePassedSlots, type SlotRow } from './slot-store.ts'
import { findSchedule, lockSchedule, lookAgain, moveSchedule } from './store.ts'
import { takeIn } from './take-in.ts'
import { sendsUpdates, takeUpdates } from './take-updates.ts'
import { tellEnd, tellMissed, tellWait } from './tell.ts'
import { type Tending, tendDates } from './tend.ts'
import { undateAll, undateEarlier } from './undate.ts'

/** A slot that waits for corrections is looked at as often as this. */
const waitingMs = 10 * 60_000

/** One look at one schedule. Says at its end when the next one is due. */
export async function advance(deps: AdvanceDeps, id: string): Promise<void> {
  const { database, crashPoint } = deps
  const schedule = await findSchedule(database, id)
  const project = schedule && (await deps.findProject(schedule.project_id))
  if (!schedule || !project) return
  const afterPart = () => {
    crashPoint('dating-part')
    deps.signal.throwIfAborted()
  }
  const dating = { database, afterPart }
  if (schedule.state === 'cancelled') await undateAll(database, schedule, afterPart)
  await database.transaction(async (tx) => sealPassed(tx, id))
  crashPoint('after-seal')
  await dateAll(dating, id)
  await confirmSlots(deps, schedule, project)
  if (schedule.state === 'active' || schedule.state === 'ended') {
    const refusal = await lookAtBasis(deps, schedule, project)
    if (refusal) await waitFor(deps, schedule, refusal)
    else if (await takeRows(deps, dating, schedule, project)) await dateAll(dating, id)
  } else if (schedule.state === 'paused' && !isTakenIn(schedule)) {
    await takeIn(dating, schedule, project)
    await dateAll(dating, id)
  }
  await closeMissed(deps, id)
  await dateAll(dating, id)
  const tending = await tendDates(deps, id, project)
  await dateAll(dating, id)
  if (tending !== 'changing') await workOnSlot(deps, id, project)
  await database.transaction(async (tx) => endOrLookAgain(tx, id, project, tending))
}

/** What is not as it was agreed. */
async function lookAtBasis(
  { database }: AdvanceDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
): Promise<Refusal | null> {
  try {
    const { basis, rows_agreed } = schedule
    const present = await readPresent(database, project)
    if (!isAsked(schedule, project, present)) return null
    return (
      refusalOfChanges(changesOf(basis, present.basis)) ?? refusalOfRows(rows_agreed, present.data.rowCount)
    )
  } catch (error) {
    if (isAppError(error)) return { cause: 'plan_failed', reason: error.message }
    throw error
  }
}

async function waitFor(
  { database }: AdvanceDeps,
  { id, state }: ScheduleRow,
  refusal: Refusal,
): Promise<void> {
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, id)
    if (now?.state === state) await tellWait(tx, now, refusal)
  })
}

/** One that has ended asks nobody, unless there may be pages that it may not date as things are. */
function isAsked(schedule: ScheduleRow, project: ProjectRecord, { data }: Present): boolean {
  const { state, row_set_id } = schedule
  return state === 'active' || row_set_id !== data.rowSetId || sendsUpdates(schedule, project)
}

/** What is new, and what changed on the site. @returns whether there is something to date */
async function takeRows(
  deps: AdvanceDeps,
  dating: DatingDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
): Promise<boolean> {
  if (!isTakenIn(schedule)) await undateEarlier(deps.database, project.id, dating.afterPart)
  const isNew = await takeIn(dating, schedule, project)
  return (await takeUpdates(deps, schedule, project)) || isNew
}

/** Slots that nothing could publish in time: their pages come first in those that follow, and are told of. */
async function closeMissed({ database }: AdvanceDeps, id: string): Promise<void> {
  await database.transaction(async (tx) => {
    const schedule = await lockSchedule(tx, id)
    if (schedule?.state !== 'active') return
    await sealPassed(tx, id)
    const missed = await closePassedSlots(
      tx,
      id,
      { by: 'closes_at', now: tx.now() },
      {
        stage: 'missed',
        message: 'Nothing could publish it in time. Its pages come first in the next slots.',
      },
    )
    if (missed.length === 0) return
    await tellMissed(tx, schedule, missed)
    await startDating(tx, schedule)
  })
}

async function workOnSlot(deps: AdvanceDeps, id: string, project: ProjectRecord): Promise<void> {
  const { database } = deps
  const schedule = await findSchedule(database, id)
  const slot = await nextForUs(database, id)
  if (schedule?.state !== 'active' || !slot || isDating(schedule)) return
  // Wix is being given its dates.
  if (slot.stage === 'prepared' && slot.run_id !== null) return
  if (database.now().getTime() < Date.parse(slot.at) - leadMs) return
  try {
    await deps.assertReady(schedule.workspace_id, schedule.connection_id, project.destination)
    if (slot.stage === 'dated') await prepareSlot(deps, schedule, slot, project)
    else await releaseSlot(deps, schedule, slot, project)
  } catch (error) {
    if (!isAppError(error)) throw error
    const cause = error.code.startsWith('connection') ? 'connection_down' : 'plan_failed'
    await waitFor(deps, schedule, { cause, reason: error.message })
  }
}

/** While its plan is made, somebody has to look again and again. */
async function dueAt(tx: Tx, slot: SlotRow): Promise<Date> {
  if (slot.stage === 'dated') return new Date(Date.parse(slot.at) - leadMs)
  const plan = slot.plan_id === null ? undefined : await findPlanById(tx, slot.plan_id)
  return plan?.state === 'ready' ? new Date(slot.at) : tx.now()
}

/** In the end: when somebody has to look at it again. */
async function endOrLookAgain(tx: Tx, id: string, project: ProjectRecord, tending: Tending): Promise<void> {
  const schedule = await lockSchedule(tx, id)
  if (!schedule) return
  const now = tx.now()
  const waitsUntil = tending === 'idle' ? null : new Date(schedule.dates_after ?? now)
  const released = await releasedSlots(tx, id)
  const isUnderWay = isDating(schedule) || released.some((slot) => !slot.in_wix)
  const times = [waitsUntil, isUnderWay ? now : null, ...released.map((slot) => dueInWix(slot, now))]
  const open = await openSlots(tx, id, 1)
  if (schedule.state === 'active' && open.length > 0) times.push(...(await openTimes(tx, schedule, project)))
  // At its instant, Wix makes its pages live, whatever state the schedule is in.
  const ahead = await openSlotsUntil(tx, id, new Date(horizonEnd(schedule, now)))
  const kept = ahead.find((slot) => slot.in_wix)
  if (kept) times.push(new Date(kept.at))
  const next = times.flatMap((time) => time?.getTime() ?? [])
  if (next.length > 0) return lookAgain(tx, id, new Date(Math.min(...next)))
  await lookAgain(tx, id, null)
  if (schedule.state !== 'active' || open.length > 0) return
  const { undated = 0 } = (await countPages(tx, [id])).get(id) ?? {}
  await moveSchedule(tx, id, { state: 'ended' })
  await lookAgain(tx, id, null)
  await tellEnd(tx, schedule, undated)
}

/** Its pages are read after their instant. */
function dueInWix(slot: SlotRow, now: Date): Date | null {
  if (!slot.in_wix) return null
  return slot.look_plan_id === null ? new Date(lookAt(slot)) : now
}

/** When the slots that are still to come need something. */
async function openTimes(tx: Tx, schedule: ScheduleRow, project: ProjectRecord): Promise<Date[]> {
  const forUs = await nextForUs(tx, schedule.id)
  const times = forUs ? [await dueAt(tx, forUs)] : []
  if (!keepsInWix(schedule, project)) return times
  const now = tx.now()
  if (forUs && !isLeftToUs(forUs, now)) {
    const ahead = Date.parse(forUs.at) - (horizonEnd(schedule, now) - now.getTime())
    // Within the horizon and without dates, it waits for its rows to be corrected.
    times.push(new Date(Math.max(ahead, now.getTime() + waitingMs)), new Date(Date.parse(forUs.at) - leadMs))
  }
  return times
}
