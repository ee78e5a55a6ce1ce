// The middle of a run: sends what is ready, settles what is in doubt, until nothing is open.
import type { Problem } from '../api/problem.ts'
import { sleepFor } from '../connections/pacer.ts'
import { inLanes } from '../lanes.ts'
import { rhythm } from '../plans/rhythm.ts'
import { type AssetNeed, assetKey, imageKind } from '../targets/target.ts'
import { countUnfinished, finishItems } from './finish-items.ts'
import { guardItems } from './guard.ts'
import { countItems, type PickLimits, pickReady, type Settlement, settleItems } from './ledger.ts'
import { isHalted, type RunContext, RunStopped, writeDiary } from './run-context.ts'
import type { ItemRow } from './run-row.ts'
import { sendBatch } from './send.ts'
import { settleDoubtful } from './settle-doubt.ts'

export type PublishEnd = 'sent' | 'halted' | 'stopping'

/** `sent`: nothing is open. `halted`: the owner asked to pause or cancel. `stopping`: the process ends. */
export async function publishItems(context: RunContext, refused: Map<string, Problem>): Promise<PublishEnd> {
  let lostInARow = 0
  for (;;) {
    if (context.stopping.aborted) return 'stopping'
    context.signal.throwIfAborted()
    await settleDoubtful(context)

    const picked = await pickReady(context.database, context.run, pickLimits(context))
    const sendable = await refuseWithoutAssets(context, picked, refused)
    if (picked.length === 0) {
      const counts = await countItems(context.database, context.run.id)
      const isOver = !counts['ready'] && !counts['in_doubt'] && !counts['sending']
      if (isOver && (await countUnfinished(context)) === 0) return 'sent'
      if (await isHalted(context)) return 'halted'
      if (await finishItems(context)) continue
      await sleepFor(Math.min(500, context.timing.doubtLookEveryMs), context.stopping)
      continue
    }
    if (sendable.length === 0) continue

    const allowed = await guardItems(context, sendable)
    let stop: Problem | null = null
    let isHaltedNow = false
    await inLanes(rhythm.lanes, batchesOf(context, allowed), async (batch) => {
      if (stop !== null || isHaltedNow || context.stopping.aborted) return
      const result = await sendBatch(context, batch)
      isHaltedNow ||= !result.wasSent
      stop ??= result.stop
      lostInARow = result.isLost ? lostInARow + 1 : 0
      context.crashPoint('between-batches')
    })
    if (stop !== null) throw new RunStopped((stop as Problem).message)
    if (isHaltedNow && !context.stopping.aborted) return 'halted'
    if (lostInARow >= context.timing.outageAfterCalls) {
      lostInARow = 0
      await context.pacer.block(
        context.timing.outagePauseMs,
        'Wix is not answering; we ask again by ourselves',
      )
      await writeDiary(
        context,
        'outage',
        'Wix did not answer several calls in a row. Waiting before the next one.',
      )
    } else if (lostInARow === 0) {
      await context.pacer.praise()
    }
  }
}

/** Cut by count and by bytes. A page that failed before travels alone, so that it cannot take others down. */
export function batchesOf(context: Pick<RunContext, 'target' | 'options'>, items: ItemRow[]): ItemRow[][] {
  const { size, maxBytes, cost, maxCost = Number.POSITIVE_INFINITY } = context.target.batch(context.options)
  const limit = items[0]?.action === 'remove' ? rhythm.removalBatch : size
  const batches: ItemRow[][] = []
  let current: ItemRow[] = []
  let bytes = 0
  let spent = 0
  for (const item of items) {
    const weight = Buffer.byteLength(JSON.stringify(item.payload ?? null))
    const price = item.payload && cost ? cost(item.payload) : 0
    const isFull = current.length >= limit || bytes + weight > maxBytes || spent + price > maxCost
    if (current.length > 0 && isFull) {
      batches.push(current)
      current = []
      bytes = 0
      spent = 0
    }
    current.push(item)
    bytes += weight
    spent += price
  }
  if (current.length > 0) batches.push(current)
  return batches
}

/** Pictures are left out where the connection may not import them; the plan said so. */
function isNeeded(context: RunContext, refused: Map<string, Problem>, need: AssetNeed): boolean {
  if (need.kind !== imageKind) return true
  return !context.withoutImages && refused.get(assetKey(need))?.code !== 'media_forbidden'
}

/** Enough for every lane to have a full batch. */
function pickLimits({ target, options }: RunContext): PickLimits {
  const { size } = target.batch(options)
  return { fresh: Math.max(rhythm.leastPicked, size * rhythm.lanes), again: Math.ceil(size / 4) }
}

/** A page whose category Wix refused is not sent without it. */
async function refuseWithoutAssets(
  context: RunContext,
  items: ItemRow[],
  refused: Map<string, Problem>,
): Promise<ItemRow[]> {
  const settlements: Settlement[] = []
  const sendable: ItemRow[] = []
  for (const item of items) {
    const needs = item.action === 'remove' ? [] : context.target.needs(item.payload)
    const missing = needs.find(
      (need) => !context.assets.has(assetKey(need)) && isNeeded(context, refused, need),
    )
    if (!missing) {
      sendable.push(item)
      continue
    }
    const reason = refused.get(assetKey(missing))?.message ?? 'it does not exist on the site any more'
    settlements.push({
      rowKey: item.row_key,
      state: 'rejected',
      problem: {
        code: 'asset_missing',
        severity: 'error',
        message: `The ${missing.kind} "${missing.name}" could not be used: ${reason}. The page was not sent without it. Plan again.`,
      },
    })
  }
  await settleItems(context.database, context.lease, context.run, settlements)
  return sendable
}
