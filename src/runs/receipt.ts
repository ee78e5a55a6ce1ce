// What a run leaves behind: figures that were read back, not hoped for.
import type { Receipt } from '../api/run.ts'
import { countMadeBy } from '../connections/asset-ledger.ts'
import { assertLease } from '../connections/lease.ts'
import { countRunRedirects } from '../redirects/run-store.ts'
import type { HeldRun } from './held-run.ts'
import { endRun } from './run-store.ts'

interface ReceiptRow {
  /** Cancelled before it had taken any. */
  had_no_items: boolean
  sent: number
  accepted: number
  rejected: number
  held: number
  skipped: number
  cancelled: number
  equal: number
  different: number
  not_found: number
  started_at: string
  restarts: number
  write_calls: number
  read_calls: number
  duplicates_prevented: number
}

/** A run that was cancelled after everything had been sent is simply done. */
export async function writeReceipt({ database, lease, run }: HeldRun, twins: number): Promise<Receipt> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rows } = await tx.query<ReceiptRow>(
      `select count(*) filter (where i.attempts > 0) as sent,
              count(*) filter (where i.state = 'accepted') as accepted,
              count(*) filter (where i.state = 'rejected') as rejected,
              count(*) filter (where i.state = 'held') as held,
              count(*) filter (where i.state = 'skipped') as skipped,
              count(*) filter (where i.state = 'cancelled') as cancelled,
              count(*) filter (where i.state = 'accepted' and i.verification = 'equal') as equal,
              count(*) filter (where i.state = 'accepted' and i.verification = 'different') as different,
              count(*) filter (where i.state = 'accepted' and i.verification = 'not_found') as not_found,
              r.started_at,
              r.requested = 'cancel' and count(i.row_key) = 0 as had_no_items,
              r.restarts, r.write_calls, r.read_calls, r.duplicates_prevented
         from runs r left join run_items i on i.run_id = r.id
        where r.id = $1 group by r.id`,
      [run.id],
    )
    const row = rows[0]
    if (!row) throw new Error(`Run ${run.id} has vanished`)
    const finishedAt = tx.now()
    // A clock that was set back in between makes no run end before it began.
    const seconds = Math.max(0, finishedAt.getTime() - Date.parse(row.started_at)) / 1000
    const receipt: Receipt = {
      sent: row.sent,
      accepted: row.accepted,
      rejected: row.rejected,
      held: row.held,
      skipped: row.skipped,
      cancelled: row.cancelled,
      verifiedEqual: row.equal,
      differences: row.different,
      notFound: row.not_found,
      duplicatesPrevented: row.duplicates_prevented,
      twins,
      assetsCreated: await countMadeBy(tx, lease.connectionId, run.id),
      writeCalls: row.write_calls,
      readCalls: row.read_calls,
      startedAt: row.started_at,
      finishedAt: finishedAt.toISOString(),
      seconds: Math.round(seconds * 10) / 10,
      restarts: row.restarts,
      redirects: await countRunRedirects(tx, run.id),
    }
    await endRun(tx, run, row.cancelled > 0 || row.had_no_items ? 'cancelled' : 'done', receipt)
    return receipt
  })
}
