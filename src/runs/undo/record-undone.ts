// What the ledger says of pages that an undo put back: what it said before the run that is undone, and that they stay so.
import type { PageDown } from '../../api/page.ts'
import type { Tx } from '../../db/types.ts'
import { type PageRecord, type PutBackPage, readPageRecords, recordPutBack } from '../../pages/put-back.ts'
import type { AcceptedPage } from '../../pages/record-ledger.ts'
import type { RunRow } from '../run-row.ts'
import { recordsBefore } from './history.ts'
import type { UndoneRun } from './undone-run.ts'

export type AcceptedRestore = Pick<
  AcceptedPage,
  'rowKey' | 'remoteId' | 'title' | 'slug' | 'url' | 'visibility' | 'status' | 'remoteEditedAt'
> & {
  /** It was put under names as they stand now, not as they stood before. */
  hasNewNames: boolean
}

/** Call in the transaction that records what Wix accepted. */
export async function recordUndone(
  tx: Tx,
  run: Pick<RunRow, 'id' | 'project_id'>,
  undone: UndoneRun,
  restored: readonly AcceptedRestore[],
): Promise<void> {
  if (restored.length === 0) return
  const rowKeys = restored.map((one) => one.rowKey)
  const before = await recordsBefore(tx, undone.id, rowKeys)
  const present = await readPageRecords(tx, run.project_id, rowKeys)
  const mark: PageDown = { how: 'before', by: 'undo', runId: run.id, at: tx.now().toISOString() }
  await recordPutBack(
    tx,
    run.project_id,
    run.id,
    restored.map((one): PutBackPage => {
      const kept = before.get(one.rowKey) ?? null
      const record =
        kept !== null && kept !== 'none' ? kept : unfinished(one, present.get(one.rowKey), mark.at)
      const { remoteId, visibility, status, url } = one
      return {
        rowKey: one.rowKey,
        remoteEditedAt: one.remoteEditedAt,
        record: {
          ...record,
          remoteId,
          visibility: record.visibility === null ? null : visibility,
          status,
          url: url ?? record.url,
          // Names that moved before this are no reason to send it again.
          ...(one.hasNewNames && { publishedAt: mark.at }),
          // Fields that somebody had taken from us are ours again, once the page is asked for.
          detached: undone.putsMarksBack ? (record.detached ?? null) : null,
          down: undone.putsMarksBack ? record.down : mark,
        },
      }
    }),
  )
}

/** Nothing was known of it before: what its row makes is due whenever somebody asks for the page again. */
function unfinished(one: AcceptedRestore, present: PageRecord | undefined, at: string): PageRecord {
  const { title, slug, url, visibility, status, remoteId } = one
  const usual = { payloadHash: '', lacksImages: false, publishedAt: at, down: null }
  return { ...usual, ...present, title, slug, url, visibility, status, remoteId, isUnfinished: true }
}
