// Sites whose last work ended in an error of ours: each is tried again after longer and longer pauses, and not forever.

const mostErrorsInARow = 6

export interface Trouble {
  isResting(connectionId: string): boolean
  /** Returns how often in a row by now, and whether that is enough. */
  note(connectionId: string): { times: number; isTooMuch: boolean }
  forget(connectionId: string): void
}

/** @param restMs the first pause; each further one is twice as long, up to 64 times */
export function createTrouble(restMs: number, now: () => number = Date.now): Trouble {
  const troubled = new Map<string, { times: number; until: number }>()
  return {
    isResting: (connectionId) => (troubled.get(connectionId)?.until ?? 0) > now(),
    note(connectionId) {
      const times = (troubled.get(connectionId)?.times ?? 0) + 1
      troubled.set(connectionId, { times, until: now() + restMs * 2 ** Math.min(times - 1, 6) })
      return { times, isTooMuch: times >= mostErrorsInARow }
    },
    forget: (connectionId) => void troubled.delete(connectionId),
  }
}
