// Looks again and again, until it is stopped. Pure but for its timer.
import { setTimeout as sleep } from 'node:timers/promises'

export interface Watch {
  /** No further look begins; resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** One look after the other, `everyMs` apart. A look that fails is reported and does not end the watch. */
export function startWatch(
  look: () => Promise<void>,
  everyMs: number,
  onError: (error: unknown) => void,
): Watch {
  const ending = new AbortController()
  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      await sleep(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined)
      if (!ending.signal.aborted) await look().catch(onError)
    }
  }
  const running = run()
  return {
    async stop() {
      ending.abort()
      await running
    },
  }
}
