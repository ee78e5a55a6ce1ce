// Wix keeps all categories of a store under one revision, so writes of them go one after the other.
import type { WixClient } from '../../../wix/index.ts'

const turns = new WeakMap<WixClient, Promise<unknown>>()

/** Runs `write` when every earlier one for this site has ended, however it did. */
export function inTurn<T>(client: WixClient, write: () => Promise<T>): Promise<T> {
  const before = turns.get(client) ?? Promise.resolve()
  const mine = before.then(write, write)
  turns.set(
    client,
    mine.catch(() => undefined),
  )
  return mine
}
