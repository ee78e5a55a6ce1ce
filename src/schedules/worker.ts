// Looks every two seconds which schedules have something to do by the program's clock, and every half minute whether
// something they are made of has changed. Asked again and again, since a clock that jumps wakes nobody.
import { setTimeout as delay } from 'node:timers/promises'
import { advance } from './advance.ts'
import type { AdvanceDeps } from './deps.ts'
import { listDue } from './store.ts'
import { watchBasis } from './watch.ts'

export interface ScheduleWorker {
  start(): void
  /** Finishes the step that it is at. */
  stop(): Promise<void>
}

/** So many schedules at a time; their steps are short. */
const mostAtOnce = 4

export interface ScheduleTiming {
  lookMs: number
  watchMs: number
}

const usualTiming: ScheduleTiming = { lookMs: 2_000, watchMs: 30_000 }

export function createScheduleWorker(
  parts: Omit<AdvanceDeps, 'signal'>,
  { lookMs, watchMs }: ScheduleTiming = usualTiming,
): ScheduleWorker {
  const stopping = new AbortController()
  const deps: AdvanceDeps = { ...parts, signal: stopping.signal }
  const { database, logger } = deps
  const active = new Map<string, Promise<void>>()
  let loop: Promise<void> | undefined
  let watchedAt = Number.NEGATIVE_INFINITY

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await look()
      } catch (error) {
        logger.error({ err: error }, 'looking for schedules failed; trying again')
      }
      await delay(lookMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }

  async function look(): Promise<void> {
    if (performance.now() - watchedAt >= watchMs) {
      watchedAt = performance.now()
      await watchBasis(deps)
    }
    const due = (await listDue(database, mostAtOnce * 5)).filter((id) => !active.has(id))
    for (const id of due.slice(0, mostAtOnce - active.size)) {
      const work = advance(deps, id)
        .catch((error: unknown) => {
          if (!stopping.signal.aborted)
            logger.error({ err: error, scheduleId: id }, 'a step of a schedule failed; trying again')
        })
        .finally(() => active.delete(id))
      active.set(id, work)
    }
  }

  return {
    start() {
      loop = keepLooking()
    },
    async stop() {
      stopping.abort()
      await loop
      await Promise.all([...active.values()])
    },
  }
}
