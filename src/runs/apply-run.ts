// One run from wherever it stands to its end. Called by the worker that holds the connection's lease; after any
// death the same call goes on, since everything it needs to know is in the ledger.
import { GaveUpError, sleepFor } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import { leaveRun } from '../pages/page-states.ts'
import type { Target } from '../targets/target.ts'
import type { Circuit } from './circuit.ts'
import type { CrashPoint } from './crash-point.ts'
import { writeDiary } from './diary.ts'
import { abandonFinish } from './finish-items.ts'
import { type HeldRun, RunStopped } from './held-run.ts'
import { cancelReady } from './item-ledger.ts'
import { countUnfinished, hasDoubtfulItems, hasOpenItems, hasUnreadItems } from './item-picks.ts'
import { type PublishEnd, publishItems } from './publish.ts'
import { writeReceipt } from './receipt.ts'
import type { RedirectEnd } from './redirect-pages.ts'
import { isHalted, moveRun, requestOf } from './run-store.ts'
import type { Steps } from './steps.ts'
import type { Timing } from './timing.ts'

/** A run as its worker has opened it. */
export interface OpenRun {
  held: HeldRun
  steps: Steps
  target: Pick<Target, 'explain'>
  pacer: Site['pacer']
  circuit: Circuit
  timing: Timing
  crashPoint: CrashPoint
  /** Aborts when requests under way are cut. */
  cut: AbortSignal
  /** Aborts when the process is stopping: no new send, but answers that are owed are awaited. */
  stopping: AbortSignal
  /** Another run of the site goes first: one that is due earlier, or whose owner wants it paused or cancelled. */
  isPassed(): boolean
  /** While it works, a pause or a cancellation ends waits for the pace: what would be sent then is no longer wanted. */
  whileSending<T>(work: () => Promise<T>): Promise<T>
  /** Writes the calls counted so far to the run's row. */
  flushCalls(): Promise<void>
}

export async function applyRun(open: OpenRun): Promise<void> {
  const { held, steps } = open
  try {
    const end = await sendPages(open)
    if (end === 'stopping') return
    if (end === 'passed') return await stepBack(open)
    if (end === 'halted' && !(await endHalted(open))) return
    const led = await leadAddresses(open)
    if (led === 'passed') return await stepBack(open)
    if (led === 'halted') return
    if (end === 'sent' && !(await steps.tidyAssets())) return
    await moveRun(held, 'verifying', null)
    if (await hasUnreadItems(held)) await steps.lookAtSite()
    if (!(await steps.verify())) return await stepBack(open)
    const twins = await steps.auditTwins()
    await open.flushCalls()
    open.crashPoint('before-receipt')
    await leaveRun(held.database, held.run.project_id, held.run.id)
    const { accepted, verifiedEqual } = await writeReceipt(held, twins)
    const words = `Verified ${accepted} pages in Wix: ${verifiedEqual} are exactly as sent.`
    await writeDiary(held.database, held.run.id, 'verified', words)
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error
    await moveRun(held, 'needs_attention', error.message)
    await writeDiary(held.database, held.run.id, 'stopped', error.message)
  }
}

/** Of a run that was cancelled, those of the pages that it has sent. `halted`: the owner asked to pause. */
async function leadAddresses(open: OpenRun): Promise<RedirectEnd> {
  for (;;) {
    const end = await open.steps.redirect()
    if (end !== 'halted' || !(await endHalted(open))) return end
  }
}

async function sendPages(open: OpenRun): Promise<PublishEnd> {
  const { held } = open
  if (held.run.taken_to === null && !(await hasOpenItems(held))) return 'sent'
  if (await isHalted(held)) return 'halted'
  try {
    return await open.whileSending(() => gatherAndPublish(open))
  } catch (error) {
    if (!(error instanceof GaveUpError)) throw error
    return open.stopping.aborted ? 'stopping' : 'halted'
  }
}

async function gatherAndPublish(open: OpenRun): Promise<PublishEnd> {
  const { held, steps, stopping } = open
  if (held.run.taken_to !== null) {
    await moveRun(held, 'gathering', null)
    if (!(await steps.gather())) return stopping.aborted ? 'stopping' : 'halted'
    if (!(await hasOpenItems(held))) return 'sent'
  }
  await moveRun(held, 'preparing', null)
  await steps.lookAtSite()
  return publishItems(open)
}

/** Another run of the site goes first, or the process stops; whichever worker takes this one up again goes on. */
async function stepBack({ held, stopping }: OpenRun): Promise<void> {
  if (!stopping.aborted) await moveRun(held, 'queued', null)
}

const cancellingWords =
  'Nothing more is sent. What is under way is settled, and pages that are there get their last steps (categories, links, dates).'

/** Pause: leaves everything as it is (false). Cancel: settles what is in doubt, then the run may finish (true). */
async function endHalted(open: OpenRun): Promise<boolean> {
  const { held, steps, stopping } = open
  if ((await requestOf(held.database, held.run.id)) !== 'cancel') {
    // No move when it was resumed in the same second: the worker takes it up again.
    if (await moveRun(held, 'paused', 'Paused. Nothing is sent until you resume.'))
      await writeDiary(held.database, held.run.id, 'paused', 'Paused.')
    return false
  }
  await moveRun(held, 'cancelling', cancellingWords)
  await cancelReady(held)
  if (await hasUnreadItems(held)) await steps.lookAtSite()
  const lastSteps = createLastSteps(open)
  for (;;) {
    await cancelReady(held)
    if (await lastSteps.take()) continue
    if (stopping.aborted) return false
    // What was absent is ready again, and is cancelled with the others.
    if ((await steps.settleDoubt()) > 0) continue
    if ((await lastSteps.areOver()) && !(await hasDoubtfulItems(held))) break
    await sleepFor(500, stopping)
  }
  await abandonFinish(held)
  if (held.run.taken_to !== null) await steps.giveBack()
  return true
}

/** Last steps of a cancelled run: what is not done in time, or is refused, is left, and told of each page. */
function createLastSteps({ held, steps, pacer, circuit, timing }: OpenRun) {
  const until = performance.now() + timing.lastStepsMs
  let isRefused = false
  const isOver = async () =>
    isRefused || performance.now() > until || circuit.isOpen() || (await pacer.waiting()) !== null
  return {
    /** False: there is none to take just now. */
    async take(): Promise<boolean> {
      if (await isOver()) return false
      try {
        return await steps.finish(until)
      } catch (error) {
        if (error instanceof GaveUpError) return false
        if (!(error instanceof RunStopped)) throw error
        isRefused = true
        return false
      }
    },
    areOver: async () => (await countUnfinished(held)) === 0 || (await isOver()),
  }
}
