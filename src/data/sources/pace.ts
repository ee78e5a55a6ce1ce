// Keeps requests to a service as far apart as it asks for, over all refreshes of this process.
import type { SourceContext } from './source.ts'

/** Waits until whoever shares this key (a base, a token) may ask again. */
export type Pace = (key: string, context: Pick<SourceContext, 'sleep'>) => Promise<void>

/** No queue may be longer, whatever went wrong with it. Milliseconds. */
const longestMs = 60_000

export function createPace(everyMs: number): Pace {
  // By the time that this process runs: no clock that is set moves it.
  const freeAt = new Map<string, number>()
  return async (key, { sleep }) => {
    const time = performance.now()
    for (const [other, at] of freeAt) if (at <= time) freeAt.delete(other)
    const turn = Math.min(freeAt.get(key) ?? time, time + longestMs)
    freeAt.set(key, turn + everyMs)
    if (turn > time) await sleep(turn - time)
  }
}
