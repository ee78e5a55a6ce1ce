// The middle of a run: sends what is ready, settles what is in doubt, until nothing is open.
import type { Problem } from '../api/problem.ts'
import { sleepFor } from '../connections/pacer.ts'
import { inLanes } from '../lanes.ts'
import { rhythm } from '../plans/rhythm.ts'
import { type AssetNeed, assetKey, imageKind } from '../targets/target.ts'
import { callsOf } from './calls.ts'
import { writeDiary } from './diary.ts'
import { type FinishDeps, finishItems } from './finish-items.ts'
import { guardItems } from './guard.ts'
import { type Destination, type HeldRun, RunStopped } from './held-run.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import { hasOpenItems, pickReady } from './item-picks.ts'
import type { Assets } from './prepare-assets.ts'
import type { ItemRow } from './run-row.ts'
import { isHalted } from './run-store.ts'
import { type SendDeps, sendBatch } from './send.ts'
import { settleDoubtful } from './settle-doubt.ts'
import type { Timing } from './timing.ts'

/**
 * `sent`: nothing is open. `halted`: the owner asked to pause or cancel. `passed`: another run of the site goes first.
 * `stopping`: the process ends.
 */
export type PublishEnd = 'sent' | 'halted' | 'passed' | 'stopping'

export interface PublishDeps extends SendDeps, FinishDeps {
  refused: Assets['refused']
  isPassed(): boolean
  timing: Pick<Timing, 'doubtGapMs' | 'doubtLookEveryMs' | 'outageAfterCalls' | 'outagePauseMs'>
}

export async function publishItems(deps: PublishDeps): Promise<PublishEnd> {
  const { held, destination, timing, stopping } = deps
  const { wix } = deps.site
  const { size } = destination.target.batch(destination.options)
  // Enough for every lane to have a full batch.
  const limits = { fresh: Math.max(rhythm.leastPicked, size * rhythm.lanes), again: Math.ceil(size / 4) }
  const outage = createOutageWatch(deps)
  let after = -1
  for (;;) {
    if (stopping.aborted) return 'stopping'
    if (deps.isPassed()) return 'passed'
    wix.signal.throwIfAborted()
    await settleDoubtful({ held, destination, wix, timing })

    const picked = await pickReady(held, limits, after)
    if (picked.length === 0 && after >= 0) {
      // What was given back meanwhile stands before that.
      after = -1
      continue
    }
    if (picked.length === 0) {
      if (!(await hasOpenItems(held))) return 'sent'
      if (await isHalted(held)) return 'halted'
      if (!(await finishItems(deps))) await sleepFor(Math.min(500, timing.doubtLookEveryMs), stopping)
      continue
    }
    if (picked[0]?.attempts === 0) after = picked.at(-1)?.position ?? after
    const sendable = await refuseWithoutAssets(deps, picked)
    const allowed = sendable.length === 0 ? [] : await guardItems({ held, destination, wix }, sendable)
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
      await site.pacer.block(timing.outagePauseMs, 'Wix is not answering; we ask again by ourselves')
      await writeDiary(
        held.database,
        held.run.id,
        'outage',
        'Wix did not answer several calls in a row. Waiting before the next one.',
      )
    },
  }
}

/** A page whose category Wix refused is not sent without it. */
async function refuseWithoutAssets(
  { held, destination, refused }: Pick<PublishDeps, 'refused'> & { held: HeldRun; destination: Destination },
  items: ItemRow[],
): Promise<ItemRow[]> {
  const { target, assets } = destination
  const settlements: Settlement[] = []
  const sendable: ItemRow[] = []
  for (const item of items) {
    const needs = item.action === 'remove' ? [] : target.needs(item.payload)
    const missing = needs.find((need) => !assets.has(assetKey(need)) && isNeeded(destination, refused, need))
    if (missing) settlements.push(withoutAsset(item, missing, refused.get(assetKey(missing))))
    else sendable.push(item)
  }
  await settleItems(held, settlements)
  return sendable
}

/** Pictures are left out where the connection may not import them; the plan said so. */
function isNeeded({ withoutImages }: Destination, refused: Assets['refused'], need: AssetNeed): boolean {
  if (need.kind !== imageKind) return true
  return !withoutImages && refused.get(assetKey(need))?.code !== 'media_forbidden'
}

function withoutAsset(item: ItemRow, missing: AssetNeed, problem: Problem | undefined): Settlement {
  const reason = problem?.message ?? 'it does not exist on the site any more'
  return {
    rowKey: item.row_key,
    state: 'rejected',
    problem: {
      code: 'asset_missing',
      severity: 'error',
      message: `The ${missing.kind} "${missing.name}" could not be used: ${reason}. The page was not sent without it. Plan again.`,
    },
  }
}
