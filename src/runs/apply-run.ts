// One run from wherever it stands to its end. Called by the worker that holds the connection's lease; after any
// death the same call goes on, since everything it needs to know is in the ledger.
import type { Problem } from '../api/problem.ts'
import { GaveUpError, sleepFor } from '../connections/pacer.ts'
import type { AssetNeed } from '../targets/target.ts'
import { auditTwins } from './audit-twins.ts'
import { abandonFinish, countUnfinished } from './finish-items.ts'
import { guardFacts } from './guard-facts.ts'
import { cancelReady, countItems, doubtOrphans } from './ledger.ts'
import { prepareAssets } from './prepare-assets.ts'
import { type PublishEnd, publishItems } from './publish.ts'
import { writeReceipt } from './receipt.ts'
import { addToRun, isHalted, type RunContext, RunStopped, setRunState, writeDiary } from './run-context.ts'
import { settleDoubtful } from './settle-doubt.ts'
import { verifyItems } from './verify.ts'

export async function applyRun(context: RunContext, needs: AssetNeed[]): Promise<void> {
  try {
    await noteRestart(context)
    const end = await sendAll(context, needs)
    if (end === 'stopping') return
    if (end === 'halted' && !(await endHalted(context))) return
    await finish(context)
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error
    await setRunState(context, 'needs_attention', error.message)
    await writeDiary(context, 'stopped', error.message)
  }
}

async function noteRestart(context: RunContext): Promise<void> {
  const orphans = await doubtOrphans(context.database, context.lease, context.run)
  const wasUnderWay = ['preparing', 'publishing', 'verifying', 'cancelling'].includes(context.run.state)
  // Passing trouble makes the same worker begin again; that is no restart.
  if (!wasUnderWay || context.isTakenUp) return
  context.isTakenUp = true
  await addToRun(context, 'restarts')
  context.run.restarts += 1
  const doubt =
    orphans === 0 ? 'No answer was lost.' : `${orphans} pages were under way; we ask Wix about them first.`
  await writeDiary(context, 'continued', `The server was restarted; the run continued. ${doubt}`)
}

async function sendAll(context: RunContext, needs: AssetNeed[]): Promise<PublishEnd> {
  const counts = await countItems(context.database, context.run.id)
  if (!counts['ready'] && !counts['in_doubt'] && (await countUnfinished(context)) === 0) return 'sent'
  if (await isHalted(context)) return 'halted'
  context.isSending = true
  try {
    await setRunState(context, 'preparing', null)
    await guardFacts(context)
    const refused = await prepareAssets(context, needs)
    await noteForbiddenImages(context, refused)
    if (context.stopping.aborted) return 'stopping'
    if (await isHalted(context)) return 'halted'
    await setRunState(context, 'publishing', null)
    return await publishItems(context, refused)
  } catch (error) {
    if (!(error instanceof GaveUpError)) throw error
    return context.stopping.aborted ? 'stopping' : 'halted'
  } finally {
    context.isSending = false
  }
}

/** The last check of the connection could not tell; now it is known. */
async function noteForbiddenImages(context: RunContext, refused: Map<string, Problem>): Promise<void> {
  const forbidden = [...refused.values()].find((problem) => problem.code === 'media_forbidden')
  if (!forbidden || context.withoutImages) return
  context.withoutImages = true
  await writeDiary(context, 'without_images', forbidden.message)
}

/** Pause: leaves everything as it is (false). Cancel: settles what is in doubt, then the run may finish (true). */
async function endHalted(context: RunContext): Promise<boolean> {
  // Resumed in the same second: the worker takes it up again.
  if (!(await isHalted(context))) {
    await setRunState(context, 'queued', null)
    return false
  }
  if (!(await isCancelled(context))) {
    await setRunState(context, 'paused', 'Paused. Nothing is sent until you resume.')
    await writeDiary(context, 'paused', 'Paused.')
    return false
  }
  await setRunState(context, 'cancelling', 'Settling what was under way before the run ends.')
  for (;;) {
    await cancelReady(context.database, context.lease, context.run)
    const counts = await countItems(context.database, context.run.id)
    if (!counts['in_doubt']) {
      await abandonFinish(context)
      return true
    }
    if ((await settleDoubtful(context)) === 0) await sleepFor(500, context.stopping)
    if (context.stopping.aborted) return false
  }
}

async function finish(context: RunContext): Promise<void> {
  await setRunState(context, 'verifying', null)
  if (!(await verifyItems(context))) return
  const twins = await auditTwins(context)
  await context.flushCalls()
  const receipt = await writeReceipt(context, twins)
  await writeDiary(
    context,
    'verified',
    `Read back ${receipt.accepted} pages from Wix: ${receipt.verifiedEqual} are exactly as sent.`,
  )
}

async function isCancelled(context: RunContext): Promise<boolean> {
  const { rows } = await context.database.query<{ wish: string }>('select wish from runs where id = $1', [
    context.run.id,
  ])
  return rows[0]?.wish === 'cancel'
}
