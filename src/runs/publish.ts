// The middle of a run: sends what is ready, settles what is in doubt, until nothing is open.
import type { Problem } from '../api/problem.ts'
import { sleepFor } from '../connections/pacer.ts'
import { inLanes } from '../lanes.ts'
import { rhythm } from '../plans/rhythm.ts'
import { callsOf } from './calls.ts'
import { writeDiary } from './diary.ts'
import { type FinishDeps, finishItems } from './finish-items.ts'
import { guardItems } from './guard.ts'
import { RunStopped } from './held-run.ts'
import { hasOpenItems } from './item-picks.ts'
import type { Preparation } from './preparation.ts'
import type { ItemRow } from './run-row.ts'
import { isHalted, moveRun } from './run-store.ts'
import { type SendDeps, sendBatch } from './send.ts'
import { createPicker } from './sendable.ts'
import { settleDoubtful } from './settle-doubt.ts'
import type { Timing } from './timing.ts'

/**
 * `sent`: nothing is open. `halted`: the owner asked to pause or cancel. `passed`: another run of the site goes first.
 * `stopping`: the process ends.
 */
export type PublishEnd = 'sent' | 'halted' | 'passed' | 'stopping'

export interface PublishDeps extends SendDeps, FinishDeps {
  preparation: Preparation
  isPassed(): boolean
  timing: Pick<
    Timing,
    'doubtGapMs' | 'doubtLookEveryMs' | 'lookAheadMs' | 'outageAfterCalls' | 'outagePauseMs'
  >
}

export async function publishItems(deps: PublishDeps): Promise<PublishEnd> {
  const { held, destination, preparation, timing, stopping } = deps
  const { size } = destination.target.batch(destination.options)
  // Enough for every lane to have a full batch.
  const limits = { fresh: Math.max(rhythm.leastPicked, size * rhythm.lanes), again: Math.ceil(size / 4) }
  const picker = createPicker(deps, limits)
  const outage = createOutageWatch(deps)
  let isShown = false
  for (;;) {
    if (stopping.aborted) return 'stopping'
    if (deps.isPassed()) return 'passed'
    deps.site.wix.signal.throwIfAborted()
    await settleDoubtful(deps)

    const preparing = preparation.state()
    if (preparing === 'broken off') return 'halted'
    const items = await picker.next()
    if (!isShown && (items !== null || preparing === 'complete')) {
      await moveRun(held, 'publishing', null)
      isShown = true
    }
    if (items === null) {
      if (preparing === 'complete' && !(await hasOpenItems(held))) return 'sent'
      if (await isHalted(held)) return 'halted'
      if (await finishItems(deps)) continue
      const pause = sleepFor(Math.min(500, timing.doubtLookEveryMs), stopping)
      await (preparing === 'making' ? Promise.race([pause, preparation.ended]) : pause)
      continue
    }
    const allowed = items.length === 0 ? [] : await guardItems(deps, items)
    if (allowed.length === 0) continue
    if (!(await sendAll(deps, allowed, outage)) && !stopping.aborted) return 'halted'
    await outage.obey()
  }
}

/** In lanes; false when the owner asked to pause or cancel meanwhile. */
async function sendAll(deps: PublishDeps, items: ItemRow[], outage: OutageWatch): Promise<boolean> {
  let stop: Problem | null = null
  let isHaltedNow = false
  await inLanes(rhythm.lanes, callsOf(deps.destination, items), async (batch) => {
    if (stop !== null || isHaltedNow || deps.stopping.aborted) return
    const result = await sendBatch(deps, batch)
    isHaltedNow ||= !result.wasSent
    stop ??= result.stop
    outage.note(result.isLost)
    deps.crashPoint('between-batches')
  })
  if (stop !== null) throw new RunStopped((stop as Problem).message)
  return !isHaltedNow
}

type OutageWatch = ReturnType<typeof createOutageWatch>

/** Several calls without an answer in a row: Wix is left alone for a while. A good stretch raises the pace. */
function createOutageWatch({ held, site, timing }: PublishDeps) {
  let lostInARow = 0
  return {
    note(isLost: boolean) {
      lostInARow = isLost ? lostInARow + 1 : 0
    },
    async obey() {
      if (lostInARow === 0) return site.pacer.raiseRate()
      if (lostInARow < timing.outageAfterCalls) return
      lostInARow = 0
      await site.pacer.block(timing.outagePauseMs, 'Wix is not answering; we ask again automatically')
      await writeDiary(
        held.database,
        held.run.id,
        'outage',
        'Wix did not answer several calls in a row. Waiting before the next one.',
      )
    },
  }
}
