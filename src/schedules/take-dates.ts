// Takes dates out of Wix: one plan and one run of dates alone, each made once whoever asks.
import type { Tx } from '../db/types.ts'
import { setExpected } from '../pages/page-states.ts'
import { recordSeen } from '../pages/record-seen.ts'
import { readPlanRowKeys } from '../plans/plan-rows.ts'
import { createPlan } from '../plans/plans.ts'
import { presentPlans } from '../plans/row.ts'
import { findPlanById } from '../plans/store.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { findRunRow } from '../runs/run-store.ts'
import { problemsOfRun, startSlotRun } from '../runs/slot-run.ts'
import { wakeChannel } from '../runs/wake.ts'
import type { AdvanceDeps } from './deps.ts'
import { findPlaces } from './page-store.ts'
import type { ScheduleRow } from './row.ts'
import { lockSchedule, saveDates } from './store.ts'
import { tellDates } from './tell.ts'
import { manyPages } from './words.ts'

const retryMs = 60_000
/** Pages that Wix would not change are tried again after this. */
const refusedMs = 10 * 60_000

/** @param rowKeys whose dates are to go, where nothing is under way yet */
export async function takeDatesAway(
  deps: AdvanceDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
  rowKeys: readonly string[],
): Promise<void> {
  if (schedule.dates_plan_id === null) await planDates(deps, schedule, project, rowKeys)
  else if (schedule.dates_run_id === null) await runDates(deps, schedule)
  else await endDates(deps, schedule)
}

async function planDates(
  { database, requestPlan, crashPoint }: AdvanceDeps,
  schedule: ScheduleRow,
  project: ProjectRecord,
  rowKeys: readonly string[],
): Promise<void> {
  const planId = await createPlan(database, project, schedule.consent.by, {
    scope: {
      kind: 'rows',
      origin: 'slot',
      count: rowKeys.length,
      words: `dates in Wix of ${manyPages(rowKeys.length)}`,
      scheduleId: schedule.id,
      visibility: { state: 'draft' },
      onlyDates: true,
    },
    rowKeys,
    slotKey: `${schedule.id} dates ${schedule.dates_number}`,
  })
  crashPoint('dates-planned')
  await requestPlan(planId)
  await step(database, schedule, (now) => ({ planId, runId: null, number: now.dates_number }))
  crashPoint('dates-plan-known')
}

async function runDates(deps: AdvanceDeps, schedule: ScheduleRow): Promise<void> {
  const { database, crashPoint } = deps
  const plan = await findPlanById(database, schedule.dates_plan_id!)
  const now = database.now().getTime()
  if (plan?.state === 'building') {
    // Its job may have been lost with the process that asked for it.
    if (now - Date.parse(plan.created_at) > retryMs) await deps.requestPlan(plan.id)
    return
  }
  const [shown] = plan?.state === 'ready' ? await presentPlans(database, [plan]) : []
  if (!plan || !shown || shown.willSend.total === 0) {
    // Nothing to take away after all, or it could not be planned: looked at anew, a little later.
    const after = plan?.state === 'failed' ? new Date(now + retryMs) : null
    await step(database, schedule, (held) => ended(held, after))
    return
  }
  crashPoint('before-dates-away')
  await database.transaction(async (tx) => {
    const held = await lockSchedule(tx, schedule.id)
    if (!isSame(held, schedule)) return
    const words = `The schedule takes ${manyPages(shown.willSend.total)} the date in Wix.`
    const author = schedule.consent.by
    const runId = await startSlotRun(tx, plan, { author, slotAt: tx.now().toISOString(), words })
    await saveDates(tx, schedule.id, { planId: plan.id, runId, number: schedule.dates_number })
  })
  crashPoint('after-dates-away')
  await database.notify(wakeChannel)
}

async function endDates({ database, crashPoint }: AdvanceDeps, schedule: ScheduleRow): Promise<void> {
  const run = await findRunRow(database, schedule.dates_run_id!)
  if (run && run.finished_at === null) return
  crashPoint('before-dates-end')
  await database.transaction(async (tx) => {
    const held = await lockSchedule(tx, schedule.id)
    if (!held || !isSame(held, schedule)) return
    const problems = run ? await problemsOfRun(tx, run.id) : []
    const status = { gone_since_plan: 'gone', live_already: 'live' } as const
    const isSettled = (code: string): code is keyof typeof status => code in status
    const seen = problems.flatMap(({ rowKey, code }) =>
      isSettled(code) ? [{ rowKey, status: status[code] }] : [],
    )
    await recordSeen(tx, schedule.project_id, seen)
    await expectAgain(tx, held, schedule.dates_plan_id!)
    const left = problems.length - seen.length
    const now = tx.now()
    await saveDates(tx, schedule.id, ended(held, left > 0 ? new Date(now.getTime() + refusedMs) : null))
    if (left === 0) return
    const message = `Wix kept the dates of ${manyPages(left)} that were to lose them. It is tried again; look at the receipt of the last run of dates.`
    await tellDates(tx, held, message, `refused ${now.toISOString().slice(0, 10)}`)
  })
  crashPoint('after-dates-end')
}

/** Pages that have a slot all the same are live on its date. */
async function expectAgain(tx: Tx, { id, project_id }: ScheduleRow, planId: string): Promise<void> {
  const plan = await findPlanById(tx, planId)
  if (!plan) return
  const places = await findPlaces(tx, id, await readPlanRowKeys(tx, plan.number))
  const dates = places.flatMap(({ rowKey, state, slotAt }) =>
    state === 'open' && slotAt !== null ? [{ rowKey, at: new Date(slotAt) }] : [],
  )
  await setExpected(tx, project_id, dates)
}

function ended({ dates_number }: ScheduleRow, after: Date | null) {
  return { planId: null, runId: null, number: dates_number + 1, after }
}

/** Where nobody was quicker. */
async function step(
  database: AdvanceDeps['database'],
  schedule: ScheduleRow,
  to: (now: ScheduleRow) => Parameters<typeof saveDates>[2],
): Promise<void> {
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, schedule.id)
    if (now && isSame(now, schedule)) await saveDates(tx, schedule.id, to(now))
  })
}

function isSame(now: ScheduleRow | null, seen: ScheduleRow): boolean {
  return (
    now?.dates_number === seen.dates_number &&
    now.dates_plan_id === seen.dates_plan_id &&
    now.dates_run_id === seen.dates_run_id
  )
}
