// From released to confirmed: the run of a slot is over and was read back.
import type { Receipt } from '../api/run.ts'
import { datasetVersion } from '../data/datasets.ts'
import { itemsKept } from '../plans/slot-items.ts'
import { findPlanById } from '../plans/store.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { findRunRow } from '../runs/run-store.ts'
import { problemsOfRun } from '../runs/slot-run.ts'
import type { Refusal } from './consent.ts'
import type { AdvanceDeps } from './deps.ts'
import { failuresOf, settlePages } from './outcome.ts'
import { pagesOfSlot } from './page-slot-store.ts'
import type { ScheduleRow } from './row.ts'
import { releasedSlots } from './slot-lists.ts'
import { moveSlot, type SlotRow } from './slot-store.ts'
import { lockSchedule, saveRowsAgreed } from './store.ts'
import { tellSlot, tellWait } from './tell.ts'
import { manyPages } from './words.ts'

export async function confirmSlots(
  { database, crashPoint }: Pick<AdvanceDeps, 'database' | 'crashPoint'>,
  schedule: ScheduleRow,
  project: ProjectRecord,
): Promise<void> {
  for (const slot of await releasedSlots(database, schedule.id)) {
    if (slot.in_wix) continue
    const run = slot.run_id === null ? null : await findRunRow(database, slot.run_id)
    if (run && run.finished_at === null) {
      if (run.state === 'needs_attention') await waitForRun({ database }, schedule, slot, run.message)
      continue
    }
    crashPoint('before-confirm')
    const data = await datasetVersion(database, project.datasetId)
    await database.transaction(async (tx) => {
      const now = await lockSchedule(tx, schedule.id)
      if (!now || !(await moveSlot(tx, slot, { stage: 'confirmed', ...figuresOf(run?.receipt ?? null) })))
        return
      const rowKeys = (await pagesOfSlot(tx, schedule.id, slot.at)).map((page) => page.rowKey)
      const plan = slot.plan_id === null ? undefined : await findPlanById(tx, slot.plan_id)
      const kept = plan ? await itemsKept(tx, plan.number) : []
      await settlePages(tx, now, rowKeys, failuresOf(kept, run ? await problemsOfRun(tx, run.id) : []))
      if (data) await saveRowsAgreed(tx, schedule.id, data.rowCount)
      const receipt = run?.receipt
      await tellSlot(tx, now, slot, {
        published: receipt?.accepted ?? 0,
        failed: (receipt?.rejected ?? 0) + (receipt?.held ?? 0),
      })
      const refusal = receipt && refusalOfReceipt(receipt)
      if (refusal && now.state === 'active') await tellWait(tx, now, refusal)
    })
    crashPoint('after-confirm')
  }
}

function figuresOf(receipt: Receipt | null): {
  sent: number
  held: number
  equal: number
  different: number
} {
  if (!receipt) return { sent: 0, held: 0, equal: 0, different: 0 }
  return {
    sent: receipt.accepted,
    held: receipt.held + receipt.rejected + receipt.cancelled,
    equal: receipt.verifiedEqual,
    different: receipt.differences + receipt.notFound,
  }
}

export function refusalOfReceipt({ differences, notFound }: Receipt): Refusal | null {
  const unlike = differences + notFound
  if (unlike === 0) return null
  return {
    cause: 'differences',
    reason: `Wix does not have ${manyPages(unlike)} of the last slot as sent; the receipt of its run says which. Look at them, then let the schedule go on.`,
  }
}

/** Its run keeps its pages; what comes after it would most likely stop in the same way. */
export async function waitForRun(
  { database }: Pick<AdvanceDeps, 'database'>,
  { id }: ScheduleRow,
  slot: SlotRow,
  message: string | null,
): Promise<void> {
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, id)
    if (now?.state !== 'active') return
    const reason = `The run of a slot stopped. ${message ?? ''} Resume or cancel that run, then let the schedule go on.`
    await tellWait(tx, now, { cause: 'connection_down', reason }, slot)
  })
}
