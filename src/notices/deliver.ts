// One try of a message, and what follows from it. The same for a test that a person waits for and for the courier.
import type { Delivery } from '../api/webhook.ts'
import type { Database, Tx } from '../db/types.ts'
import {
  type DeliveryRow,
  failWaiting,
  giveBack,
  noteAttempt,
  type Receiver,
  toDelivery,
} from './delivery-store.ts'
import type { Outcome } from './outcome.ts'
import { nextTry } from './pauses.ts'
import { noteSuccess, switchOff } from './receivers.ts'

export interface DeliverDeps {
  database: Database
  /** Null: given up with the signal, so that nobody knows whether it arrived. */
  send: (delivery: DeliveryRow, signal: AbortSignal) => Promise<Outcome | null>
  /** 0 to 1. */
  random?: () => number
}

/** The delivery as it is then; null when it was given up, and somebody else sends it again with the same id. */
export async function deliver(
  { database, send, random = Math.random }: DeliverDeps,
  delivery: DeliveryRow,
  signal: AbortSignal,
): Promise<Delivery | null> {
  const startedAt = performance.now()
  const at = database.now().toISOString()
  const outcome = await send(delivery, signal)
  if (outcome === null) {
    await giveBack(database, delivery.id)
    return null
  }
  const { result, status, answer, askedMs } = outcome
  const ms = Math.round(performance.now() - startedAt)
  const attempt = { at, status, ms, isDelivered: result === 'delivered', answer }
  return database.transaction(async (tx) => {
    const tries = delivery.attempts.length + 1
    const giveUpAt = new Date(delivery.give_up_at)
    const next = result === 'retry' ? nextTry(tx.now(), giveUpAt, tries, askedMs, random()) : null
    const row = await noteAttempt(tx, delivery.id, attempt, next)
    // Removed with its receiver, or sent by somebody else meanwhile.
    if (row === null) return null
    const receiver = { workspaceId: row.workspace_id, webhookId: row.webhook_id }
    if (result === 'delivered') await noteSuccess(tx, receiver)
    else if (next === null) await noteFailure(tx, receiver, delivery, outcome)
    return toDelivery(row)
  })
}

/** A receiver that took nothing for as long as this message was tried is switched off, and its owner told. */
async function noteFailure(
  tx: Tx,
  receiver: Receiver,
  { kind, created_at }: DeliveryRow,
  { result, answer }: Outcome,
): Promise<void> {
  const isGone = result === 'gone'
  if (!isGone && kind === 'test') return
  const reason = isGone
    ? 'Its receiver answered 410: it wants no more messages.'
    : `Nothing was taken for a day. The last answer was: ${answer || 'none'}`
  if (await switchOff(tx, receiver, reason, isGone ? null : created_at)) await failWaiting(tx, receiver)
}
