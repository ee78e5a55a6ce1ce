// Hands out notices and sends messages in the background, receivers side by side, so that one that hangs holds up
// nobody else. Everything stands in the tables: whoever dies leaves messages that the next one sends again.
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import { type DeliverDeps, deliver } from './deliver.ts'
import { claimDelivery, dueReceivers, giveBackAll, type Receiver } from './delivery-store.ts'
import { dispatchSome } from './dispatch.ts'

export interface CourierDeps extends DeliverDeps {
  logger: Logger
  /** How often it looks, in milliseconds. */
  lookMs?: number
}

export interface Courier {
  start(): Promise<void>
  /** Takes nothing more, gives back what is under way, and waits for that. */
  stop(): Promise<void>
}

export function createCourier(deps: CourierDeps): Courier {
  const { database, logger, lookMs = 2_000 } = deps
  const stopping = new AbortController()
  /** By receiver. */
  const active = new Map<string, Promise<void>>()
  let loop: Promise<void> | undefined

  async function look(): Promise<void> {
    while (await dispatchSome(database));
    for (const receiver of await dueReceivers(database)) {
      const key = receiver.webhookId ?? receiver.workspaceId
      if (active.has(key)) continue
      active.set(
        key,
        drain(receiver)
          .catch((error: unknown) => logger.error({ err: error, key }, 'messages could not be sent'))
          .finally(() => active.delete(key)),
      )
    }
  }

  async function drain(receiver: Receiver): Promise<void> {
    while (!stopping.signal.aborted) {
      const delivery = await claimDelivery(database, receiver)
      if (delivery === null) return
      await deliver(deps, delivery, stopping.signal)
    }
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => logger.error({ err: error }, 'looking for notices failed'))
      await delay(lookMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }

  return {
    async start() {
      if (database.previousHolderIsDead) await giveBackAll(database)
      loop = keepLooking()
    },
    async stop() {
      stopping.abort()
      await loop
      await Promise.all(active.values())
    },
  }
}
