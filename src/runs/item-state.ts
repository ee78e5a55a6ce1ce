// The one table of allowed moves of a run item. Pure.
import type { ItemState } from '../api/run.ts'

/** `in_doubt -> ready` only after two reads that said "absent"; see `settle-doubt.ts`. */
export const allowedMoves: Readonly<Record<ItemState, readonly ItemState[]>> = {
  ready: ['sending', 'held', 'rejected', 'accepted', 'cancelled'],
  sending: ['accepted', 'rejected', 'in_doubt', 'ready'],
  in_doubt: ['accepted', 'ready', 'rejected'],
  accepted: [],
  rejected: [],
  held: [],
  skipped: [],
  cancelled: [],
}

export function canMove(from: ItemState, to: ItemState): boolean {
  return allowedMoves[from].includes(to)
}

/** The states from which `to` may be reached: what an UPDATE puts into its WHERE. */
export function statesBefore(to: ItemState): ItemState[] {
  return (Object.keys(allowedMoves) as ItemState[]).filter((from) => canMove(from, to))
}
