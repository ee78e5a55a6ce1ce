// Hands notices to those who receive them: one message each, exactly once, and one for all where there are many.

import type { NoticeKind } from '../api/notice-kind.ts'
import { noticeKinds } from '../api/notice-kinds.ts'
import type { Database, Tx } from '../db/types.ts'
import { addToDigest, insertDelivery, type Receiver, recentOf } from './delivery-store.ts'
import { lockReceivers } from './receivers.ts'

const someNotices = 50
/** Of a kind, for one receiver, within the time below; what comes after them is gathered in one message. */
const mostSingle = 3
const digestMs = 10 * 60_000

interface Undispatched {
  id: string
  workspace_id: string
  kind: NoticeKind
  raised_at: string
}

/** Whoever does it at the same time takes others. False when there was nothing to hand out. */
export async function dispatchSome(database: Database): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<Undispatched>(
      `select id, workspace_id, kind, raised_at from notices where dispatched_at is null
        order by id limit ${someNotices} for update skip locked`,
    )
    if (rows.length === 0) return false
    for (const [workspaceId, notices] of Map.groupBy(rows, (row) => row.workspace_id)) {
      // Locked, so that two who hand out at once do not both count the same three.
      const receivers = await lockReceivers(tx, workspaceId)
      for (const { id, kind, raised_at } of notices)
        for (const { off, since, ...receiver } of receivers)
          if (!off.includes(kind) && raised_at >= since) await handOut(tx, receiver, kind, id)
    }
    await tx.query('update notices set dispatched_at = $2 where id = any($1::text[])', [
      rows.map(({ id }) => id),
      tx.now(),
    ])
    return true
  })
}

async function handOut(tx: Tx, receiver: Receiver, kind: NoticeKind, noticeId: string): Promise<void> {
  const now = tx.now()
  const single = { kind, noticeIds: [noticeId], at: now }
  if (!noticeKinds[kind].isDigestible) return insertDelivery(tx, receiver, single)
  const { made, openId } = await recentOf(tx, receiver, kind, new Date(now.getTime() - digestMs))
  if (openId !== null && (await addToDigest(tx, openId, noticeId))) return
  if (made < mostSingle) return insertDelivery(tx, receiver, single)
  await insertDelivery(tx, receiver, { ...single, at: new Date(now.getTime() + digestMs), isOpen: true })
}
