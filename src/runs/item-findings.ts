// What becomes known of a run's items beside their state: looks, last steps, what was read back. Written to run_items
// under the lease, like everything of a run.
import type { Problem } from '../api/problem.ts'
import { assertLease } from '../connections/lease.ts'
import { failInRun } from '../pages/page-states.ts'
import { recordDatesRead, recordFinished, recordVerified } from '../pages/record-read-back.ts'
import type { HeldRun } from './held-run.ts'
import type { SentIds } from './run-row.ts'

/** What stood in Wix before we change it: what a rollback will restore, and what a lost update is judged by. */
export async function storeSnapshots(
  { database, lease, run }: HeldRun,
  snapshots: { rowKey: string; editedAt: string | null; raw: unknown }[],
): Promise<void> {
  if (snapshots.length === 0) return
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    // Of a page that made way, or of which a part may have arrived: as it stood before that.
    await tx.query(
      `update run_items i
          set snapshot = case when i.call_id is not null then i.snapshot else o.raw end,
              remote_edited_at = o.edited_at
         from jsonb_to_recordset($2::jsonb) as o(row_key text, edited_at text, raw jsonb)
        where i.run_id = $1 and i.row_key = o.row_key and i.row_key = any($3::text[]) and i.state = 'ready'`,
      [
        run.id,
        JSON.stringify(
          snapshots.map((one) => ({ row_key: one.rowKey, edited_at: one.editedAt, raw: one.raw })),
        ),
        snapshots.map((one) => one.rowKey),
      ],
    )
  })
}

/** A look that found nothing. Only looks after the request's own end count towards "absent". */
export async function recordLook(
  { database, lease, run }: HeldRun,
  looked: { rowKey: string; counts: boolean }[],
  nextLookMs: number,
): Promise<void> {
  if (looked.length === 0) return
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `update run_items i
          set looks = i.looks + 1,
              first_look_at = case when o.counts then coalesce(i.first_look_at, clock_timestamp()) else i.first_look_at end,
              next_attempt_at = clock_timestamp() + make_interval(secs => $3)
         from jsonb_to_recordset($2::jsonb) as o(row_key text, counts boolean)
        where i.run_id = $1 and i.row_key = o.row_key and i.row_key = any($4::text[]) and i.state = 'in_doubt'`,
      [
        run.id,
        JSON.stringify(looked.map((one) => ({ row_key: one.rowKey, counts: one.counts }))),
        nextLookMs / 1000,
        looked.map((one) => one.rowKey),
      ],
    )
  })
}

/** What became of the last steps of a page, and what of that later plans have to know. */
export interface FinishEnd {
  rowKey: string
  finish: 'due' | 'done' | 'failed'
  editedAt: string | null
  problem: Problem | null
  waitMs: number | null
  isAttempt: boolean
  /** What it has been finished with. */
  sentIds: SentIds | null
}

export async function settleFinish(
  { database, lease, run, isOfDates = false }: HeldRun,
  ends: FinishEnd[],
): Promise<void> {
  if (ends.length === 0) return
  const list = ends.map((end) => ({
    row_key: end.rowKey,
    finish: end.finish,
    edited_at: end.editedAt,
    problem: end.problem,
    wait_secs: end.waitMs === null ? null : end.waitMs / 1000,
    is_attempt: end.isAttempt,
    sent_ids: end.sentIds,
  }))
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rows } = await tx.query<{ row_key: string; is_dated: boolean }>(
      `update run_items i
          set finish = o.finish, problem = coalesce(o.problem, i.problem),
              remote_edited_at = coalesce(o.edited_at, i.remote_edited_at),
              finish_attempts = case when o.is_attempt then i.finish_attempts + 1 else 0 end,
              next_attempt_at = clock_timestamp() + make_interval(secs => o.wait_secs),
              sent_ids = coalesce(o.sent_ids, i.sent_ids), fencing_token = $3, updated_at = $4::timestamptz
         from jsonb_to_recordset($2::jsonb) as o(row_key text, finish text, edited_at text, problem jsonb,
                wait_secs float8, is_attempt boolean, sent_ids jsonb)
        where i.run_id = $1 and i.row_key = o.row_key
        returning i.row_key, coalesce(i.visibility ->> 'state' = 'dated', false) as is_dated`,
      [run.id, JSON.stringify(list), lease.fencingToken, tx.now()],
    )
    await recordFinished(
      tx,
      run.project_id,
      ends
        .filter((end) => end.finish !== 'due')
        .map((end) => ({
          rowKey: end.rowKey,
          hasFailed: end.finish === 'failed',
          // Nobody read what stands in it, so that the next plan has to.
          editedAt: isOfDates ? null : end.editedAt,
        })),
    )
    // A page without its last steps is there all the same, but one without its date will not be published.
    const dated = new Set(rows.flatMap((row) => (row.is_dated ? [row.row_key] : [])))
    await failInRun(
      tx,
      run.project_id,
      ends.flatMap(({ rowKey, finish, problem }) =>
        finish === 'failed' && problem && dated.has(rowKey) ? [{ rowKey, problem }] : [],
      ),
    )
  })
}

/** What a page was when it was read back, and what later plans compare Wix with. */
export interface Verdict {
  rowKey: string
  verification: 'equal' | 'different' | 'not_found'
  differences: { field: string; sent: string; found: string }[]
  remoteFields: Record<string, string>
  remoteEditedAt: string | null
  url: string | null
  /** Its state alone was read: what we know of its content stays. */
  isOfState?: true
}

export async function storeVerdicts(
  { database, lease, run, isOfDates = false }: HeldRun,
  verdicts: Verdict[],
): Promise<void> {
  const list = verdicts.map((one) => ({
    row_key: one.rowKey,
    verification: one.verification,
    differences: one.differences,
    url: one.url,
  }))
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `update run_items i set verification = o.verification, differences = o.differences, url = coalesce(o.url, i.url),
              sent_ids = null
         from jsonb_to_recordset($2::jsonb) as o(row_key text, verification text, differences jsonb, url text)
        where i.run_id = $1 and i.row_key = o.row_key`,
      [run.id, JSON.stringify(list)],
    )
    const read = verdicts.filter((one) => one.verification !== 'not_found' && !one.isOfState)
    await (isOfDates ? recordDatesRead : recordVerified)(tx, run.project_id, run.id, read)
  })
}

export async function storeProblems(
  { database, lease, run }: HeldRun,
  problems: { rowKey: string; problem: Problem }[],
): Promise<void> {
  if (problems.length === 0) return
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `update run_items i set problem = o.problem
         from jsonb_to_recordset($2::jsonb) as o(row_key text, problem jsonb)
        where i.run_id = $1 and i.row_key = o.row_key`,
      [run.id, JSON.stringify(problems.map((one) => ({ row_key: one.rowKey, problem: one.problem })))],
    )
  })
}
