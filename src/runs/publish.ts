// The middle of a run: sends what is ready, settles what is in doubt, until nothing is open.
import { sleepFor } from '../connections/pacer.ts'
import type { Circuit } from './circuit.ts'
import type { HeldRun } from './held-run.ts'
import { hasOpenItems } from './item-picks.ts'
import type { Preparation } from './preparation.ts'
import { isHalted, moveRun } from './run-store.ts'
import type { Steps } from './steps.ts'
import type { Timing } from './timing.ts'

/**
 * `sent`: nothing is open. `halted`: the owner asked to pause or cancel. `passed`: another run of the site goes first.
 * `stopping`: the process ends.
 */
export type PublishEnd = 'sent' | 'halted' | 'passed' | 'stopping'

export interface PublishDeps {
  held: HeldRun
  steps: Pick<Steps, 'prepare' | 'picker' | 'guard' | 'send' | 'settleDoubt' | 'finish' | 'finishFullBatch'>
  circuit: Pick<Circuit, 'isOpen' | 'rest'>
  timing: Pick<Timing, 'doubtLookEveryMs'>
  /** Requests under way are cut. */
  cut: AbortSignal
  stopping: AbortSignal
  isPassed(): boolean
}

/** Names that its pages need are made beside it, for as long as it lasts. */
export async function publishItems(deps: PublishDeps): Promise<PublishEnd> {
  const preparation = await deps.steps.prepare()
  try {
    return await sendWhatIsReady(deps, preparation)
  } finally {
    await preparation.stop()
  }
}

async function sendWhatIsReady(
  { held, steps, circuit, timing, cut, stopping, isPassed }: PublishDeps,
  preparation: Preparation,
): Promise<PublishEnd> {
  const picker = steps.picker(preparation)
  let isShown = false
  for (;;) {
    if (stopping.aborted) return 'stopping'
    if (isPassed()) return 'passed'
    cut.throwIfAborted()
    await steps.settleDoubt()

    // Pages get their last steps as they come, so that few lack them when the owner asks to stop.
    if (await steps.finishFullBatch()) {
      await circuit.rest()
      continue
    }

    const preparing = preparation.state()
    if (preparing === 'broken off') return 'halted'
    const items = await picker.next()
    if (!isShown && (items !== null || preparing !== 'making')) {
      await moveRun(held, 'publishing', null)
      isShown = true
    }
    if (items !== null) {
      // One page is enough to find out whether Wix takes changes again.
      const allowed = await steps.guard(circuit.isOpen() ? items.slice(0, 1) : items)
      if (allowed.length === 0) continue
      if (!(await steps.send(allowed)) && !stopping.aborted) return 'halted'
      await circuit.rest()
      continue
    }
    if (preparing === 'complete' && !(await hasOpenItems(held))) return 'sent'
    if (await isHalted(held)) return 'halted'
    if (await steps.finish()) {
      await circuit.rest()
      continue
    }
    const pause = sleepFor(Math.min(500, timing.doubtLookEveryMs), stopping)
    await (preparing === 'complete' ? pause : Promise.race([pause, preparation.ended]))
  }
}
