// What a person is told of columns that models fill, each in the transaction that makes it so.
import type { NoticeDetail, NoticeSubject } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import type { Tx } from '../db/types.ts'
import { raiseNotice } from '../notices/raise.ts'
import { type ColumnRow, setToldWaiting } from './column-store.ts'
import { isLookAsked } from './look-store.ts'
import type { RunRow } from './run-store.ts'
import type { Survey } from './survey.ts'

interface Told {
  column: ColumnRow
  /** The name of its dataset. */
  datasetName: string
}

/** A run over all rows is over; nobody needs to be told of a sample or of what was cancelled by hand. */
export async function tellEnd(tx: Tx, told: Told, run: RunRow, survey: Survey): Promise<void> {
  // Rows that came while it was under way are new to whoever looks next.
  if (!(await isLookAsked(tx, told.column.dataset_id)))
    await setToldWaiting(tx, told.column.id, survey.waiting)
  const { answered } = run.counts
  if (run.state === 'done') {
    // A run that found nothing to ask is no news, unless somebody waits for it.
    if (run.is_by_itself && answered === 0) return
    await tell(tx, told, 'ai_run_finished', { answered, ...some(survey), message: afterRun(survey) })
    return
  }
  await tell(tx, told, 'ai_run_stopped', {
    answered,
    ...some(survey),
    ...(run.problem !== null && { message: run.problem }),
  })
}

/** New rows that no run has been started for. @param why what keeps one from starting */
export async function tellWaiting(tx: Tx, told: Told, waiting: number, why: string): Promise<void> {
  await setToldWaiting(tx, told.column.id, waiting)
  await tell(tx, told, 'ai_rows_wait', { waiting, message: why })
}

function some({ waiting, held }: Survey): NoticeDetail {
  return { ...(waiting > 0 && { waiting }), ...(held > 0 && { held }) }
}

function afterRun({ held }: Survey): string {
  const next = 'Put the answers into the rows: what they change is shown before anything is replaced.'
  return held === 0 ? next : `${next} What is held says why, and can be corrected or allowed.`
}

async function tell(
  tx: Tx,
  { column, datasetName }: Told,
  kind: NoticeKind,
  detail: NoticeDetail,
): Promise<void> {
  const { workspace_id: workspaceId, dataset_id: id, id: columnId } = column
  const subject: NoticeSubject = { kind: 'dataset', id, name: `${column.name} of ${datasetName}` }
  await raiseNotice(tx, { workspaceId, kind, subject, detail: { ...detail, columnId } })
}
