// run_items is the resumable state of a run. Every write carries the lease, so that a stalled worker
// cannot overwrite its successor, and the state it may come from, so that no illegal move can happen.
import type { Problem } from '../api/problem.ts'
import { assertLease } from '../connections/lease.ts'
import type { Tx } from '../db/types.ts'
import { type AcceptedPage, forgetRemoved, recordAccepted } from '../pages/ledger.ts'
import type { TakenItem } from '../plans/taking.ts'
import type { RemoteRef } from '../targets/target.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import type { HeldRun } from './held-run.ts'
import { statesBefore } from './item-state.ts'
import type { ItemRow } from './run-row.ts'
import { requestOf } from './run-store.ts'

const separator = '\u0001'

/** What goes, what was settled and what waits: the receipt speaks of every page. */
export async function insertItems(tx: Tx, runId: string, items: readonly TakenItem[]): Promise<void> {
  const states = { goes: 'ready', settles: 'skipped', waits: 'held' } as const
  await tx.query(
    `insert into run_items (run_id, row_key, position, action, state, title, slug, remote_id, remote_edited_at, url,
                            payload_hash, changed_fields, problem, visibility, updated_at)
     select $1, o.row_key, o.position, o.action, o.state, o.title, o.slug, o.remote_id, o.edited_at, o.url,
            o.payload_hash, coalesce(string_to_array(o.changed, $14), '{}'), o.problem, o.visibility, $16::timestamptz
       from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[], $12::text[], $13::jsonb[], $15::jsonb[])
         as o(row_key, position, action, state, title, slug, remote_id, edited_at, url, payload_hash, changed, problem,
              visibility)`,
    [
      runId,
      items.map((item) => item.rowKey),
      items.map((item) => item.position),
      items.map((item) => item.verb),
      items.map((item) => states[item.fate]),
      items.map((item) => item.title),
      items.map((item) => item.slug),
      items.map((item) => item.remoteId),
      items.map((item) => item.remoteEditedAt),
      items.map((item) => item.url),
      items.map((item) => item.payloadHash),
      items.map((item) => (item.changedFields.length === 0 ? null : item.changedFields.join(separator))),
      items.map((item) => (item.problem === null ? null : JSON.stringify(item.problem))),
      separator,
      items.map((item) => (item.visibility === null ? null : JSON.stringify(item.visibility))),
      tx.now(),
    ],
  )
}

/**
 * Commits the intent to send. Returns false, and changes nothing, when the owner asked to pause or cancel.
 * @param deadlineMs how long this call may be under way at most
 */
export async function commitIntent(
  { database, lease, run }: HeldRun,
  rowKeys: string[],
  callId: string,
  deadlineMs: number,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    if ((await requestOf(tx, run.id)) !== 'run') return false
    const { rowCount } = await tx.query(
      `update run_items
          set state = 'sending', attempts = attempts + 1, call_id = $3, sent_at = clock_timestamp(),
              deadline_at = clock_timestamp() + make_interval(secs => $4), looks = 0, first_look_at = null,
              next_attempt_at = null, problem = null, fencing_token = $5, updated_at = $7::timestamptz
        where run_id = $1 and row_key = any($2) and state = any($6)`,
      [run.id, rowKeys, callId, deadlineMs / 1000, lease.fencingToken, statesBefore('sending'), tx.now()],
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
  visibility?: WantedVisibility
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

/** All of them or none; what was accepted becomes the page of its row in the same transaction. */
export async function settleItems(held: HeldRun, settlements: Settlement[]): Promise<void> {
  if (settlements.length === 0) return
  const { database, lease, run } = held
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rows } = await tx.query<SettledRow>(
      `update run_items i
          set state = o.state,
              remote_id = coalesce(o.remote_id, i.remote_id),
              remote_edited_at = coalesce(o.edited_at, i.remote_edited_at),
              url = coalesce(o.url, i.url),
              finish = case when o.is_unfinished then 'due' else i.finish end,
              request_id = coalesce(o.request_id, i.request_id),
              problem = o.problem,
              attempts = case when o.is_no_attempt then greatest(0, i.attempts - 1) else i.attempts end,
              next_attempt_at = clock_timestamp() + make_interval(secs => o.wait_secs),
              fencing_token = $3, updated_at = $4::timestamptz
         from jsonb_to_recordset($2::jsonb) as o(row_key text, state text, before text[], remote_id text,
                edited_at text, url text, request_id text, problem jsonb, is_no_attempt boolean,
                is_unfinished boolean, wait_secs float8)
        where i.run_id = $1 and i.row_key = o.row_key and i.state = any(o.before)
        returning i.row_key, i.action, i.title, i.slug, i.remote_id, i.url, i.payload_hash`,
      [run.id, JSON.stringify(settlements.map(toRecord)), lease.fencingToken, tx.now()],
    )
    if (rows.length !== settlements.length) {
      const states = [...new Set(settlements.map((one) => one.state))].sort()
      throw new Error(
        `${settlements.length - rows.length} of ${settlements.length} items could not become ${states.join(' or ')}`,
      )
    }
    const accepted = new Map(
      settlements.filter((one) => one.state === 'accepted').map((one) => [one.rowKey, one]),
    )
    const settled = rows.filter((row) => accepted.has(row.row_key))
    await forgetRemoved(
      tx,
      run.project_id,
      settled.filter((row) => row.action === 'remove').map((row) => row.row_key),
    )
    await recordAccepted(
      tx,
      run.project_id,
      run.id,
      settled
        .filter((row) => row.action !== 'remove')
        .map((row) => toAcceptedPage(row, accepted.get(row.row_key)!)),
    )
  })
}

interface SettledRow
  extends Pick<ItemRow, 'row_key' | 'action' | 'title' | 'slug' | 'remote_id' | 'payload_hash'> {
  url: string | null
}

function toAcceptedPage(row: SettledRow, one: Settlement): AcceptedPage {
  return {
    rowKey: row.row_key,
    remoteId: row.remote_id ?? '',
    status: one.status ?? 'live',
    visibility: one.visibility ?? null,
    title: row.title,
    slug: row.slug,
    url: row.url,
    payloadHash: row.payload_hash ?? '',
    lacksImages: one.lacksImages ?? false,
    remoteEditedAt: one.ref?.editedAt ?? null,
  }
}

function toRecord(one: Settlement) {
  return {
    row_key: one.rowKey,
    state: one.state,
    before: statesBefore(one.state),
    remote_id: one.ref?.remoteId ?? null,
    edited_at: one.ref?.editedAt ?? null,
    url: one.url ?? null,
    request_id: one.requestId ?? null,
    problem: one.problem ?? null,
    is_no_attempt: one.isNoAttempt ?? false,
    is_unfinished: one.isUnfinished ?? false,
    wait_secs: one.waitMs === undefined ? null : one.waitMs / 1000,
  }
}

/** After a death: what was being sent may or may not have arrived. Returns how many. */
export async function doubtOrphans({ database, lease, run }: HeldRun): Promise<number> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rowCount } = await tx.query(
      `update run_items set state = 'in_doubt', next_attempt_at = null, fencing_token = $2, updated_at = $3::timestamptz
        where run_id = $1 and state = 'sending'`,
      [run.id, lease.fencingToken, tx.now()],
    )
    return rowCount
  })
}

export async function cancelReady({ database, lease, run }: HeldRun): Promise<number> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { rowCount } = await tx.query(
      `update run_items set state = 'cancelled', fencing_token = $2, updated_at = $3::timestamptz
        where run_id = $1 and state = 'ready'`,
      [run.id, lease.fencingToken, tx.now()],
    )
    return rowCount
  })
}
