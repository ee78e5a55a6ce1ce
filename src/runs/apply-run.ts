// One run from wherever it stands to its end. Called by the worker that holds the connection's lease; after any
// death the same call goes on, since everything it needs to know is in the ledger.
import { GaveUpError, sleepFor } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import type { Logger } from '../logger.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import type { PlanRow } from '../plans/row.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { auditTwins } from './audit-twins.ts'
import type { CrashPoint } from './crash-point.ts'
import { writeDiary } from './diary.ts'
import { abandonFinish } from './finish-items.ts'
import { gatherItems, giveBackAll } from './gather.ts'
import { guardFacts } from './guard-facts.ts'
import { type Destination, type HeldRun, RunStopped } from './held-run.ts'
import { cancelReady } from './item-ledger.ts'
import { hasDoubtfulItems, hasOpenItems } from './item-picks.ts'
import { startPreparation } from './preparation.ts'
import type { Assets } from './prepare-assets.ts'
import { type PublishEnd, publishItems } from './publish.ts'
import { writeReceipt } from './receipt.ts'
import { isHalted, moveRun, requestOf } from './run-store.ts'
import { settleDoubtful } from './settle-doubt.ts'
import type { Timing } from './timing.ts'
import { verifyItems } from './verify.ts'

/** A run as its worker has opened it. */
export interface OpenRun {
  held: HeldRun
  destination: Destination & { assets: Map<string, string> }
  /** What Wix would not make in this run, by asset key. */
  refused: Assets['refused']
  plan: PlanRow
  project: ProjectRecord
  pages: PagesDeps
  site: Site
  timing: Timing
  /** How long one call may be under way. */
  deadlineMs: number
  crashPoint: CrashPoint
  /** Aborts when the process is stopping: no new send, but answers that are owed are awaited. */
  stopping: AbortSignal
  logger: Logger
  /** Another run of the site goes first: one that is due earlier, or whose owner wants it paused or cancelled. */
  isPassed(): boolean
  /** While it works, a pause or a cancellation ends waits for the pace: what would be sent then is no longer wanted. */
  whileSending<T>(work: () => Promise<T>): Promise<T>
  /** Writes the calls counted so far to the run's row. */
  flushCalls(): Promise<void>
}

export async function applyRun(open: OpenRun): Promise<void> {
  const { held } = open
  try {
    const end = await sendPages(open)
    if (end === 'stopping') return
    if (end === 'passed') return await stepBack(open)
    if (end === 'halted' && !(await endHalted(open))) return
    await moveRun(held, 'verifying', null)
    if (!(await verifyItems(open))) return await stepBack(open)
    const twins = await auditTwins(open)
    await open.flushCalls()
    const { accepted, verifiedEqual } = await writeReceipt(held, twins)
    const words = `Verified ${accepted} pages in Wix: ${verifiedEqual} are exactly as sent.`
    await writeDiary(held.database, held.run.id, 'verified', words)
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error
    await moveRun(held, 'needs_attention', error.message)
    await writeDiary(held.database, held.run.id, 'stopped', error.message)
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
  const { held, plan, destination, site, timing, stopping } = open
  if (held.run.taken_to !== null) {
    await moveRun(held, 'gathering', null)
    if (!(await gatherItems(open))) return stopping.aborted ? 'stopping' : 'halted'
    if (!(await hasOpenItems(held))) return 'sent'
  }
  await moveRun(held, 'preparing', null)
  destination.options = await guardFacts(open)
  const { target, assets: ids } = destination
  const assets = { ids, refused: open.refused }
  const preparation = startPreparation({ held, target, site, timing, stopping }, plan.needs, assets)
  try {
    return await publishItems({ ...open, preparation })
  } finally {
    await preparation.stop()
  }
}

/** Another run of the site goes first, or the process stops; whichever worker takes this one up again goes on. */
async function stepBack({ held, stopping }: OpenRun): Promise<void> {
  if (!stopping.aborted) await moveRun(held, 'queued', null)
}

/** Pause: leaves everything as it is (false). Cancel: settles what is in doubt, then the run may finish (true). */
async function endHalted(open: OpenRun): Promise<boolean> {
  const { held, stopping } = open
  if ((await requestOf(held.database, held.run.id)) !== 'cancel') {
    // No move when it was resumed in the same second: the worker takes it up again.
    if (await moveRun(held, 'paused', 'Paused. Nothing is sent until you resume.'))
      await writeDiary(held.database, held.run.id, 'paused', 'Paused.')
    return false
  }
  await moveRun(held, 'cancelling', 'Settling what was under way before the run ends.')
  for (;;) {
    await cancelReady(held)
    if (!(await hasDoubtfulItems(held))) break
    const settled = await settleDoubtful(open)
    if (settled === 0) await sleepFor(500, stopping)
    if (stopping.aborted) return false
  }
  await abandonFinish(held)
  if (held.run.taken_to !== null) await giveBackAll(held, open.plan)
  return true
}
