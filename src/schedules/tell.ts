// What a schedule tells a person who is not looking at it: in the transaction that makes it so.
import type { NoticeDetail } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import type { Tx } from '../db/types.ts'
import { raiseNotice } from '../notices/raise.ts'
import { projectNames } from '../projects/names.ts'
import type { Refusal } from './consent.ts'
import type { ScheduleRow } from './row.ts'
import type { SlotRow } from './slot-store.ts'
import { moveSchedule } from './store.ts'
import { manyPages } from './words.ts'

type Told = Pick<ScheduleRow, 'id' | 'workspace_id' | 'project_id'>

/** The schedule waits for its owner. `slot`: the one that stopped for it. */
export async function tellWait(
  tx: Tx,
  schedule: Told,
  { cause, reason }: Refusal,
  slot?: Pick<SlotRow, 'at' | 'tries'>,
): Promise<void> {
  await moveSchedule(tx, schedule.id, { state: 'waiting', cause, reason })
  const kind = slot ? 'slot_stopped' : 'schedule_waits'
  // Once for each stop: the schedule was going when it was taken.
  await tell(tx, schedule, kind, { message: reason }, slot && `${slot.at} ${slot.tries}`)
}

export async function tellMissed(tx: Tx, schedule: Told, slots: readonly SlotRow[]): Promise<void> {
  const pages = slots.reduce((sum, slot) => sum + slot.pages, 0)
  const message = `${slots.length === 1 ? 'A slot' : `${slots.length} slots`} with ${manyPages(pages)} passed while nothing could publish them. They come first in the next slots, at the usual number, so that the end moves.`
  await tell(tx, schedule, 'slot_missed', { message }, slots[0]?.at)
}

export async function tellSlot(
  tx: Tx,
  schedule: Told,
  slot: Pick<SlotRow, 'at'>,
  { published, failed }: { published: number; failed: number },
): Promise<void> {
  await tell(tx, schedule, 'slot_done', { published, failed }, slot.at)
}

/** Something about dates in Wix. @param key it is told once */
export async function tellDates(tx: Tx, schedule: Told, message: string, key: string): Promise<void> {
  await tell(tx, schedule, 'dates_in_wix', { message }, key)
}

export async function tellEnd(tx: Tx, schedule: Told, undated: number): Promise<void> {
  const message =
    undated > 0
      ? `${manyPages(undated)} did not fit before its end. Change the end, or publish them by hand.`
      : 'Every page that it had has had its turn. New rows get a date as they come.'
  await tell(tx, schedule, 'schedule_ended', { message })
}

async function tell(
  tx: Tx,
  { id, workspace_id: workspaceId, project_id: projectId }: Told,
  kind: NoticeKind,
  detail: NoticeDetail,
  key?: string,
): Promise<void> {
  const name = (await projectNames(tx, [projectId])).get(projectId) ?? 'a project'
  const subject = { kind: 'schedule' as const, id, name }
  await raiseNotice(tx, {
    workspaceId,
    kind,
    subject,
    detail: { ...detail, projectId },
    ...(key !== undefined && { dedupeKey: `${kind} ${id} ${key}` }),
  })
}
