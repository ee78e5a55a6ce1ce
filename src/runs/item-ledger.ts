// run_items is the resumable state of a run. Every write carries the lease, so that a stalled worker
// cannot overwrite its successor, and the state it may come from, so that no illegal move can happen.
import type { Problem } from '../api/problem.ts'
import { movedSince, type NamedId } from '../connections/asset-ledger.ts'
import { assertLease } from '../connections/lease.ts'
import type { Tx } from '../db/types.ts'
import { forgetRemoved } from '../pages/forget-ledger.ts'
import { recordsOf } from '../pages/page-record.ts'
import { enterRun, failInRun } from '../pages/page-states.ts'
import {
  type AcceptedPage,
  type DownPage,
  recordAccepted,
  recordDated,
  recordDown,
  recordStepped,
} from '../pages/record-ledger.ts'
import type { TakenItem } from '../plans/taking.ts'
import { assetKey, pageSeed, type RemoteRef } from '../targets/target.ts'
import { downHow, type WantedVisibility } from '../targets/visibility.ts'
import { asideAddress } from './aside.ts'
import type { HeldRun } from './held-run.ts'
import { statesBefore } from './item-state.ts'
import type { ItemRow, RunRow, SentIds } from './run-row.ts'
import { requestOf } from './run-store.ts'
import { recordUndone } from './undo/record-undone.ts'

const separator = '\u0001'

/** What goes, what was settled and what waits: the receipt speaks of every page. */
export async function insertItems(
  tx: Tx,
  { id: runId, project_id: projectId }: Pick<RunRow, 'id' | 'project_id'>,
  items: readonly TakenItem[],
): Promise<void> {
  const states = { goes: 'ready', settles: 'skipped', waits: 'held' } as const
  await tx.query(
    `insert into run_items (run_id, row_key, position, action, state, title, slug, remote_id, remote_edited_at, url,
                            payload_hash, changed_fields, problem, visibility, updated_at, turn, aside, made_hash, kept)
     select $1, o.row_key, o.position, o.action, o.state, o.title, o.slug, o.remote_id, o.edited_at, o.url,
            o.payload_hash, coalesce(string_to_array(o.changed, $14), '{}'), o.problem, o.visibility, $16::timestamptz,
            o.turn, o.aside, o.made_hash, o.kept
       from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[], $12::text[], $13::jsonb[], $15::jsonb[], $17::smallint[], $18::text[],
                   $19::text[], $20::jsonb[])
         as o(row_key, position, action, state, title, slug, remote_id, edited_at, url, payload_hash, changed, problem,
              visibility, turn, aside, made_hash, kept)`,
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
      // Who makes way does that in the first turn.
      items.map((item) => (item.addressOf !== null && !item.stepsAside ? 1 : 0)),
      items.map((item) => (item.stepsAside ? asideAddress(pageSeed(projectId, item.rowKey)) : null)),
      items.map((item) => item.madeHash),
      items.map((item) => (item.kept === null ? null : JSON.stringify(item.kept))),
    ],
  )
  const going = items.filter((item) => item.fate === 'goes')
  await enterRun(
    tx,
    projectId,
    runId,
    going.map((item) => item.rowKey),
  )
}

/**
 * Commits the intent to send. Returns false, and changes nothing, when the owner asked to pause or cancel.
 * @param deadlineMs how long this call may be under way at most
 * @param sentIds what each goes with, by row key
 */
export async function commitIntent(
  { database, lease, run }: HeldRun,
  rowKeys: string[],
  callId: string,
  deadlineMs: number,
  sentIds: Readonly<Record<string, SentIds>> = {},
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    if ((await requestOf(tx, run.id)) !== 'run') return false
    const { rowCount } = await tx.query(
      `update run_items
          set state = 'sending', attempts = attempts + 1, call_id = $3, sent_at = clock_timestamp(),
              deadline_at = clock_timestamp() + make_interval(secs => $4), looks = 0, first_look_at = null,
              next_attempt_at = null, problem = null, sent_ids = $8::jsonb -> row_key, fencing_token = $5,
              updated_at = $7::timestamptz
        where run_id = $1 and row_key = any($2) and state = any($6)`,
      [
        run.id,
        rowKeys,
        callId,
        deadlineMs / 1000,
        lease.fencingToken,
        statesBefore('sending'),
        tx.now(),
        JSON.stringify(sentIds),
      ],
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
  /** Categories, tags and items referred to that it was sent with. */
  sentWith?: NamedId[]
  /** Steps that need the id are still to be done. */
  isUnfinished?: boolean
  requestId?: string | null
  problem?: Problem | null
  /** Before this many milliseconds have passed nobody touches the item again. */
  waitMs?: number
  /** A refusal that was no attempt (a rate limit) gives the attempt back. */
  isNoAttempt?: boolean
  /** It came to nothing through no fault of the page. */
  isExcused?: boolean
  /** It has made way to this address, and goes in the second turn. */
  steppedTo?: string | null
}

/** All of them or none; what was accepted becomes the page of its row in the same transaction. */
export async function settleItems(held: HeldRun, settlements: Settlement[]): Promise<void> {
  if (settlements.length === 0) return
  const { database, lease, run, isOfDates = false, undone = null } = held
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const before = await recordsOf(
      tx,
      run.project_id,
      settlements.filter((one) => one.state === 'accepted' || one.steppedTo).map((one) => one.rowKey),
    )
    const { rows } = await tx.query<SettledRow>(
      `update run_items i
          set state = o.state,
              -- A page that made way was changed by us before.
              before = coalesce(i.before, o.known),
              remote_id = coalesce(o.remote_id, i.remote_id),
              remote_edited_at = coalesce(o.edited_at, i.remote_edited_at),
              url = coalesce(o.url, i.url),
              finish = case when o.is_unfinished then 'due' else i.finish end,
              request_id = coalesce(o.request_id, i.request_id),
              problem = o.problem,
              turn = case when o.stepped_to is null then i.turn else 1 end,
              attempts = case when o.is_no_attempt then greatest(0, i.attempts - 1) else i.attempts end,
              excused = i.excused + o.is_excused::int,
              next_attempt_at = clock_timestamp() + make_interval(secs => o.wait_secs),
              fencing_token = $3, updated_at = $4::timestamptz
         from jsonb_to_recordset($2::jsonb) as o(row_key text, state text, before text[], remote_id text,
                edited_at text, url text, request_id text, problem jsonb, is_no_attempt boolean,
                is_excused boolean, is_unfinished boolean, wait_secs float8, stepped_to text, known jsonb)
        where i.run_id = $1 and i.row_key = o.row_key and i.state = any(o.before)
        returning i.row_key, i.action, i.title, i.slug, i.remote_id, i.url, i.payload_hash, i.made_hash, i.kept`,
      [run.id, JSON.stringify(settlements.map((one) => toRecord(one, before))), lease.fencingToken, tx.now()],
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
    await recordStepped(
      tx,
      run.project_id,
      settlements.flatMap(({ rowKey, ref, steppedTo }) =>
        ref && steppedTo ? [{ rowKey, slug: steppedTo, remoteEditedAt: ref.editedAt }] : [],
      ),
    )
    await failInRun(
      tx,
      run.project_id,
      settlements.flatMap(({ rowKey, state, problem }) =>
        (state === 'rejected' || state === 'held') && problem ? [{ rowKey, problem }] : [],
      ),
    )
    const names = [...accepted.values()].flatMap(({ sentWith = [] }) => sentWith)
    const moved = await movedSince(tx, lease.connectionId, names)
    const settled = rows.filter((row) => accepted.has(row.row_key))
    await forgetRemoved(
      tx,
      run.project_id,
      settled.filter((row) => row.action === 'remove').map((row) => row.row_key),
    )
    await recordDown(
      tx,
      run.project_id,
      { runId: run.id, by: held.downBy ?? 'take_down' },
      settled
        .filter((row) => row.action === 'take_down')
        .map((row) => toDownPage(row.row_key, accepted.get(row.row_key)!)),
    )
    const pages = settled
      .filter((row) => row.action !== 'remove' && row.action !== 'take_down')
      .map((row) => ({ row, page: toAcceptedPage(row, accepted.get(row.row_key)!, moved) }))
    const isPutBack = ({ row }: (typeof pages)[number]) => undone !== null && row.action === 'restore'
    if (undone)
      await recordUndone(
        tx,
        run,
        undone,
        pages.filter(isPutBack).map(({ row, page }) => ({
          ...page,
          hasNewNames: (accepted.get(row.row_key)?.sentWith ?? []).length > 0,
        })),
      )
    await (isOfDates ? recordDated : recordAccepted)(
      tx,
      run.project_id,
      run.id,
      pages.filter((one) => !isPutBack(one)).map(({ page }) => page),
    )
  })
}

interface SettledRow
  extends Pick<ItemRow, 'row_key' | 'action' | 'title' | 'slug' | 'remote_id' | 'payload_hash' | 'kept'> {
  made_hash: string | null
  url: string | null
}

function toDownPage(rowKey: string, { visibility = null, ref }: Settlement): DownPage {
  return { rowKey, how: downHow(visibility) ?? 'draft', remoteEditedAt: ref?.editedAt ?? null }
}

/** @param moved names that another plan found to stand for something else while the page was on its way */
function toAcceptedPage(row: SettledRow, one: Settlement, moved: ReadonlySet<string>): AcceptedPage {
  return {
    rowKey: row.row_key,
    remoteId: row.remote_id ?? '',
    status: one.status ?? 'live',
    visibility: one.visibility ?? null,
    title: row.title,
    slug: row.slug,
    url: row.url,
    payloadHash: row.payload_hash ?? '',
    madeHash: row.made_hash,
    kept: row.kept,
    lacksImages: one.lacksImages ?? false,
    isUnfinished: one.sentWith?.some(({ need }) => moved.has(assetKey(need))) ?? false,
    remoteEditedAt: one.ref?.editedAt ?? null,
  }
}

function toRecord(one: Settlement, before: ReadonlyMap<string, unknown>) {
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
    is_excused: one.isExcused ?? false,
    is_unfinished: one.isUnfinished ?? false,
    wait_secs: one.waitMs === undefined ? null : one.waitMs / 1000,
    stepped_to: one.steppedTo ?? null,
    known: before.get(one.rowKey) ?? null,
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
