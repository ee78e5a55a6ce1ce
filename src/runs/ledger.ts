// run_items is the resumable state of a run. Every write carries the lease, so that a stalled worker
// cannot overwrite its successor, and the state it may come from, so that no illegal move can happen.
import type { Problem } from '../api/problem.ts'
import { assertLease, type Lease } from '../connections/lease.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { type AcceptedPage, forgetRemoved, recordAccepted } from '../pages/ledger.ts'
import { readPayloads } from '../pages/payload-store.ts'
import type { RemoteRef } from '../targets/target.ts'
import { statesBefore } from './item-state.ts'
import type { ItemRow, RunRow } from './run-row.ts'

const itemColumns = `i.row_key, i.position, i.action, i.state, i.title, i.slug, i.attempts, i.call_id, i.looks,
  i.remote_id, i.remote_edited_at, i.problem, i.snapshot, i.payload_hash, i.changed_fields`

/** Reads the payloads that these items name. */
export async function withPayloads<Row extends Pick<ItemRow, 'payload_hash'>>(
  queries: Queries,
  run: Pick<RunRow, 'project_id'>,
  rows: readonly Row[],
): Promise<(Row & { payload: unknown })[]> {
  const payloads = await readPayloads(
    queries,
    run.project_id,
    rows.map((row) => row.payload_hash),
  )
  return rows.map((row) => ({ ...row, payload: payloads.get(row.payload_hash ?? '') ?? null }))
}

/** How many items are picked at once: fresh ones, and those whose first try was lost. */
export interface PickLimits {
  fresh: number
  again: number
}

/**
 * The next items to send, all of one action. Those whose first try was lost follow in smaller groups, so that a page
 * that Wix cannot take drags few others along; those that failed more often come last, and alone.
 */
export async function pickReady(
  database: Queries,
  run: Pick<RunRow, 'id' | 'project_id'>,
  { fresh, again }: PickLimits,
): Promise<ItemRow[]> {
  for (const [tries, limit] of [
    ['= 0', fresh],
    ['= 1', again],
    ['> 1', 1],
  ] as const) {
    const { rows } = await database.query<ItemRow>(
      `select ${itemColumns} from run_items i
        where i.run_id = $1 and i.state = 'ready' and i.attempts ${tries}
          and (i.next_attempt_at is null or i.next_attempt_at <= clock_timestamp())
        order by i.position limit $2`,
      [run.id, limit],
    )
    const first = rows[0]
    if (first)
      return withPayloads(
        database,
        run,
        rows.filter((row) => row.action === first.action),
      )
  }
  return []
}

/** Items whose lost answer should be looked for now; `isOver`: the lost request has certainly ended. */
export interface DoubtRow extends ItemRow {
  is_over: boolean
  /** An earlier look, after the end of the request and long enough ago, said "absent". */
  was_absent: boolean
}

export async function pickDoubtful(
  database: Queries,
  run: Pick<RunRow, 'id' | 'project_id'>,
  gapMs: number,
  limit: number,
): Promise<DoubtRow[]> {
  const { rows } = await database.query<DoubtRow>(
    `select ${itemColumns},
            coalesce(i.deadline_at <= clock_timestamp(), true) as is_over,
            coalesce(i.first_look_at <= clock_timestamp() - make_interval(secs => $2), false) as was_absent
       from run_items i
      where i.run_id = $1 and i.state = 'in_doubt'
        and (i.next_attempt_at is null or i.next_attempt_at <= clock_timestamp())
      order by i.position limit $3`,
    [run.id, gapMs / 1000, limit],
  )
  const first = rows[0]
  return withPayloads(
    database,
    run,
    rows.filter((row) => row.action === first?.action),
  )
}

export type Counts = Partial<Record<string, number>>

export async function countItems(database: Queries, runId: string): Promise<Counts> {
  const { rows } = await database.query<{ state: string; n: number }>(
    'select state, count(*) as n from run_items where run_id = $1 group by state',
    [runId],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}

/**
 * Commits the intent to send. Returns false, and changes nothing, when the owner asked to pause or cancel.
 * @param deadlineMs how long this call may be under way at most
 */
export async function commitIntent(
  database: Database,
  lease: Lease,
  run: RunRow,
  rowKeys: string[],
  callId: string,
  deadlineMs: number,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const wish = await tx.query<{ wish: string }>('select wish from runs where id = $1', [run.id])
    if (wish.rows[0]?.wish !== 'run') return false
    const { rowCount } = await tx.query(
      `update run_items
          set state = 'sending', attempts = attempts + 1, call_id = $3, sent_at = clock_timestamp(),
              deadline_at = clock_timestamp() + make_interval(secs => $4), looks = 0, first_look_at = null,
              next_attempt_at = null, problem = null, fencing_token = $5, updated_at = clock_timestamp()
        where run_id = $1 and row_key = any($2) and state = any($6)`,
      [run.id, rowKeys, callId, deadlineMs / 1000, lease.fencingToken, statesBefore('sending')],
    )
    if (rowCount !== rowKeys.length) {
      throw new Error(`${rowKeys.length - rowCount} of ${rowKeys.length} items were not ready to be sent`)
    }
    return true
  })
}

/** One change of one item. Absent values stay as they are. */
export interface Settlement {
  rowKey: string
  state: 'accepted' | 'rejected' | 'in_doubt' | 'ready' | 'held'
  ref?: RemoteRef
  url?: string | null
  status?: 'live' | 'draft'
  /** It went without its pictures. */
  lacksImages?: boolean
  /** Steps that need the id are still to be done. */
  isUnfinished?: boolean
  requestId?: string | null
  problem?: Problem | null
  /** Before this many milliseconds have passed nobody touches the item again. */
  waitMs?: number
  /** A refusal that was no attempt (a rate limit) gives the attempt back. */
  isNoAttempt?: boolean
}

export async function settleItems(
  database: Database,
  lease: Lease,
  run: RunRow,
  settlements: Settlement[],
): Promise<void> {
  if (settlements.length === 0) return
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    for (const state of new Set(settlements.map((one) => one.state))) {
      await settleState(
        tx,
        lease,
        run,
        state,
        settlements.filter((one) => one.state === state),
      )
    }
    const accepted = settlements.filter((one) => one.state === 'accepted')
    if (accepted.length > 0) await recordPublished(tx, run, accepted)
  })
}

async function settleState(
  tx: Tx,
  lease: Lease,
  run: RunRow,
  state: string,
  list: Settlement[],
): Promise<void> {
  const { rowCount } = await tx.query(
    `update run_items i
        set state = $3,
            remote_id = coalesce(o.remote_id, i.remote_id),
            remote_edited_at = coalesce(o.edited_at, i.remote_edited_at),
            url = coalesce(o.url, i.url),
            finish = case when o.is_unfinished then 'due' else i.finish end,
            request_id = coalesce(o.request_id, i.request_id),
            problem = o.problem,
            attempts = case when o.is_no_attempt then greatest(0, i.attempts - 1) else i.attempts end,
            next_attempt_at = case when o.wait_secs is null then null
                                   else clock_timestamp() + make_interval(secs => o.wait_secs) end,
            fencing_token = $4, updated_at = clock_timestamp()
       from jsonb_to_recordset($2::jsonb) as o(row_key text, remote_id text, edited_at text, url text,
              request_id text, problem jsonb, is_no_attempt boolean, is_unfinished boolean,
              wait_secs float8)
      where i.run_id = $1 and i.row_key = o.row_key and i.state = any($5)`,
    [
      run.id,
      JSON.stringify(
        list.map((one) => ({
          row_key: one.rowKey,
          remote_id: one.ref?.remoteId ?? null,
          edited_at: one.ref?.editedAt ?? null,
          url: one.url ?? null,
          request_id: one.requestId ?? null,
          problem: one.problem ?? null,
          is_no_attempt: one.isNoAttempt ?? false,
          is_unfinished: one.isUnfinished ?? false,
          wait_secs: one.waitMs === undefined ? null : one.waitMs / 1000,
        })),
      ),
      state,
      lease.fencingToken,
      statesBefore(state as Settlement['state']),
    ],
  )
  if (rowCount !== list.length) {
    throw new Error(`${list.length - rowCount} of ${list.length} items could not become ${state}`)
  }
}

/** The facts later plans compare with, in the same transaction as the acceptance itself. */
async function recordPublished(tx: Tx, run: RunRow, accepted: Settlement[]): Promise<void> {
  const { rows } = await tx.query<
    Pick<ItemRow, 'row_key' | 'action' | 'title' | 'slug' | 'remote_id' | 'payload_hash'> & {
      url: string | null
    }
  >(
    `select row_key, action, title, slug, remote_id, url, payload_hash from run_items
      where run_id = $1 and row_key = any($2::text[])`,
    [run.id, accepted.map((one) => one.rowKey)],
  )
  const items = new Map(rows.map((row) => [row.row_key, row]))
  const removed = rows.filter((row) => row.action === 'remove').map((row) => row.row_key)
  await forgetRemoved(tx, run.project_id, removed)
  const pages = accepted.flatMap((one): AcceptedPage[] => {
    const item = items.get(one.rowKey)
    if (!item || item.action === 'remove') return []
    return [
      {
        rowKey: one.rowKey,
        remoteId: one.ref?.remoteId ?? item.remote_id ?? '',
        status: one.status ?? 'live',
        title: item.title,
        slug: item.slug,
        url: one.url ?? item.url,
        payloadHash: item.payload_hash ?? '',
        lacksImages: one.lacksImages ?? false,
        remoteEditedAt: one.ref?.editedAt ?? null,
      },
    ]
  })
  await recordAccepted(tx, run.project_id, run.id, pages)
}

/** What stood in Wix before we change it: what a rollback will restore, and what a lost update is judged by. */
export async function storeSnapshots(
  database: Database,
  lease: Lease,
  run: RunRow,
  snapshots: { rowKey: string; editedAt: string | null; raw: unknown }[],
): Promise<void> {
  if (snapshots.length === 0) return
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `update run_items i set snapshot = o.raw, remote_edited_at = o.edited_at
         from jsonb_to_recordset($2::jsonb) as o(row_key text, edited_at text, raw jsonb)
        where i.run_id = $1 and i.row_key = o.row_key and i.state = 'ready'`,
      [
        run.id,
        JSON.stringify(
          snapshots.map((one) => ({ row_key: one.rowKey, edited_at: one.editedAt, raw: one.raw })),
        ),
      ],
    )
  })
}

/** A look that found nothing. Only looks after the request's own end count towards "absent". */
export async function recordLook(
  database: Database,
  lease: Lease,
  run: RunRow,
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
        where i.run_id = $1 and i.row_key = o.row_key and i.state = 'in_doubt'`,
      [
        run.id,
        JSON.stringify(looked.map((one) => ({ row_key: one.rowKey, counts: one.counts }))),
        nextLookMs / 1000,
      ],
    )
  })
}

/** After a death: what was being sent may or may not have arrived. Returns how many. */
export async function doubtOrphans(database: Database, lease: Lease, run: RunRow): Promise<number> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rowCount } = await tx.query(
      `update run_items set state = 'in_doubt', next_attempt_at = null, fencing_token = $2, updated_at = clock_timestamp()
        where run_id = $1 and state = 'sending'`,
      [run.id, lease.fencingToken],
    )
    return rowCount
  })
}

export async function cancelReady(database: Database, lease: Lease, run: RunRow): Promise<number> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rowCount } = await tx.query(
      `update run_items set state = 'cancelled', fencing_token = $2, updated_at = clock_timestamp()
        where run_id = $1 and state = 'ready'`,
      [run.id, lease.fencingToken],
    )
    return rowCount
  })
}
