// A page that makes way: somebody else of its run takes its address, and its own is not free yet. It waits under an
// address that nobody can want, which is one write more. Pure.
import { createHash } from 'node:crypto'
import type { OutgoingItem } from '../targets/target.ts'
import type { Destination } from './held-run.ts'
import type { ItemRow } from './run-row.ts'

/** Always the same for one page, so that after a lost answer it is known for our own doing. */
export function asideAddress(seed: string): string {
  return `moving-${createHash('sha256').update(seed).digest('hex').slice(0, 16)}`
}

/** Whether this item is about to make way, and goes only then. */
export function isSteppingAside({ aside, turn }: Pick<ItemRow, 'aside' | 'turn'>): boolean {
  return aside !== null && turn === 0
}

/** The item as it is sent now: making way changes its address alone. */
export function outgoingNow({ target }: Pick<Destination, 'target'>, item: ItemRow): OutgoingItem<unknown> {
  const { outgoing, payload, aside } = item
  if (aside === null || !isSteppingAside(item) || !target.atAddress) return outgoing
  return { ...outgoing, payload: target.atAddress(payload, aside), changedFields: ['slug'] }
}
