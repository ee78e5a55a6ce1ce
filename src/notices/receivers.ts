// Whoever gets messages, webhooks and mail alike: who wants a notice, and what becomes of one that takes nothing.
import type { NoticeDetail } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import type { Tx } from '../db/types.ts'
import type { Receiver } from './delivery-store.ts'
import { raiseNotice } from './raise.ts'

/** The table a receiver stands in, and the column by which it is found there. */
const places = {
  webhook: { table: 'webhooks', column: 'id' },
  mail: { table: 'mail_settings', column: 'workspace_id' },
} as const

function placeOf({ workspaceId, webhookId }: Receiver) {
  return webhookId === null ? { ...places.mail, key: workspaceId } : { ...places.webhook, key: webhookId }
}

export interface WantingReceiver extends Receiver {
  off: NoticeKind[]
  /** What was raised before is not sent to it. */
  since: string
}

/** Those that are switched on, with the kinds they do not want; locked until the transaction ends. */
export async function lockReceivers(tx: Tx, workspaceId: string): Promise<WantingReceiver[]> {
  const { rows: hooks } = await tx.query<{ id: string; kinds_off: NoticeKind[]; created_at: string }>(
    `select id, kinds_off, created_at from webhooks where workspace_id = $1 and state = 'on' order by id for update`,
    [workspaceId],
  )
  const { rows: mails } = await tx.query<{ kinds_off: NoticeKind[]; created_at: string }>(
    `select kinds_off, created_at from mail_settings where workspace_id = $1 and state = 'on' for update`,
    [workspaceId],
  )
  return [
    ...hooks.map(({ id, kinds_off, created_at }) => ({
      workspaceId,
      webhookId: id,
      off: kinds_off,
      since: created_at,
    })),
    ...mails.map(({ kinds_off, created_at }) => ({
      workspaceId,
      webhookId: null,
      off: kinds_off,
      since: created_at,
    })),
  ]
}

export async function noteSuccess(tx: Tx, receiver: Receiver): Promise<void> {
  const { table, column, key } = placeOf(receiver)
  await tx.query(`update ${table} set last_success_at = $2 where ${column} = $1`, [key, tx.now()])
}

/**
 * Switches it off, once, and tells its owner.
 * @param unlessSince it stays on when it took something since then; null: it goes off in any case
 * @returns whether it was switched off
 */
export async function switchOff(
  tx: Tx,
  receiver: Receiver,
  reason: string,
  unlessSince: string | null,
): Promise<boolean> {
  const { table, column, key } = placeOf(receiver)
  const { rows } = await tx.query<{ id: string; name: string }>(
    `update ${table} set state = 'failing', reason = $2
      where ${column} = $1 and state = 'on'
        and ($3::timestamptz is null or last_success_at is null or last_success_at < $3)
      returning id, ${receiver.webhookId === null ? `'e-mail'` : 'name'} as name`,
    [key, reason, unlessSince],
  )
  const off = rows[0]
  if (!off) return false
  const isMail = receiver.webhookId === null
  const what = isMail ? 'e-mail' : 'the webhook'
  const message = `${reason} What waited was not sent. Put it right, switch ${what} on in the settings, and send again from its log what you need.`
  const detail: NoticeDetail = { message }
  await raiseNotice(tx, {
    workspaceId: receiver.workspaceId,
    kind: isMail ? 'mail_failing' : 'webhook_failing',
    subject: { kind: isMail ? 'mail' : 'webhook', id: off.id, name: off.name },
    detail,
  })
  return true
}
