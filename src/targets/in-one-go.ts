// A page that is changed in several requests: once the first of them has left, the others follow, whatever the owner
// of the run asks for meanwhile. Half a change would look like somebody else's edit to the next look.
import { AsyncLocalStorage } from 'node:async_hooks'

const goes = new AsyncLocalStorage<{ hasBegun: boolean }>()

/** Only the first request of this work may be withdrawn; the others end their wait with its own time limit alone. */
export function inOneGo<T>(work: () => Promise<T>): Promise<T> {
  return goes.run({ hasBegun: false }, work)
}

/** Whether a request that waits for its turn has to follow others that left. */
export function mustFollow(): boolean {
  return goes.getStore()?.hasBegun ?? false
}

/** For whoever gives requests their turn: this one leaves now. */
export function noteLeaving(): void {
  const go = goes.getStore()
  if (go) go.hasBegun = true
}
