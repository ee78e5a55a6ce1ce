// Dates that Wix keeps, one step at a time: those it should not have are taken away, passed ones are read, and slots
// within the horizon get theirs. Whatever state the schedule is in: a date in Wix needs nobody to come true.
import { inBatches } from '../batches.ts'
import { type AppError, isAppError } from '../errors.ts'
import { datedPages } from '../pages/read-ledger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { openSlotRun } from '../runs/slot-run.ts'
import { dateNextSlot } from './date-slot.ts'
import { isDating } from './dating-state.ts'
import type { AdvanceDeps } from './deps.ts'
import { horizonEnd, isStray, keepsInWix } from './keeping.ts'
import { lookAtPassed } from './look.ts'
import { findPlaces } from './page-store.ts'
import type { ScheduleRow } from './row.ts'
import { slotsAt } from './slot-lists.ts'
import { findOfProject, findSchedule, saveDates } from './store.ts'
import { takeDatesAway } from './take-dates.ts'
import { tellDates } from './tell.ts'

const retryMs = 60_000
const chunk = 2_000

/** `changing`: dates are still to be taken away, and until then nothing else is done with pages; `busy`: look again. */
export type Tending = 'changing' | 'busy' | 'idle'

export async function tendDates(deps: AdvanceDeps, id: string, project: ProjectRecord): Promise<Tending> {
  const { database } = deps
  const schedule = await findSchedule(database, id)
  // Of several, the newest has the dates of the project.
  if (!schedule || (await findOfProject(database, project.id))?.id !== id) return 'idle'
  // What is not dated yet looks as if it had no slot.
  if (isDating(schedule)) return 'busy'
  const hasBegun = schedule.dates_plan_id !== null
  const strays = hasBegun ? [] : await listStrays(deps, schedule, project)
  const isChanging = hasBegun || strays.length > 0
  const { dates_after } = schedule
  if (dates_after !== null && database.now().getTime() < Date.parse(dates_after))
    return isChanging ? 'changing' : 'busy'
  try {
    const isBusy = await (isChanging ? change : goOn)(deps, schedule, project, strays)
    return isChanging ? 'changing' : isBusy ? 'busy' : 'idle'
  } catch (error) {
    if (!isAppError(error)) throw error
    await waitAndTell(deps, schedule, error)
    return isChanging ? 'changing' : 'busy'
  }
}

async function change(
  deps: AdvanceDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
  strays: readonly string[],
): Promise<boolean> {
  const isBegun = schedule.dates_plan_id !== null
  // A run that gives dates has to be over: taken away before, they would come back.
  if (!isBegun && (await openSlotRun(deps.database, project.id)) !== null)
    return dateNextSlot(deps, schedule, project, { mayStart: false })
  if (!isBegun) await assertReady(deps, schedule, project)
  await takeDatesAway(deps, schedule, project, strays)
  return true
}

/** Nothing is as it should not be: what passed is read, and what comes is given its date. */
async function goOn(deps: AdvanceDeps, schedule: ScheduleRow, project: ProjectRecord): Promise<boolean> {
  const isRunning = (await openSlotRun(deps.database, project.id)) !== null
  const ready = () => assertReady(deps, schedule, project)
  await lookAtPassed(deps, schedule, project, ready)
  return (await dateNextSlot(deps, schedule, project, { ready, mayStart: !isRunning })) || isRunning
}

function assertReady(deps: AdvanceDeps, schedule: ScheduleRow, project: ProjectRecord): Promise<void> {
  return deps.assertReady(schedule.workspace_id, schedule.connection_id, project.destination)
}

/** Rows whose pages have a date in Wix that is not theirs any more. */
async function listStrays(
  { database }: AdvanceDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
): Promise<string[]> {
  const now = database.now()
  const against = {
    state: schedule.state,
    isWix: keepsInWix(schedule, project),
    until: horizonEnd(schedule, now),
    now,
  }
  const found: string[] = []
  for (const part of inBatches(await datedPages(database, project.id), chunk)) {
    const keys = part.map((page) => page.rowKey)
    const places = new Map((await findPlaces(database, schedule.id, keys)).map((one) => [one.rowKey, one]))
    const instants = [...new Set([...places.values()].flatMap((one) => one.slotAt ?? []))]
    const slots = new Map((await slotsAt(database, schedule.id, instants)).map((slot) => [slot.at, slot]))
    for (const { rowKey, at } of part) {
      const page = places.get(rowKey) ?? null
      const slot = slots.get(page?.slotAt ?? '') ?? null
      if (isStray({ at: Date.parse(at), page, slot }, against)) found.push(rowKey)
    }
  }
  return found
}

/** Tried again every minute, and told once a day. */
async function waitAndTell({ database }: AdvanceDeps, schedule: ScheduleRow, error: AppError): Promise<void> {
  await database.transaction(async (tx) => {
    const now = tx.now()
    await saveDates(tx, schedule.id, {
      planId: schedule.dates_plan_id,
      runId: schedule.dates_run_id,
      number: schedule.dates_number,
      after: new Date(now.getTime() + retryMs),
    })
    const message = `Dates of this schedule are still to be changed in Wix, which does not work at present: ${error.message} It is done as soon as that works again. Until then posts that have a date go live on it.`
    await tellDates(tx, schedule, message, now.toISOString().slice(0, 10))
  })
}
