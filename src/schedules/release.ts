// From prepared to released: at its instant a slot gets its run, in one transaction with its stage, or it stops and says
// why. Where rows changed since its plan, it is planned again first.

import type { Queries, Tx } from '../db/types.ts'
import { canonicalJson } from '../pages/page.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { type PlanRow, presentPlans } from '../plans/row.ts'
import { itemsKept, slotItems } from '../plans/slot-items.ts'
import { findPlanById, lockPlan } from '../plans/store.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { startSlotRun } from '../runs/slot-run.ts'
import { wakeChannel } from '../runs/wake.ts'
import { readPresent } from './basis.ts'
import { agreedOf, type Refusal, within } from './consent.ts'
import type { AdvanceDeps } from './deps.ts'
import { isPublishing, waitsAsDraft } from './keeping.ts'
import { failuresOf, settlePages } from './outcome.ts'
import { pagesOfSlot } from './page-slot-store.ts'
import { markPages, notePages } from './page-store.ts'
import { prepareSlot } from './prepare.ts'
import type { ScheduleRow } from './row.ts'
import { moveSlot, type SlotRow } from './slot-store.ts'
import { lockSchedule } from './store.ts'
import { tellSlot, tellWait } from './tell.ts'
import { nothingSentWords } from './words.ts'

/** A plan that could not be built is tried again after this. */
const retryMs = 60_000
/** This long before a slot is too late, one that cannot be planned stops. */
const giveUpMs = 2 * 60_000

export async function releaseSlot(
  deps: AdvanceDeps,
  schedule: ScheduleRow,
  slot: SlotRow,
  project: ProjectRecord,
): Promise<void> {
  const { database } = deps
  const plan = slot.plan_id === null ? undefined : await findPlanById(database, slot.plan_id)
  const now = database.now().getTime()
  if (plan?.state === 'building') {
    // Its job may have been lost with the process that asked for it.
    if (now - Date.parse(plan.created_at) > retryMs) await deps.requestPlan(plan.id)
    return
  }
  if (plan?.state === 'failed') {
    if (now > Date.parse(slot.closes_at) - giveUpMs) await stop(deps, schedule, slot, failed(plan), [])
    else if (now - Date.parse(plan.created_at) > retryMs) await prepareSlot(deps, schedule, slot, project)
    return
  }
  if (plan?.state !== 'ready' || !(await isFresh(database, plan, project, null)))
    return prepareSlot(deps, schedule, slot, project)
  if (now < Date.parse(slot.at)) return
  const [shown] = await presentPlans(database, [plan])
  const refusal = within(agreedOf(schedule.consent), {
    counts: shown!.counts,
    willSend: shown!.willSend,
    dated: slot.pages,
    unpublished: await countUnpublished(database, plan, project),
  })
  if (refusal) {
    await stop(deps, schedule, slot, refusal, await itemsKept(database, plan.number))
    return
  }
  deps.crashPoint('before-release')
  const hasRun = await database.transaction((tx) =>
    release(tx, schedule, slot, plan, shown!.willSend.total + shown!.willSettle > 0),
  )
  deps.crashPoint('after-release')
  if (hasRun) await database.notify(wakeChannel)
}

function failed(plan: PlanRow): Refusal {
  return {
    cause: 'plan_failed',
    reason: `The pages of a slot could not be planned. ${plan.message ?? ''} Nothing of the slot was sent.`,
  }
}

/** Pages that would be changed and that nobody sees yet: publishing them is what was agreed to. */
export async function countUnpublished(
  queries: Queries,
  plan: PlanRow,
  project: ProjectRecord,
): Promise<number> {
  if (!isPublishing(project)) return 0
  const { changed } = await slotItems(queries, plan.number)
  const ledger = await findLedgerPages(queries, project.id, changed)
  return [...ledger.values()].filter(waitsAsDraft).length
}

/** The rows and the settings are those of the plan, and so is the date that Wix is to keep; null: none. */
export async function isFresh(
  queries: Queries,
  plan: PlanRow,
  project: ProjectRecord,
  date: string | null,
): Promise<boolean> {
  const asked = plan.scope.kind === 'rows' ? plan.scope.visibility : undefined
  if ((asked?.state === 'dated' ? asked.at : null) !== date) return false
  const { data, basis } = await readPresent(queries, project)
  const { facts: _, ...options } = plan.options as Record<string, unknown>
  return (
    plan.row_set_id === data.rowSetId &&
    plan.template_version === basis.templateVersion &&
    plan.connection_id === basis.connectionId &&
    canonicalJson(options) === canonicalJson(basis.options)
  )
}

/** @returns whether there is a run */
async function release(
  tx: Tx,
  schedule: ScheduleRow,
  slot: SlotRow,
  plan: PlanRow,
  hasSomething: boolean,
): Promise<boolean> {
  const now = await lockSchedule(tx, schedule.id)
  if (now?.state !== 'active') return false
  const rowKeys = (await pagesOfSlot(tx, schedule.id, slot.at)).map((page) => page.rowKey)
  if (!hasSomething) {
    const kept = await itemsKept(tx, plan.number)
    const words = nothingSentWords(plan.counts)
    const to = { stage: 'confirmed', held: kept.length, message: kept.length > 0 ? null : words } as const
    if (!(await moveSlot(tx, slot, to))) return false
    await settlePages(tx, now, rowKeys, failuresOf(kept, []))
    await tellSlot(tx, now, slot, { published: 0, failed: kept.length })
    return false
  }
  // Published by hand meanwhile: planned again with the next look.
  if ((await lockPlan(tx, plan.workspace_id, plan.id))?.state !== 'ready') return false
  if (!(await moveSlot(tx, slot, { stage: 'released' }))) return false
  const runId = await startSlotRun(tx, plan, {
    author: schedule.consent.by,
    slotAt: slot.at,
    words: `The schedule released the ${plan.scope.kind === 'rows' ? plan.scope.words : 'slot'}, as ${schedule.consent.by} agreed.`,
  })
  await moveSlot(tx, { ...slot, stage: 'released' }, { stage: 'released', runId })
  await markPages(tx, schedule.id, rowKeys, 'going')
  return true
}

/** Nothing of the slot leaves, and the next one waits for the owner. */
export async function stop(
  { database }: Pick<AdvanceDeps, 'database'>,
  schedule: ScheduleRow,
  slot: SlotRow,
  refusal: Refusal,
  kept: readonly { rowKey: string; message: string }[],
): Promise<void> {
  await database.transaction(async (tx) => {
    const now = await lockSchedule(tx, schedule.id)
    if (now?.state !== 'active') return
    const to = { stage: 'stopped', held: kept.length, message: refusal.reason } as const
    if (!(await moveSlot(tx, slot, to))) return
    await notePages(tx, schedule.id, kept)
    await tellWait(tx, now, refusal, slot)
  })
}
