// The table of deliveries: one message to one receiver, its tries, and who is sending it.
import type { NoticeKind } from '../api/notice-kind.ts'
import type { Delivery, DeliveryAttempt } from '../api/webhook.ts'
import { newId } from '../db/id.ts'
import type { Queries } from '../db/types.ts'
import { patienceMs } from './pauses.ts'

/** Who a message goes to: a webhook, or with null those who get mail. */
export interface Receiver {
  workspaceId: string
  webhookId: string | null
}

export interface DeliveryRow {
  id: string
  workspace_id: string
  webhook_id: string | null
  kind: NoticeKind
  notice_ids: string[]
  state: Delivery['state']
  attempts: DeliveryAttempt[]
  next_attempt_at: string | null
  give_up_at: string
  created_at: string
  ended_at: string | null
}

/** Longer than any try takes: who is silent for so long is dead, and another one sends it again. */
const leaseSecs = 120

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    kind: row.kind,
    noticeIds: row.notice_ids,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}

interface NewDelivery {
  kind: NoticeKind
  noticeIds: readonly string[]
  /** When it may leave. */
  at: Date
  isOpen?: boolean
}

export async function insertDelivery(
  queries: Queries,
  { workspaceId, webhookId }: Receiver,
  { kind, noticeIds, at, isOpen = false }: NewDelivery,
): Promise<void> {
  await queries.query(
    `insert into notice_deliveries (id, workspace_id, webhook_id, kind, notice_ids, is_open, state, next_attempt_at,
                                    give_up_at, created_at)
     values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9)`,
    [
      newId('msg'),
      workspaceId,
      webhookId,
      kind,
      noticeIds,
      isOpen,
      at,
      new Date(at.getTime() + patienceMs),
      queries.now(),
    ],
  )
}

/** A test: this process sends it at once, and once. */
export async function insertTest(
  queries: Queries,
  { workspaceId, webhookId }: Receiver,
): Promise<DeliveryRow> {
  const { rows } = await queries.query<DeliveryRow>(
    `insert into notice_deliveries (id, workspace_id, webhook_id, kind, notice_ids, state, next_attempt_at, give_up_at,
                                    created_at, leased_until)
     values ($1, $2, $3, 'test', '{}', 'waiting', $4, $4, $4, clock_timestamp() + interval '${leaseSecs} seconds')
     returning *`,
    [newId('msg'), workspaceId, webhookId, queries.now()],
  )
  return rows[0]!
}

/** How many of a kind were made for a receiver since then, and the one that still gathers. */
export async function recentOf(
  queries: Queries,
  { workspaceId, webhookId }: Receiver,
  kind: NoticeKind,
  since: Date,
): Promise<{ made: number; openId: string | null }> {
  const { rows } = await queries.query<{ made: number; open_id: string | null }>(
    `select count(*) as made, max(id) filter (where is_open and state = 'waiting') as open_id
       from notice_deliveries
      where workspace_id = $1 and webhook_id is not distinct from $2 and kind = $3 and created_at > $4`,
    [workspaceId, webhookId, kind, since],
  )
  return { made: rows[0]?.made ?? 0, openId: rows[0]?.open_id ?? null }
}

/** False where it has left meanwhile. */
export async function addToDigest(queries: Queries, id: string, noticeId: string): Promise<boolean> {
  const { rowCount } = await queries.query(
    'update notice_deliveries set notice_ids = notice_ids || $2::text where id = $1 and is_open',
    [id, noticeId],
  )
  return rowCount === 1
}

const isDue = `state = 'waiting' and next_attempt_at <= $1 and (leased_until is null or leased_until < clock_timestamp())`

/** Receivers for whom something is due and that nobody is sending. */
export async function dueReceivers(queries: Queries): Promise<Receiver[]> {
  const { rows } = await queries.query<Receiver>(
    `select distinct workspace_id as "workspaceId", webhook_id as "webhookId" from notice_deliveries where ${isDue}`,
    [queries.now()],
  )
  return rows
}

/** Takes the next message for a receiver; from then on it gathers no more. Null when none is due. */
export async function claimDelivery(
  queries: Queries,
  { workspaceId, webhookId }: Receiver,
): Promise<DeliveryRow | null> {
  const { rows } = await queries.query<DeliveryRow>(
    `update notice_deliveries
        set leased_until = clock_timestamp() + interval '${leaseSecs} seconds', is_open = false
      where id = (select id from notice_deliveries where ${isDue} and workspace_id = $2 and webhook_id is not distinct from $3
                   order by next_attempt_at, id limit 1 for update skip locked)
      returning *`,
    [queries.now(), workspaceId, webhookId],
  )
  return rows[0] ?? null
}

/** What became of a try. `next` null: there is no other one. */
export async function noteAttempt(
  queries: Queries,
  id: string,
  attempt: DeliveryAttempt,
  next: Date | null,
): Promise<DeliveryRow | null> {
  const state = attempt.isDelivered ? 'delivered' : next === null ? 'failed' : 'waiting'
  const { rows } = await queries.query<DeliveryRow>(
    `update notice_deliveries
        set attempts = attempts || $2::jsonb, state = $3, next_attempt_at = $4, leased_until = null,
            ended_at = case when $3 <> 'waiting' then $5::timestamptz end
      where id = $1 and state = 'waiting' returning *`,
    [id, JSON.stringify([attempt]), state, next, queries.now()],
  )
  return rows[0] ?? null
}

/** Nobody knows whether it arrived: the next one sends it again. */
export async function giveBack(queries: Queries, id: string): Promise<void> {
  await queries.query('update notice_deliveries set leased_until = null where id = $1', [id])
}

/** Every process that held one is dead. */
export async function giveBackAll(queries: Queries): Promise<void> {
  await queries.query(
    `update notice_deliveries set leased_until = null where state = 'waiting' and leased_until is not null`,
  )
}

/** What waits for a receiver that is switched off is not sent later. */
export async function failWaiting(queries: Queries, { workspaceId, webhookId }: Receiver): Promise<void> {
  await queries.query(
    `update notice_deliveries set state = 'failed', next_attempt_at = null, is_open = false, ended_at = $3
      where workspace_id = $1 and webhook_id is not distinct from $2 and state = 'waiting'`,
    [workspaceId, webhookId, queries.now()],
  )
}

/** Newest first. */
export async function listDeliveries(
  queries: Queries,
  { workspaceId, webhookId }: Receiver,
  { limit, before }: { limit: number; before: string | null },
): Promise<Delivery[]> {
  const { rows } = await queries.query<DeliveryRow>(
    `select * from notice_deliveries
      where workspace_id = $1 and webhook_id is not distinct from $2 and ($3::text is null or id < $3) order by id desc limit $4`,
    [workspaceId, webhookId, before, limit],
  )
  return rows.map(toDelivery)
}

/** Due again at once, and for another day. Null where there is no such message. */
export async function sendAgain(
  queries: Queries,
  { workspaceId, webhookId }: Receiver,
  id: string,
): Promise<Delivery | null> {
  const now = queries.now()
  const { rows } = await queries.query<DeliveryRow>(
    `update notice_deliveries
        set state = 'waiting', next_attempt_at = $4, give_up_at = $5, ended_at = null, is_open = false
      where id = $1 and workspace_id = $2 and webhook_id is not distinct from $3 returning *`,
    [id, workspaceId, webhookId, now, new Date(now.getTime() + patienceMs)],
  )
  return rows[0] ? toDelivery(rows[0]) : null
}

/** Forgets the oldest that are over, at most `limit` at a time. False when nothing is left to forget. */
export async function tidyDeliveries(queries: Queries, before: Date, limit: number): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from notice_deliveries where id in
       (select id from notice_deliveries where ended_at < $1 limit $2)`,
    [before, limit],
  )
  return rowCount === limit
}
