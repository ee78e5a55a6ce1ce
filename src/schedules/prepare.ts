// From dated to prepared: a slot gets its plan. A plan of one slot and try is made once, whoever asks. Where Wix is to
// keep its date, the plan makes its pages drafts that have one.
import type { Plan } from '../api/plan.ts'
import { createPlan } from '../plans/plans.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { AdvanceDeps } from './deps.ts'
import { pagesOfSlot } from './page-slot-store.ts'
import type { ScheduleRow } from './row.ts'
import { moveSlot, type SlotRow } from './slot-store.ts'
import { lockSchedule } from './store.ts'
import { momentWords } from './words.ts'

export async function prepareSlot(
  deps: Pick<AdvanceDeps, 'database' | 'requestPlan' | 'crashPoint'>,
  schedule: ScheduleRow,
  slot: SlotRow,
  project: ProjectRecord,
  { inWix }: { inWix: boolean } = { inWix: false },
): Promise<void> {
  const { database, requestPlan, crashPoint } = deps
  const pages = (await pagesOfSlot(database, schedule.id, slot.at)).filter((page) => page.state === 'open')
  const tries = slot.tries + 1
  if (pages.length === 0) {
    await database.transaction((tx) =>
      moveSlot(tx, slot, { stage: 'confirmed', message: 'Its pages have left the data.' }),
    )
    return
  }
  const scope: Plan['scope'] = {
    kind: 'rows',
    origin: 'slot',
    count: pages.length,
    words: `slot of ${momentWords(new Date(slot.at), schedule.rule.timeZone)}`,
    scheduleId: schedule.id,
    at: slot.at,
    ...(inWix && { visibility: { state: 'dated' as const, at: slot.at } }),
  }
  const planId = await createPlan(database, project, schedule.consent.by, {
    scope,
    rowKeys: pages.map((page) => page.rowKey),
    slotKey: `${schedule.id} ${slot.at} ${schedule.dating_number} ${tries}`,
  })
  crashPoint('slot-planned')
  await requestPlan(planId)
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, schedule.id)
    if (now?.state === 'active')
      await moveSlot(tx, slot, { stage: 'prepared', tries, planId, runId: null, inWix: false })
  })
  crashPoint('slot-prepared')
}
