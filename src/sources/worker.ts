// Looks every two seconds which sources are to be read again by the program's clock, and which projects have something
// to do about a refresh. Asked again and again, since a clock that jumps wakes nobody.
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import { advanceRule, type RuleDeps } from './advance-rule.ts'
import { listDueRules } from './rule-store.ts'
import { listDueSources, type StartDeps, startDue } from './start.ts'

export interface SourceWorker {
  start(): void
  /** Finishes the step that it is at. */
  stop(): Promise<void>
}

const lookMs = 2_000
const mostAtOnce = 20

export function createSourceWorker(deps: StartDeps & RuleDeps & { logger: Logger }): SourceWorker {
  const { database, logger } = deps
  const stopping = new AbortController()
  let loop: Promise<void> | undefined

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await each(await listDueSources(database, mostAtOnce), (id) => startDue(deps, id))
        await each(await listDueRules(database, mostAtOnce), (id) => advanceRule(deps, id))
      } catch (error) {
        logger.error({ err: error }, 'looking for sources failed; trying again')
      }
      await delay(lookMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }

  /** One that fails holds up no other. */
  async function each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<void> {
    for (const id of ids) {
      if (stopping.signal.aborted) return
      await work(id).catch((error: unknown) => {
        if (!stopping.signal.aborted)
          logger.error({ err: error, id }, 'a step of a refresh failed; trying again')
      })
    }
  }

  return {
    start() {
      loop = keepLooking()
    },
    async stop() {
      stopping.abort()
      await loop
    },
  }
}
