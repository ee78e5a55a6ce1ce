// What a run tells a person who is not looking at it: in the transaction that moves it.
import type { NoticeDetail } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import { noticeDone } from '../api/notice-kinds.ts'
import type { Receipt } from '../api/run.ts'
import { doneOf } from '../api/run-done.ts'
import type { Tx } from '../db/types.ts'
import { raiseNotice } from '../notices/raise.ts'
import { projectNames } from '../projects/names.ts'
import { readDone } from './run-done.ts'
import type { RunRow } from './run-row.ts'

type ToldRun = Pick<RunRow, 'id' | 'workspace_id' | 'project_id' | 'plan_id'>

/** It cannot go on by itself. One that is resumed and stops again tells it again. */
export async function tellStop(tx: Tx, run: ToldRun, message: string | null): Promise<void> {
  await tell(tx, run, 'run_needs_attention', message === null ? {} : { message })
}

/** `failed` counts pages that the run was to send and did not. */
export async function tellEnd(
  tx: Tx,
  run: ToldRun,
  to: 'done' | 'cancelled',
  receipt: Receipt,
): Promise<void> {
  const { rejected, held, differences, notFound } = receipt
  const unlike = differences + notFound
  const message =
    unlike > 0
      ? `Wix does not have ${unlike === 1 ? 'one of them' : `${unlike.toLocaleString('en')} of them`} as sent; the receipt says which.`
      : undefined
  const { kind, done, wanted } = await readDone(tx, run)
  const detail = {
    ...noticeDone(doneOf({ kind, done, wanted, accepted: receipt.accepted })),
    failed: rejected + held,
    ...(message !== undefined && { message }),
  }
  await tell(tx, run, to === 'done' ? 'run_finished' : 'run_stopped', detail)
}

async function tell(tx: Tx, run: ToldRun, kind: NoticeKind, detail: NoticeDetail): Promise<void> {
  const { id, workspace_id: workspaceId, project_id: projectId } = run
  const name = (await projectNames(tx, [projectId])).get(projectId) ?? 'a project'
  const subject = { kind: 'run' as const, id, name }
  await raiseNotice(tx, { workspaceId, kind, subject, detail: { ...detail, projectId } })
}
